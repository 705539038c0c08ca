import type { DayIso, EpochMs } from '../engine/time.ts';
import type { Gtin, LotKey, LotNumber, Sscc } from './ids.ts';
import type { Quantity } from './quantity.ts';

/** `closed`: nothing left anywhere; reopens on a return or a count. *Expired* is derived, never stored. */
export type LotStatus = 'expected' | 'available' | 'hold' | 'recalled' | 'closed';

/**
 * What ever came in and went out of a lot, in steps. Mass balance:
 * received + returned + made + adjustedIn = on hand + dispatched + consumed + adjustedOut.
 */
export interface LotTotals {
  readonly received: Quantity;
  readonly returned: Quantity;
  readonly made: Quantity;
  readonly adjustedIn: Quantity;
  readonly dispatched: Quantity;
  readonly consumed: Quantity;
  readonly adjustedOut: Quantity;
}

/** Goods made together and traced together; `key` = item + lot number. */
export interface Lot {
  readonly key: LotKey;
  readonly gtin: Gtin;
  readonly number: LotNumber;
  readonly expiryOn: DayIso | null;
  readonly producedOn: DayIso | null;
  readonly supplier: string | null;
  readonly origin: string | null;
  /** Reference document of the first receipt. */
  readonly reference: string | null;
  readonly firstReceivedAt: EpochMs | null;
  readonly status: LotStatus;
  readonly holdReason: string | null;
  readonly totals: LotTotals;
}

/** A handling unit of exactly one lot. Where it stands and how much it holds is its stock row. */
export interface Pallet {
  readonly sscc: Sscc;
  readonly lot: LotKey;
}
