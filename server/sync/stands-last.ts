import { comesBefore, type Position } from '../../shared/domain/engine/fold.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import type { Act, Booking, Pen } from './record.ts';
import type { SyncParts } from './sync-parts.ts';

/**
 * Where an act counts that is judged over the stock as it stands: after everything that has made it so, whatever the
 * clocks said. Null: at its own time.
 */
export function standsLast(order: SyncParts['order'], own: Position): EpochMs | null {
  const newest = order.newest();
  if (!newest || comesBefore(newest, own)) return null;
  return (newest.id < own.id ? newest.at : newest.at + 1) as EpochMs;
}

/** Puts on record what the server itself has done now, by its own clock, which may have been set back since. */
export function recordNow({ order }: Pick<SyncParts, 'order'>, pen: Pen, act: Act, booking: Booking): Verdict {
  return pen.record(act, booking, { judgedAt: standsLast(order, { at: act.occurredAt, id: act.id }) });
}
