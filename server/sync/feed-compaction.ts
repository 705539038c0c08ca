import { setImmediate } from 'node:timers/promises';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ChangeFeed } from './change-feed.ts';

/** The feed is told from its beginning for this long and this far; who is further behind fetches a new copy. */
const KEPT_MS = 30 * 86_400_000;
const KEPT_ROWS = 1_000_000;
/** Rows that go in one transaction: a push waits a few milliseconds at most. */
const SLICE = 2000;

export interface Compaction {
  readonly feed: ChangeFeed;
  readonly ledger: Ledger;
}

/**
 * Lets go of the feed's old end, slice by slice with pushes in between, until `stopped`. Ledger, judgements and ids stay
 * for ever: only what a new copy of the stock tells as well goes. Returns how many rows went.
 */
export async function compactFeed({ feed, ledger }: Compaction, at: EpochMs, stopped = () => false): Promise<number> {
  const { rev } = feed.tip();
  // The newest row says where the chain stands, so it never goes.
  const keepFrom = Math.min(rev, Math.max(ledger.revSince((at - KEPT_MS) as EpochMs), rev - KEPT_ROWS + 1));
  let gone = 0;
  for (let more = true; more && !stopped(); ) {
    const went = feed.drop(keepFrom, SLICE);
    gone += went;
    more = went === SLICE;
    if (more) await setImmediate();
  }
  return gone;
}
