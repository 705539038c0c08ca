import type { Books } from './books.ts';
import type { Refusal } from './refusal.ts';

/**
 * What a rule makes of a command: everything it breaks, in the order a supervisor would name it, and how it is
 * carried out. Carrying out must hold for a broken rule too: what is there moves, what is disputed is put aside.
 */
export interface Ruling {
  readonly broken: readonly Refusal[];
  readonly carryOut: (books: Books) => void;
}

/** Keeps the questions that were answered no. */
export function brokenOf(...answers: readonly (Refusal | null | false | undefined)[]): Refusal[] {
  return answers.filter((answer): answer is Refusal => !!answer);
}
