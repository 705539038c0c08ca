import type { AnomalyCode } from '../../shared/domain/anomalies/anomaly.ts';
import type { BinKind } from '../../shared/domain/bins/bin.ts';
import type { RefusalCode } from '../../shared/domain/engine/refusal.ts';
import type { ExclusionReason } from '../../shared/domain/fefo/plan-shape.ts';

/** The cases' abstract words for ours; a word that is missing here makes its case fail, never pass. */
export const VERDICT_CODES: Partial<Record<RefusalCode, string>> = {
  'bin-occupied': 'BIN_OCCUPIED',
  'bin-inactive': 'BIN_INACTIVE',
  'same-bin': 'SAME_BIN',
  'not-enough-stock': 'INSUFFICIENT_STOCK',
  'invalid-quantity': 'INVALID_QTY',
  'older-lot-first': 'FEFO_VIOLATION',
  'lot-expired': 'EXPIRED',
  'lot-held': 'LOT_BLOCKED',
  'lot-recalled': 'LOT_BLOCKED',
  'lot-unknown': 'UNKNOWN_LOT',
  'lot-not-received': 'LOT_NOT_RECEIVED',
  'wrong-item': 'WRONG_PRODUCT',
  'duplicate-lot-number': 'DUPLICATE_LOT',
  'lot-expiry-mismatch': 'LOT_EXPIRY_MISMATCH',
  'reason-required': 'REASON_REQUIRED',
  'destination-required': 'DESTINATION_REQUIRED',
  'role-not-allowed': 'FORBIDDEN_ROLE',
  'return-exceeds-dispatched': 'RETURN_EXCEEDS_DISPATCHED',
};

export const ANOMALY_TYPES: Partial<Record<AnomalyCode, string>> = {
  'lot-in-two-places': 'lot_in_two_places',
  'bin-conflict': 'bin_conflict',
  'zero-but-present': 'zero_qty_present',
  'missing-transfer-scan': 'missing_transfer_scan',
  'missing-dispatch-scan': 'missing_dispatch_scan',
  'stuck-pallet': 'stuck_pallet',
  'partial-receipt': 'partial_receipt',
  'over-receipt': 'over_receipt',
  'expired-on-receipt': 'expired_on_receipt',
  'short-dated-on-receipt': 'short_dated_on_receipt',
  'count-variance': 'count_variance',
  'duplicate-lot-number': 'duplicate_lot',
  'lot-expiry-mismatch': 'duplicate_lot',
};

const EXCLUSIONS: Record<Exclude<ExclusionReason, 'held' | 'unconfirmed'>, string> = {
  recalled: 'blocked:recalled',
  expired: 'expired',
  'expired-at-ship-date': 'expired_at_ship_date',
  'remaining-life-too-short': 'min_remaining_shelf_life',
  'bin-not-pickable': 'bin_not_pickable',
  reserved: 'reserved',
};

/** Only the hold reason `quarantine` reads back as quarantine. */
export function exclusionWord(reason: ExclusionReason, holdReason: string | undefined): string {
  if (reason === 'held') return holdReason === 'quarantine' ? 'blocked:quarantine' : 'blocked:hold';
  return reason === 'unconfirmed' ? 'unconfirmed' : EXCLUSIONS[reason];
}

/** The cases call the arrival bay `receiving` and the departure bay `dock`. */
export function binKind(type: string): BinKind {
  if (type === 'receiving') return 'dock';
  if (type === 'dock') return 'staging';
  const kinds: readonly string[] = ['storage', 'pick-face', 'staging', 'returns', 'quarantine', 'hold'];
  const kind = type.replace('_', '-');
  if (kinds.includes(kind)) return kind as BinKind;
  throw new Error(`bin type "${type}" is not one of ours`);
}

/** Lot statuses as the cases name them, both ways. */
export function lotStatusWord(status: string, holdReason: string | null): string {
  if (status === 'expected') return 'draft';
  return status === 'hold' && holdReason === 'quarantine' ? 'quarantine' : status;
}
