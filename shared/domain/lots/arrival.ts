import { type BinCode, isPickable } from '../bins/bin.ts';
import type { Slice } from '../engine/slice.ts';
import { type DayIso, daysBetween, type EpochMs, earliest } from '../engine/time.ts';
import type { Payloads } from '../movements/command.ts';
import { lotKey } from './ids.ts';
import type { Lot } from './lot.ts';
import { hasExpired, NO_TOTALS } from './lot-questions.ts';

/** A lot as it is known once goods of it have arrived: the label adds what was not known, and blanks nothing. */
export function arrived(known: Lot | undefined, label: Payloads['receive'], at: EpochMs): Lot {
  const isNew = !known || known.status === 'expected' || known.status === 'closed';
  return {
    key: lotKey(label.item, label.lot),
    gtin: label.item,
    number: label.lot,
    expiryOn: known?.expiryOn ?? label.expiryOn ?? null,
    producedOn: known?.producedOn ?? label.producedOn ?? null,
    supplier: known?.supplier ?? label.supplier ?? null,
    origin: known?.origin ?? label.origin ?? null,
    reference: known?.reference ?? label.reference ?? null,
    firstReceivedAt: earliest(known?.firstReceivedAt ?? null, at),
    status: isNew ? 'available' : known.status,
    holdReason: known?.holdReason ?? null,
    totals: known?.totals ?? NO_TOTALS,
  };
}

/** What a delivery's age says: past its expiry day, or with less life left than the item must have on arrival. */
export function ageOnArrival(slice: Slice, lot: Lot, today: DayIso): 'expired-on-receipt' | 'short-dated-on-receipt' | null {
  if (lot.expiryOn === null) return null;
  if (hasExpired(lot, today)) return 'expired-on-receipt';
  const needs = slice.items.get(lot.gtin)?.minDaysAtReceipt ?? 0;
  return daysBetween(today, lot.expiryOn) < needs ? 'short-dated-on-receipt' : null;
}

/**
 * Doubtful goods wait where they arrived for a supervisor. Where that keeps nobody from picking them, or nothing else
 * of the lot is on sale, the lot is held.
 */
export function setAside(slice: Slice, lot: Lot, { to, why }: { to: BinCode; why: string }): Lot {
  const isOnSale = [...(slice.rowsOfLot.get(lot.key) ?? [])].some((key) => isPickableAt(slice, slice.rows.get(key)?.bin));
  if (lot.status !== 'available' || (isOnSale && !isPickableAt(slice, to))) return lot;
  return { ...lot, status: 'hold', holdReason: why };
}

function isPickableAt(slice: Slice, code: BinCode | undefined): boolean {
  const bin = code === undefined ? undefined : slice.bins.get(code);
  return bin !== undefined && isPickable(bin);
}
