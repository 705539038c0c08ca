import type { Effect } from './effect.ts';
import type { Slice } from './slice.ts';
import type { Touch } from './touch.ts';

/** What `work` hands back: what to save, and what to tell the caller. */
export interface Worked<T> {
  readonly effects: readonly Effect[];
  readonly value: T;
}

/**
 * The one way rules meet a store. The host loads what `touch` names into a private slice, runs `work`
 * synchronously, and saves the effects atomically: all of them or, when anything throws, none.
 */
export interface StockPort {
  transact<T>(touch: Touch, work: (slice: Slice) => Worked<T>): Promise<T>;
}
