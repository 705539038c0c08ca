import type { AnomalyCode } from '../anomalies/anomaly.ts';
import type { RefusalCode } from './refusal.ts';

/**
 * What becomes of the goods when a report breaks a rule. The moves themselves keep the invariants (`bins/put.ts`,
 * `bins/take.ts`), so that a report which breaks several rules still conserves every quantity.
 */
export type Handling =
  /** As if the rule had held. */
  | 'carried-out'
  /** What there is moves, the rest is not invented. */
  | 'what-is-there'
  /** They leave their source; the earlier claim keeps the bin, the other goods become unconfirmed. */
  | 'disputed'
  /** They arrive where they were taken from, with the quantity that moved. */
  | 'received-first'
  /** They are taken in, and wait for a supervisor. */
  | 'set-aside'
  /** Nothing happens to them. */
  | 'nothing'
  /** Nothing happens to them; the report is kept for a person, or until the missing thing comes. */
  | 'parked';

/** `by-stock`: what is there instead says which disagreement it is. Null: recorded, nobody need look. */
interface Row {
  readonly handling: Handling;
  readonly anomaly: AnomalyCode | 'by-stock' | null;
}

/** What a broken rule does to a report, one row per refusal code. */
export const EFFECT_TABLE: Readonly<Record<RefusalCode, Row>> = {
  'bin-occupied': { handling: 'disputed', anomaly: 'bin-conflict' },
  'bin-inactive': { handling: 'carried-out', anomaly: 'inactive-bin-used' },
  'bin-unknown': { handling: 'parked', anomaly: 'unknown-code' },
  'same-bin': { handling: 'nothing', anomaly: null },
  'wrong-zone': { handling: 'carried-out', anomaly: 'wrong-zone' },
  'lot-unknown': { handling: 'parked', anomaly: 'unknown-lot' },
  'item-unknown': { handling: 'parked', anomaly: 'unknown-lot' },
  'lot-not-received': { handling: 'received-first', anomaly: 'missing-receipt-scan' },
  'lot-held': { handling: 'carried-out', anomaly: 'blocked-lot-moved' },
  'lot-recalled': { handling: 'carried-out', anomaly: 'blocked-lot-moved' },
  'lot-expired': { handling: 'carried-out', anomaly: 'blocked-lot-moved' },
  'older-lot-first': { handling: 'carried-out', anomaly: 'fefo-skipped' },
  'remaining-life-too-short': { handling: 'carried-out', anomaly: 'short-dated-picked' },
  'not-enough-stock': { handling: 'what-is-there', anomaly: 'by-stock' },
  'over-picked': { handling: 'carried-out', anomaly: 'over-picked' },
  'invalid-quantity': { handling: 'parked', anomaly: 'unreadable-command' },
  'wrong-item': { handling: 'carried-out', anomaly: 'task-mismatch' },
  'wrong-lot': { handling: 'carried-out', anomaly: 'task-mismatch' },
  'duplicate-lot-number': { handling: 'set-aside', anomaly: 'duplicate-lot-number' },
  'lot-expiry-mismatch': { handling: 'set-aside', anomaly: 'lot-expiry-mismatch' },
  'already-scanned': { handling: 'nothing', anomaly: null },
  'reason-required': { handling: 'carried-out', anomaly: 'detail-missing' },
  'destination-required': { handling: 'carried-out', anomaly: 'detail-missing' },
  'return-exceeds-dispatched': { handling: 'carried-out', anomaly: 'return-unexplained' },
  'role-not-allowed': { handling: 'carried-out', anomaly: 'authority-missing' },
  'code-unknown': { handling: 'parked', anomaly: 'unknown-code' },
  'code-retired': { handling: 'carried-out', anomaly: 'retired-code-scanned' },
  'code-paused': { handling: 'carried-out', anomaly: 'retired-code-scanned' },
  'code-draft': { handling: 'carried-out', anomaly: 'retired-code-scanned' },
  'kind-unknown': { handling: 'parked', anomaly: 'unreadable-command' },
  'handler-error': { handling: 'parked', anomaly: 'unreadable-command' },
};
