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
 * When a report happened: the phone's wall time plus what it knows of the server's clock. Nothing happens after
 * it was received, and nothing before 1970: a phone's nonsense clock never stops its queue.
 */
export function correctedTime(clock: CommandBody['clock'], receivedAt: EpochMs): Corrected {
  const said = clock.wall + (clock.offset ?? 0);
  const at = Math.max(0, Math.min(said, receivedAt)) as EpochMs;
  return { at, error: clock.offset === null ? null : clock.error };
}
