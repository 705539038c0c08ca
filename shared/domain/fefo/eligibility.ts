import type { Bin } from '../bins/bin.ts';
import { isPickable } from '../bins/bin.ts';
import type { StockRow } from '../bins/stock-row.ts';
import { type DayIso, daysBetween } from '../engine/time.ts';
import type { Item } from '../lots/item.ts';
import type { Lot } from '../lots/lot.ts';
import { minus, type Quantity } from '../lots/quantity.ts';
import type { Demand, ExclusionReason } from './plan-shape.ts';

/** A stock row with all that decides whether it may be picked. */
export interface Standing {
  readonly row: StockRow;
  readonly lot: Lot;
  readonly item: Item;
  readonly bin: Bin;
}

/** What goods must satisfy: `shipOn` when a ship date is named, and the order's own minimum of remaining life. */
export interface Terms {
  readonly today: DayIso;
  readonly shipOn?: DayIso | undefined;
  readonly minDays?: number | undefined;
  readonly minLifeFraction?: Demand['minLifeFraction'] | undefined;
}

/** What of a row is promised to nobody, in steps; clamped at zero per row. */
export function freeOf(row: StockRow): Quantity {
  return minus(row.quantity, row.reserved);
}

/**
 * Why a row may not be picked, the first reason that applies, or null when it may.
 * The expiry day itself is usable; goods without expiry pass every test of life.
 */
export function whyNotEligible(standing: Standing, terms: Terms): ExclusionReason | null {
  const { row, lot, bin } = standing;
  if (lot.status === 'recalled') return 'recalled';
  if (lot.status === 'hold') return 'held';
  const tooOld = whyTooOld(standing, terms);
  if (tooOld) return tooOld;
  if (!isPickable(bin) || lot.status !== 'available') return 'bin-not-pickable';
  return freeOf(row) > 0 ? null : 'reserved';
}

function whyTooOld({ lot, item }: Standing, terms: Terms): ExclusionReason | null {
  if (lot.expiryOn === null) return null;
  if (lot.expiryOn < terms.today) return 'expired';
  if (terms.shipOn && lot.expiryOn < terms.shipOn) return 'expired-at-ship-date';
  return hasLifeLeft(lot, item, terms) ? null : 'remaining-life-too-short';
}

/** Whole days of life a lot has left when it ships (today without a ship date); null: it never expires. */
export function remainingDays(lot: Lot, terms: Terms): number | null {
  return lot.expiryOn === null ? null : daysBetween(terms.shipOn ?? terms.today, lot.expiryOn);
}

/** The stricter of item and order decides, in days, inclusive. */
export function neededDays(item: Item, terms: Terms): number {
  return Math.max(item.minDaysAtDispatch, terms.minDays ?? 0);
}

function hasLifeLeft(lot: Lot, item: Item, terms: Terms): boolean {
  const left = remainingDays(lot, terms);
  if (left === null) return true;
  if (left < neededDays(item, terms)) return false;
  return [item.minLifeFraction, terms.minLifeFraction].every((share) => !share || keepsShare(lot, left, share));
}

function keepsShare(lot: Lot, left: number, [numerator, denominator]: readonly [number, number]): boolean {
  if (lot.expiryOn === null || lot.producedOn === null) return true;
  return left * denominator >= daysBetween(lot.producedOn, lot.expiryOn) * numerator;
}

/** FEFO order: expiry (none last), first received, lot number, bin code; code-point order for texts. */
export function compareFefo(a: Standing, b: Standing): number {
  return (
    compare(a.lot.expiryOn ?? '9999-12-31', b.lot.expiryOn ?? '9999-12-31') ||
    compare(a.lot.firstReceivedAt ?? Number.MAX_SAFE_INTEGER, b.lot.firstReceivedAt ?? Number.MAX_SAFE_INTEGER) ||
    compare(a.lot.number, b.lot.number) ||
    compare(a.row.bin, b.row.bin) ||
    compare(a.row.pallet, b.row.pallet)
  );
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
