import { answered } from './handle.ts';

/** Longest to wait for what need not be the newest, ms. */
const PATIENCE_MS = 20;

/** Reads anew each time; when that takes long or fails it is what was read last, null before the first. For what must hold nothing up. */
export function lastKnown<T>(read: () => Promise<T | null>, patience = PATIENCE_MS): () => Promise<T | null> {
  let last: T | null = null;
  return () => {
    const reading = read().then((value) => {
      last = value;
      return value;
    });
    return answered(reading, patience).catch(() => last);
  };
}
