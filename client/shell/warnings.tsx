import { gapText } from '../../shared/words/dates.ts';
import { thisPhone } from '../local/phone.ts';
import { useQueueState } from '../queue/queue-state.ts';
import { putUnread, type Unread } from '../queue/unread.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { useNow } from '../ui/use-now.ts';
import { useWords } from '../ui/words.tsx';
import { ShiftOver } from './shift-over.tsx';
import { useWorkerHealth } from './update.ts';

const MINUTE = 60_000;
/** A clock further off than this is worth a word; it never stops a scan. */
const CLOCK_OFF_MS = 5 * MINUTE;

/** What will fail in the cold store, and can only be put right before going in. */
export function Warnings() {
  const words = useWords();
  const workerFailed = useWorkerHealth((health) => health.failed);
  if (!window.isSecureContext) return <TrustBanner title={words.say('insecure.title')} />;
  if (workerFailed) return <TrustBanner title={words.say('no-worker.title')}>{words.say('no-worker.text')}</TrustBanner>;
  return (
    <>
      <ScansLost />
      <ToldByServer />
      <ShiftOver />
      <ClockWarning />
    </>
  );
}

/** Said to the one person who may still know what was done. */
function ScansLost() {
  const words = useWords();
  const lost = useQueueState((queue) => queue.lost);
  if (lost === 0) return null;
  return (
    <Banner
      tone="stop"
      title={words.count('lost.title', lost)}
      action={
        <Button wide onClick={() => wasRead({ lost: 0 })}>
          {words.say('queue.told-seen')}
        </Button>
      }
    >
      {words.say('lost.text')}
    </Banner>
  );
}

/** The server had this phone send again what it forgot, or go on under a number of its own. */
function ToldByServer() {
  const words = useWords();
  const told = useQueueState((queue) => queue.told);
  if (!told) return null;
  return (
    <Banner
      tone="check"
      title={words.say(`queue.told-${told}`)}
      action={
        <Button wide onClick={() => wasRead({ told: null })}>
          {words.say('queue.told-seen')}
        </Button>
      }
    >
      {words.say(`queue.told-${told}-hint`)}
    </Banner>
  );
}

function wasRead(part: Partial<Unread>): void {
  void putUnread(thisPhone().outbox, part).catch(() => undefined);
}

function ClockWarning() {
  const words = useWords();
  useNow(MINUTE);
  // With the first answer of a server the phone knows how far its clock is off.
  useQueueState((queue) => queue.dataAsOf);
  const lacks = thisPhone().clock.stamp().offset ?? 0;
  const off = Math.abs(lacks);
  if (off <= CLOCK_OFF_MS) return null;
  return (
    <Banner tone="check" title={words.say(lacks > 0 ? 'clock.slow' : 'clock.fast', { off: gapText(words.language, off) })}>
      {words.say('clock.text')}
    </Banner>
  );
}

function TrustBanner({ title, children }: { title: string; children?: string }) {
  const words = useWords();
  return (
    <Banner
      tone="stop"
      title={title}
      action={
        <a className="warning-link" href="/trust">
          {words.say('no-worker.link')}
        </a>
      }
    >
      {children}
    </Banner>
  );
}
