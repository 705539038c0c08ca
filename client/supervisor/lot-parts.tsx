import { Link } from 'wouter';
import type { LotStatus } from '../../shared/domain/lots/lot.ts';
import { Chip } from '../ui/chip.tsx';
import { Code } from '../ui/code.tsx';
import { useWords } from '../ui/words.tsx';

/** A lot's number, leading to its page. */
export function LotLink({ href, row }: { href: string; row: { readonly number: string } }) {
  return (
    <Link href={href}>
      <Code text={row.number} />
    </Link>
  );
}

/** The first few bins of a lot; it may stand in many. */
export function Bins({ codes }: { codes: readonly string[] }) {
  const words = useWords();
  const shown = codes.slice(0, 3);
  const more = codes.length - shown.length;
  return (
    <span className="bins">
      {shown.map((code) => (
        <Code key={code} text={code} />
      ))}
      {more > 0 && <span className="quiet">{words.say('age.more-bins', { count: more })}</span>}
    </span>
  );
}

/** How a lot stands today: nobody may pick it once it has expired, and that is never stored. What people decided about it says more. */
export function standingOf({ status, daysLeft }: { status: LotStatus; daysLeft: number | null }): LotStatus | 'expired' {
  return status === 'available' && daysLeft !== null && daysLeft < 0 ? 'expired' : status;
}

export function StatusChip({ standing }: { standing: LotStatus | 'expired' }) {
  const words = useWords();
  const isStopped = standing === 'hold' || standing === 'recalled' || standing === 'expired';
  return isStopped ? <Chip tone="stop">{words.say(`lot.${standing}`)}</Chip> : words.say(`lot.${standing}`);
}
