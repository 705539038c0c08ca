import './flow-screen.css';
import { useState } from 'react';
import type { ScanCommand } from '../../shared/domain/scanning/our-codes.ts';
import type { Look } from '../../shared/words/explain.ts';
import { useReports } from '../local/use-reports.ts';
import type { Shift } from '../queue/outbox-database.ts';
import { Banner } from '../ui/banner.tsx';
import { Screen } from '../ui/screen.tsx';
import { VerdictShape } from '../ui/verdict-sign.tsx';
import { useWords } from '../ui/words.tsx';
import { DeedPanel } from './deed-panel.tsx';
import { type Flow, isScanned } from './flow.ts';
import { FlowFoot } from './flow-foot.tsx';
import { QuestionPanel } from './question-panel.tsx';
import { questionText } from './question-text.ts';
import { canUndo, recentOf } from './recent.ts';
import { RecentScans } from './recent-scans.tsx';
import { type InputMode, ScanInput } from './scan-input.tsx';
import { useEars } from './use-ears.ts';
import { useFlow } from './use-flow.ts';
import { useHere } from './use-here.ts';
import { useSite } from './use-site.ts';
import { WhichLot } from './which-lot.tsx';

/** One job, one question at a time: what to scan, what the rules say, and the deed. */
export function FlowScreen({ flow, shift: { worker, roles }, job }: { flow: Flow; shift: Pick<Shift, 'worker' | 'roles'>; job: string }) {
  const words = useWords();
  const { today } = useSite();
  const inHand = useFlow(flow, worker);
  const { round, stage } = inHand;
  const [mode, setMode] = useState<InputMode>('camera');
  const [typing, setTyping] = useState(false);
  const recent = recentOf(useReports(12) ?? [], words.language);
  const here = useHere(flow, round, { worker, isShown: mode === 'list' });
  const item = round.known?.item ?? null;
  const look: Look = { language: words.language, today, item, itemName: (gtin) => (item?.gtin === gtin ? item.name : null) };

  const command = (spoken: ScanCommand) => {
    const last = recent[0];
    if (spoken === 'confirm' && stage === 'deed' && round.advice?.sign !== 'stop') inHand.confirm();
    else if (spoken === 'next') inHand.startOver();
    else if (spoken === 'short' && stage === 'deed') setTyping(true);
    else if (spoken === 'undo' && last && canUndo(last, Date.now())) inHand.undo(last.id);
  };
  const ears = useEars({ flow, slot: round.slot, roles, today, hear: inHand.hear, command });

  return (
    <Screen
      title={questionText(flow, round, words)}
      job={job}
      back="/floor"
      foot={<FlowFoot flow={flow} inHand={inHand} mode={mode} onMode={setMode} />}
    >
      {inHand.saved && (
        <p className="saved-flash fill-ok" role="status">
          <VerdictShape tone="ok" size={36} />
          {words.say('verdict.saved')}
        </p>
      )}
      {inHand.failed && (
        <Banner tone="stop" title={words.say(`failed.${inHand.failed}`)}>
          {words.say('failed.hint')}
        </Banner>
      )}
      {ears.complaint && <Banner tone="check" title={ears.complaint} />}
      {stage === 'question' ? (
        <QuestionPanel round={round} today={today} hear={inHand.hear} />
      ) : (
        <DeedPanel flow={flow} inHand={inHand} look={look} typing={typing} onTyping={setTyping} />
      )}
      {isScanned(round.slot) && (
        <ScanInput
          mode={mode}
          question={stage === 'question' ? `${round.slot} ${round.given.from ?? ''}` : null}
          here={here}
          today={today}
          ears={ears}
        />
      )}
      {stage === 'question' && <RecentScans scans={recent.slice(0, 3)} onUndo={inHand.undo} />}
      <WhichLot ears={ears} />
    </Screen>
  );
}
