import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { Cursor, Push, Receipt } from '../../shared/wire/push.ts';
import type { Proof } from './begin-epoch.ts';
import type { Lane } from './lane-store.ts';
import type { SyncParts } from './sync-parts.ts';

/** A cursor is not sealed: what it alone says begins a new history once in a while, not whenever a phone says so. */
const REST_MS = 3_600_000;

/**
 * What a push says of a store that has forgotten: `lane`, the phone holds a receipt this store cannot have sealed, so what it was
 * told is in doubt and that lane alone is taken up again; a proof, this store is not the one it was; null, nothing of the kind.
 */
export type Forgotten = Proof | 'lane' | null;

/** Compares what a phone knows with what is here. One reader per open store: it remembers when a cursor was last believed. */
export function forgottenReader({ feed, meta, sealer }: SyncParts): (push: Push, lane: Lane, now: EpochMs) => Forgotten {
  let believedAt = Number.NEGATIVE_INFINITY;

  function isOther({ rev, chain }: { rev: number; chain: string }): boolean {
    if (rev > feed.tip().rev) return true;
    return rev >= feed.floor() && feed.chainAt(rev) !== chain;
  }

  function byReceipt(acked: Receipt, lane: Lane): Forgotten {
    if (!sealer.isGenuine(acked)) return 'lane';
    return acked.seq > lane.lastSeq || isOther(acked) ? 'receipt' : null;
  }

  function byCursor(cursor: Cursor, now: EpochMs): Forgotten {
    if (!isOther(cursor) || now - believedAt < REST_MS) return null;
    believedAt = now;
    return 'cursor';
  }

  return ({ acked, cursor, lane: id }, lane, now) => {
    const epoch = meta.epoch();
    const told = acked?.epoch === epoch && acked.lane === id ? byReceipt(acked, lane) : null;
    return told ?? (cursor?.epoch === epoch ? byCursor(cursor, now) : null);
  };
}
