import './verdict-card.css';
import type { ReactNode } from 'react';
import type { Explained } from '../../shared/words/explain.ts';
import { Sentence } from '../ui/sentence.tsx';
import { VerdictSign, type VerdictTone } from '../ui/verdict-sign.tsx';
import { useWords } from '../ui/words.tsx';

interface VerdictCardProps {
  tone: VerdictTone;
  why: Explained | null;
  /** Said under the sign when there is nothing to explain. */
  otherwise?: string;
  children?: ReactNode;
}

/** The rules' answer: a whole surface in its colour, its shape, its word, the fact, and what to do. */
export function VerdictCard({ tone, why, otherwise, children }: VerdictCardProps) {
  const words = useWords();
  const todo = why?.todo ?? otherwise;
  const nothingKnown = tone === 'check' && !why;
  return (
    <section className={`verdict-card fill-${tone}`} role={tone === 'ok' ? 'status' : 'alert'} data-verdict={tone}>
      <VerdictSign tone={tone} />
      {why && (
        <p className="verdict-fact">
          <Sentence text={why.title} />
        </p>
      )}
      {nothingKnown && <p className="verdict-fact">{words.say('verdict.unknown-here')}</p>}
      {todo && (
        <p className="verdict-todo">
          <Sentence text={todo} />
        </p>
      )}
      {children}
    </section>
  );
}
