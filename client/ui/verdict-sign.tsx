import './verdict-sign.css';
import { useWords } from './words.tsx';

export type VerdictTone = 'ok' | 'check' | 'stop';

const SHAPES: Readonly<Record<VerdictTone, { body: string; mark: string }>> = {
  ok: { body: 'M24 2a22 22 0 1 0 0 44 22 22 0 0 0 0-44z', mark: 'M14 25l7 7 13-15' },
  check: { body: 'M24 3.5L46.5 44.5h-45z', mark: 'M24 18v13M24 37v.5' },
  stop: { body: 'M15 2h18l13 13v18L33 46H15L2 33V15z', mark: 'M16.5 16.5l15 15M31.5 16.5l-15 15' },
};

/** The shape alone: circle with a tick, triangle, octagon with a cross. */
export function VerdictShape({ tone, size }: { tone: VerdictTone; size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 48 48" aria-hidden="true" data-shape={tone}>
      <path d={SHAPES[tone].body} fill="currentColor" />
      <path d={SHAPES[tone].mark} className="verdict-mark" fill="none" strokeWidth="5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

/** Colour, shape and word together, so that no one of them has to be seen. */
export function VerdictSign({ tone }: { tone: VerdictTone }) {
  const words = useWords();
  return (
    <span className={`verdict-sign verdict-${tone}`}>
      <VerdictShape tone={tone} size={72} />
      <strong className="verdict-word">{words.say(`verdict.${tone}`)}</strong>
    </span>
  );
}
