import './status-strip.css';
import { Link } from 'wouter';
import { useSite } from '../flow/use-site.ts';
import { useShift } from '../local/use-local.ts';
import { useQueueState } from '../queue/queue-state.ts';
import { classNames } from '../ui/class-names.ts';
import { useNow } from '../ui/use-now.ts';
import { useWords } from '../ui/words.tsx';
import { stripOf } from './strip.ts';

/** What waits on this phone and how fresh its stock is, on every screen; a tap opens the queue. */
export function StatusStrip() {
  const words = useWords();
  const queue = useQueueState();
  const now = useNow(15_000);
  const { timeZone } = useSite();
  const shift = useShift();
  const sessionExpired = queue.sessionExpired && Boolean(shift);
  const strip = stripOf({ ...queue, sessionExpired }, { language: words.language, now, timeZone });
  return (
    <Link href="/queue" className={classNames('strip', `strip-${strip.tone}`)} title={words.say('status.open')}>
      <span className={`strip-sign strip-sign-${strip.sign}`} aria-hidden="true" />
      <span className="strip-words" role="status">
        {strip.words.join(' · ')}
      </span>
    </Link>
  );
}
