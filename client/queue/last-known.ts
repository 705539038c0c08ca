import { answered } from './handle.ts';

/** Longest to wait for what need not be the newest, ms. */
const PATIENCE_MS = 20;

/**
 * Reads anew each time; when that takes long or fails it is what was read last. Before there is any, it is waited for as long
 * as a healthy phone may take, and null when it fails. For what must hold nothing up.
 */
export function lastKnown<T>(read: () => Promise<T | null>, patience = PATIENCE_MS): () => Promise<T | null> {
  let last: { readonly n: number; readonly value: T | null } | undefined;
  let reads = 0;
  return () => {
    reads += 1;
    const n = reads;
    const reading = read().then((value) => {
      if (n > (last?.n ?? 0)) last = { n, value };
      return value;
    });
    return answered(reading, last ? patience : undefined).catch(() => last?.value ?? null);
  };
}
