import { comesBefore, type Position } from '../../shared/domain/engine/fold.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { CommandBody } from '../../shared/wire/envelope.ts';

/** A phone whose clock is further off than this says so to a supervisor. Five minutes, in ms. */
export const MOST_OFFSET_MS = 300_000;

export interface Corrected {
  readonly at: EpochMs;
  /** ± ms; null when the phone never compared its clock with the server's. */
  readonly error: number | null;
}

/**
 * A lane's own order comes first: a report never counts as earlier than the one before it, whatever the phone's clock
 * did in between. By as much as it is moved, its time is uncertain.
 */
export function inLaneOrder(happened: Corrected, id: string, before: Position | null): Corrected {
  if (!before || comesBefore(before, { at: happened.at, id })) return happened;
  const at = (before.id < id ? before.at : before.at + 1) as EpochMs;
  return { at, error: happened.error === null ? null : happened.error + at - happened.at };
}

/**
 * When a report happened: the phone's wall time plus what it knows of the server's clock. Nothing happens after
 * it was received, and nothing before 1970: a phone's nonsense clock never stops its queue. `told` is what a server that
 * was restored since said of it: it holds, so that judged order stays as it was. It too is never later than the receipt.
 */
export function correctedTime(clock: CommandBody['clock'], receivedAt: EpochMs, told?: Corrected): Corrected {
  const said = told?.at ?? clock.wall + (clock.offset ?? 0);
  const at = Math.max(0, Math.min(said, receivedAt)) as EpochMs;
  return { at, error: told ? told.error : clock.offset === null ? null : clock.error };
}
