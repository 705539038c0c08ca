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

/** Goods ship today at the earliest, whatever ship date is named. */
export function shipDay(today: DayIso, shipOn: DayIso | undefined): DayIso {
  return shipOn !== undefined && shipOn > today ? shipOn : today;
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
  return lacksLife(lot, item, terms) ? 'remaining-life-too-short' : null;
}

/** Whole days of life a lot has when it ships, and how many it needs, where that is too few; null: enough, or it never expires. */
export function lacksLife(lot: Lot, item: Item, terms: Terms): { readonly days: number; readonly needs: number } | null {
  if (lot.expiryOn === null) return null;
  const days = daysBetween(terms.shipOn ?? terms.today, lot.expiryOn);
  const needs = neededDays(lot, item, terms);
  return days < needs ? { days, needs } : null;
}

/** The strictest of item and order decides, in whole days, inclusive; a share of a lot's life counts from its production. */
function neededDays(lot: Lot, item: Item, terms: Terms): number {
  let needs = Math.max(item.minDaysAtDispatch, terms.minDays ?? 0);
  for (const share of [item.minLifeFraction, terms.minLifeFraction]) {
    if (!share || lot.producedOn === null || lot.expiryOn === null) continue;
    needs = Math.max(needs, Math.ceil((daysBetween(lot.producedOn, lot.expiryOn) * share[0]) / share[1]));
  }
  return needs;
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
