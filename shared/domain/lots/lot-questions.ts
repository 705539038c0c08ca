import type { Refusal } from '../engine/refusal.ts';
import type { Slice } from '../engine/slice.ts';
import type { DayIso } from '../engine/time.ts';
import type { LotKey } from './ids.ts';
import type { Lot, LotTotals } from './lot.ts';
import { ABSURD_QUANTITY, type Quantity, ZERO } from './quantity.ts';

/** A lot the slice does not hold: on the phone it may just not have been heard of yet. */
export function unknownLot(slice: Slice, lot: LotKey): Refusal | null {
  return slice.lots.has(lot) ? null : { code: 'lot-unknown', lot };
}

/** A lot that is announced and has not arrived cannot be moved yet. */
export function notReceived(slice: Slice, lot: LotKey): Refusal | null {
  return slice.lots.get(lot)?.status === 'expected' ? { code: 'lot-not-received', lot } : null;
}

/** The expiry day itself is usable: a lot has expired when its day lies before the facility-local day. */
export function hasExpired(lot: Lot, day: DayIso): boolean {
  return lot.expiryOn !== null && lot.expiryOn < day;
}

/** Why goods of a lot may not be sold or moved freely on a day, gravest first; none: they may. */
export function blocksOf(slice: Slice, key: LotKey, day: DayIso): Refusal[] {
  const lot = slice.lots.get(key);
  if (!lot) return [];
  const blocks: Refusal[] = [];
  if (lot.status === 'recalled') blocks.push({ code: 'lot-recalled', lot: key, reason: lot.holdReason ?? '' });
  if (lot.status === 'hold') blocks.push({ code: 'lot-held', lot: key, reason: lot.holdReason ?? '' });
  if (lot.expiryOn !== null && hasExpired(lot, day)) blocks.push({ code: 'lot-expired', lot: key, expiryOn: lot.expiryOn });
  return blocks;
}

/** What is wrong with a claimed quantity, in steps; null: nothing. Zero is valid where a rule says so. */
export function quantityFault(claimed: number, zero: 'zero-valid' | 'zero-invalid' = 'zero-invalid'): Refusal | null {
  const fault = (why: 'zero' | 'negative' | 'too-precise' | 'absurd'): Refusal => ({ code: 'invalid-quantity', quantity: claimed, why });
  if (Number.isNaN(claimed)) return fault('too-precise');
  if (claimed < 0) return fault('negative');
  if (claimed === 0) return zero === 'zero-valid' ? null : fault('zero');
  if (claimed > ABSURD_QUANTITY) return fault('absurd');
  return Number.isInteger(claimed) ? null : fault('too-precise');
}

/** A claimed quantity that has passed `quantityFault`; anything else counts as nothing. */
export function claimedQuantity(claimed: number): Quantity {
  return quantityFault(claimed) ? ZERO : (claimed as Quantity);
}

export const NO_TOTALS: LotTotals = {
  received: ZERO,
  returned: ZERO,
  made: ZERO,
  adjustedIn: ZERO,
  dispatched: ZERO,
  consumed: ZERO,
  adjustedOut: ZERO,
};

/** A reason of nothing but spaces is none. */
export function missingReason(reason: string | undefined): Refusal | null {
  return reason?.trim() ? null : { code: 'reason-required' };
}
