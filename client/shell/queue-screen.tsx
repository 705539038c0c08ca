import './queue-screen.css';
import { Link } from 'wouter';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { ageText, timeText } from '../../shared/words/dates.ts';
import { didText } from '../flow/did-text.ts';
import { useSite } from '../flow/use-site.ts';
import { thisPhone } from '../local/phone.ts';
import { type ReportCard, type ReportState, useReports } from '../local/use-reports.ts';
import { useQueueState } from '../queue/queue-state.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useNow } from '../ui/use-now.ts';
import { useWords } from '../ui/words.tsx';
import { CarriedList } from './carried-list.tsx';
import { QueueTroubles } from './queue-troubles.tsx';

/** As far back as anyone scrolls to find a scan of this shift. */
const MOST = 100;

/** Every scan of this phone and how far it has come. */
export function QueueScreen() {
  const words = useWords();
  const queue = useQueueState();
  const reports = useReports(MOST) ?? [];
  const { timeZone } = useSite();
  const now = useNow(15_000);
  return (
    <Screen
      title={words.say('queue.title')}
      back="/"
      foot={
        queue.depth > 0 && (
          <Button tone="primary" size="big" wide onClick={() => thisPhone().kept()}>
            {words.say('queue.send-now')}
          </Button>
        )
      }
    >
      {queue.needYou > 0 && (
        <Link href="/inbox" className={buttonClass({ tone: 'primary', size: 'big', wide: true })}>
          <Icon name="inbox" />
          {words.count('status.need-you', queue.needYou)}
        </Link>
      )}
      <QueueTroubles />
      {queue.depth > 0 ? (
        <section className="queue-sum">
          <strong>{words.count('status.waiting', queue.depth)}</strong>
          {queue.oldestWall !== null && <span>{words.say('status.oldest', { age: ageText(words.language, now - queue.oldestWall) })}</span>}
          <p className="quiet">{words.say('queue.waiting-text')}</p>
        </section>
      ) : (
        <EmptyState icon="tick" title={words.say('queue.empty')}>
          {words.say('queue.empty-text')}
        </EmptyState>
      )}
      <div className="queue-ways">
        {queue.depth > 0 && (
          <Link href="/hand-over" className={buttonClass({ wide: true })}>
            <Icon name="out" />
            {words.say('queue.hand-over')}
          </Link>
        )}
        <Link href="/take-over" className={buttonClass({ wide: true })}>
          <Icon name="scan" />
          {words.say('queue.take-over')}
        </Link>
      </div>
      <CarriedList />
      {queue.restartedAt !== null && (
        <p className="quiet small">
          {words.say('queue.restarted', { time: timeText(words.language, queue.restartedAt as EpochMs, { timeZone, now }) })}
        </p>
      )}
      {reports.length > 0 && (
        <section>
          <h2 className="panel-title quiet">{words.say('queue.recent')}</h2>
          <ol className="queue-reports">
            {reports.map((card) => (
              <Report
                key={card.report.id}
                card={card}
                time={timeText(words.language, card.report.enqueuedAt as EpochMs, { timeZone, now })}
              />
            ))}
          </ol>
        </section>
      )}
    </Screen>
  );
}

function Report({ card: { report, state }, time }: { card: ReportCard; time: string }) {
  const words = useWords();
  return (
    <li className="queue-report">
      <div className="queue-report-head">
        <strong>
          <Sentence text={didText(words.language, report.body)} />
        </strong>
        <time className="quiet small">{time}</time>
      </div>
      <p className={`queue-state queue-state-${state}`}>
        <span className="queue-steps" aria-hidden="true" data-steps={STEPS[state]} />
        {words.say(`queue.${state}`)}
      </p>
    </li>
  );
}

/** Saved on the phone, sent, recorded: how many of the three are done. */
const STEPS: Readonly<Record<ReportState, number>> = { saved: 1, sent: 2, recorded: 3, flagged: 3, parked: 3 };
