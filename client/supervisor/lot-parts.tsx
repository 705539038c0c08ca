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

export function StatusChip({ status }: { status: LotStatus }) {
  const words = useWords();
  const isStopped = status === 'hold' || status === 'recalled';
  return isStopped ? <Chip tone="stop">{words.say(`lot.${status}`)}</Chip> : words.say(`lot.${status}`);
}
