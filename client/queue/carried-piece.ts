import type { CarriedPiece } from './hand-over-text.ts';

/** A piece of another phone's queue that this phone carries to the server, as that phone signed it. */
export interface Carried extends CarriedPiece {
  /** Lane and last number: the same piece handed over twice is one. */
  readonly id: string;
  /** The phone it comes from, its lane, and whose shift it was. */
  readonly deviceId: string;
  readonly lane: string;
  readonly of: string;
  /** That phone's wall time when it handed over. */
  readonly at: number;
  /** With the first piece: what the server sealed for that phone and its workers. */
  readonly certificates?: readonly string[];
  /** What the server said when it took it; null while it waits here. */
  readonly taken: { readonly epoch: string; readonly rev: number } | null;
  /** Why the server did not take it; a person must do something. */
  readonly problem: CarryProblem | null;
}

/** `gap`: earlier reports of that phone are missing. `forked`: its lane is used twice. `too-old`: this app is. `refused`: anything else. */
export type CarryProblem = 'gap' | 'forked' | 'too-old' | 'refused';
