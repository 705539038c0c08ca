import './inbox-screen.css';
import { useLocation } from 'wouter';
import { timeText } from '../../shared/words/dates.ts';
import { didText } from '../flow/did-text.ts';
import { useSite } from '../flow/use-site.ts';
import { thisPhone } from '../local/phone.ts';
import { useShift } from '../local/use-local.ts';
import { markSeen } from '../queue/inbox.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Screen } from '../ui/screen.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useNow } from '../ui/use-now.ts';
import { VerdictShape } from '../ui/verdict-sign.tsx';
import { useWords } from '../ui/words.tsx';
import { type Disagreement, type SidedClaim, useDisagreements } from './use-disagreements.ts';

/** Where this phone's scans and somebody else's do not agree: one sentence, both sides, two ways on. */
export function InboxScreen() {
  const words = useWords();
  const { today } = useSite();
  const entries = useDisagreements(words.language, today);
  return (
    <Screen title={words.say('inbox.title')} back="/">
      {entries?.length === 0 && (
        <EmptyState icon="inbox" title={words.say('inbox.empty')}>
          {words.say('inbox.empty-text')}
        </EmptyState>
      )}
      <ul className="inbox">
        {entries?.map((entry) => (
          <Entry key={entry.report.id} entry={entry} />
        ))}
      </ul>
    </Screen>
  );
}

function Entry({ entry: { report, said, claims } }: { entry: Disagreement }) {
  const words = useWords();
  const [, navigate] = useLocation();
  const shift = useShift();
  const mine = claims.find((claim) => claim.isMine);
  const isOthers = shift != null && report.body.actor.worker !== shift.worker;
  const who = isOthers && mine ? mine.workerName : words.say('inbox.yours');
  const seen = () => void markSeen(thisPhone().outbox, report.id);
  return (
    <li className="inbox-entry">
      <header className="inbox-head">
        <span className="verdict-check">
          <VerdictShape tone="check" size={32} />
        </span>
        <h2 className="panel-title">
          <Sentence text={said?.title ?? words.say('queue.parked')} />
        </h2>
      </header>
      {said && (
        <p className="quiet">
          <Sentence text={said.todo} />
        </p>
      )}
      <div className="inbox-claims">
        <div className="inbox-claim">
          <p className="quiet small">{who}</p>
          <strong>
            <Sentence text={didText(words.language, report.body)} />
          </strong>
          {claims
            .filter((claim) => claim.isMine)
            .map((claim) => (
              <When key={claim.at} claim={claim} />
            ))}
        </div>
        {claims
          .filter((claim) => !claim.isMine)
          .map((claim) => (
            <div key={`${claim.workerName} ${claim.at}`} className="inbox-claim">
              <p className="quiet small">{words.say('inbox.theirs')}</p>
              <strong>{claim.workerName}</strong>
              <When claim={claim} />
            </div>
          ))}
      </div>
      <div className="pair">
        <Button onClick={seen}>{words.say('inbox.supervisor')}</Button>
        <Button tone="primary" size="big" onClick={() => navigate('/floor/sighting')}>
          {words.say('inbox.look')}
        </Button>
      </div>
    </li>
  );
}

function When({ claim }: { claim: SidedClaim }) {
  const words = useWords();
  const { timeZone } = useSite();
  const now = useNow(60_000);
  const time = timeText(words.language, claim.at, { timeZone, now });
  return (
    <span className="quiet small">
      {claim.error === null
        ? words.say('inbox.time-unsure', { time })
        : words.say('inbox.time', { time, seconds: Math.ceil(claim.error / 1000) })}
    </span>
  );
}
