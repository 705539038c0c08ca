import type { Copies } from '../../client/local/view-store.ts';
import { type MemoryView, memoryView } from './memory-view.ts';

export interface MemoryCopies extends Copies {
  current(): Promise<MemoryView | null>;
  /** The copy that answers, at once. */
  now(): MemoryView | null;
  /** A clone of this phone's disk holds the same. */
  clone(): MemoryCopies;
}

/** A phone's copies in memory: the one that answers, and the one under way. */
export function memoryCopies(current: MemoryView | null = null, next: MemoryView | null = null): MemoryCopies {
  return {
    now: () => current,
    clone: () => memoryCopies(current && memoryView(current.state()), next && memoryView(next.state())),
    current: async () => current,
    underWay: async () => next,
    begin: async () => {
      next ??= memoryView();
      return next;
    },
    swap: async () => {
      if (next) current = next;
      next = null;
    },
    abandon: async () => {
      next = null;
    },
  };
}
