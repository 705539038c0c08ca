import type { BinCode } from '../bins/bin.ts';
import type { Claim, CommandId } from '../bins/stock-row.ts';
import type { EpochMs } from '../engine/time.ts';
import type { Gtin, LotKey, Sscc } from '../lots/ids.ts';

export type Severity = 'info' | 'warn' | 'stop';

/** Every disagreement the ledger can flag. Severity is fixed per code, see `severity.ts`. */
export type AnomalyCode =
  | 'bin-conflict'
  | 'zero-but-present'
  | 'lot-in-two-places'
  | 'missing-transfer-scan'
  | 'blocked-lot-moved'
  | 'fefo-skipped'
  | 'short-dated-picked'
  | 'wrong-zone'
  | 'inactive-bin-used'
  | 'over-picked'
  | 'duplicate-lot-number'
  | 'lot-expiry-mismatch'
  | 'authority-missing'
  | 'detail-missing'
  | 'return-unexplained'
  | 'task-mismatch'
  | 'missing-receipt-scan'
  | 'unknown-lot'
  | 'unknown-code'
  | 'unreadable-command'
  | 'partial-receipt'
  | 'over-receipt'
  | 'expired-on-receipt'
  | 'short-dated-on-receipt'
  | 'labelled-late'
  | 'mixed-pallet'
  | 'count-variance'
  | 'stuck-pallet'
  | 'missing-dispatch-scan'
  | 'expiring-soon'
  | 'clock-suspect'
  | 'device-silent'
  | 'scans-lost'
  | 'lane-forked'
  | 'late-fact'
  | 'excursion'
  | 'sensor-silent'
  | 'retired-code-scanned'
  | 'code-missing-record';

/** The step of a lot's life an anomaly points to. */
export type Stage = 'receipt' | 'putaway' | 'storage' | 'pick' | 'staging' | 'dispatch' | 'return' | 'device';

/** The code-specific facts, values only; `shared/words` turns them into a sentence. */
export type AnomalyFacts = Readonly<Record<string, string | number | null>>;

/** One disagreement between ledger and reality, with both sides where two people disagree. */
export interface Anomaly {
  /** Derived from the command (or the sweep's subject) that opened it, so that judging again finds it again. */
  readonly id: string;
  readonly code: AnomalyCode;
  readonly severity: Severity;
  readonly stage: Stage;
  readonly item: Gtin | null;
  readonly lot: LotKey | null;
  readonly bin: BinCode | null;
  readonly pallet: Sscc | null;
  readonly facts: AnomalyFacts;
  /** The report that did not fit first, then the one it clashes with. */
  readonly claims: readonly Claim[];
  readonly openedAt: EpochMs;
  readonly openedBy: CommandId | null;
  readonly assignee: string | null;
  readonly closedAt: EpochMs | null;
  readonly closedBy: CommandId | null;
  readonly closedReason: string | null;
}
