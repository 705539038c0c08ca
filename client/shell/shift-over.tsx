import { thisPhone } from '../local/phone.ts';
import { useShift } from '../local/use-local.ts';
import { corrected } from '../queue/clock.ts';
import { Banner } from '../ui/banner.tsx';
import { useNow } from '../ui/use-now.ts';
import { useWords } from '../ui/words.tsx';

const MINUTE = 60_000;

/** Nobody is stopped in mid-aisle: what is scanned after the shift is kept, and the worker told what it counts as. */
export function ShiftOver() {
  const words = useWords();
  const shift = useShift();
  useNow(MINUTE);
  if (!shift || corrected(thisPhone().clock.stamp()) < shift.expiresAt) return null;
  return (
    <Banner tone="check" title={words.say('shift-over.title')}>
      {words.say('shift-over.text')}
    </Banner>
  );
}
