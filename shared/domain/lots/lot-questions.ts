import type { Refusal } from '../engine/refusal.ts';
import type { DayIso } from '../engine/time.ts';
import type { Lot, LotTotals } from './lot.ts';
import { ABSURD_QUANTITY, type Quantity, ZERO } from './quantity.ts';

/** The expiry day itself is usable: a lot has expired when its day lies before the facility-local day. */
export function hasExpired(lot: Lot, today: DayIso): boolean {
  return lot.expiryOn !== null && lot.expiryOn < today;
}

/** Why goods of a lot may not be sold or moved freely, gravest first; none: they may. */
export function blocksOf(lot: Lot, today: DayIso): Refusal[] {
  const blocks: Refusal[] = [];
  if (lot.status === 'recalled') blocks.push({ code: 'lot-recalled', lot: lot.key, reason: lot.holdReason ?? '' });
  if (lot.status === 'hold') blocks.push({ code: 'lot-held', lot: lot.key, reason: lot.holdReason ?? '' });
  if (lot.expiryOn !== null && hasExpired(lot, today)) blocks.push({ code: 'lot-expired', lot: lot.key, expiryOn: lot.expiryOn });
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
