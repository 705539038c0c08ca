import type { CommandId } from '../domain/bins/stock-row.ts';
import type { Refusal } from '../domain/engine/refusal.ts';
import type { EpochMs } from '../domain/engine/time.ts';
import type { Extent, Flag } from '../domain/engine/verdict.ts';

/** The server's word on one report. A changed mind is `n + 1`, never a silent edit. */
export interface Verdict {
  readonly id: CommandId;
  readonly n: number;
  readonly rev: number;
  readonly outcome: 'recorded' | 'flagged' | 'parked';
  readonly broke?: Refusal;
  readonly flags: readonly Flag[];
  /** Corrected time fixed at first receipt; the phone keeps both and sends them again after a reset. */
  readonly occurredAt: EpochMs;
  readonly error: number | null;
  readonly effect: Extent;
}
