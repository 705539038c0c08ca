import type { Refusal } from '../engine/refusal.ts';
import type { Slice } from '../engine/slice.ts';
import { gtinOf, type LotKey } from '../lots/ids.ts';
import type { Lot } from '../lots/lot.ts';
import { compareFefo, type Standing, type Terms, whyNotEligible } from './eligibility.ts';

/**
 * The eligible rows of the same item that expire strictly earlier than this lot, in no order. None: picking the lot
 * now is compliant. A lot without expiry comes after every dated one.
 */
export function* olderEligible(slice: Slice, lot: LotKey, terms: Terms): Generator<Standing> {
  const mine = expiryOf(slice.lots.get(lot));
  for (const key of slice.lotsOfItem.get(gtinOf(lot)) ?? []) {
    const other = slice.lots.get(key);
    if (!other || expiryOf(other) >= mine) continue;
    for (const each of standingsOf(slice, other)) if (whyNotEligible(each, terms) === null) yield each;
  }
}

/** Why a lot may not be picked yet: the row a picker should go to instead. */
export function olderFirst(slice: Slice, lot: LotKey, terms: Terms): Refusal | null {
  let first: Standing | null = null;
  for (const each of olderEligible(slice, lot, terms)) if (first === null || compareFefo(each, first) < 0) first = each;
  if (first === null || first.lot.expiryOn === null) return null;
  return { code: 'older-lot-first', lot, expected: first.lot.key, bin: first.row.bin, expiryOn: first.lot.expiryOn };
}

function expiryOf(lot: Lot | undefined): string {
  return lot?.expiryOn ?? '9999-12-31';
}

function* standingsOf(slice: Slice, lot: Lot): Generator<Standing> {
  const item = slice.items.get(lot.gtin);
  for (const key of slice.rowsOfLot.get(lot.key) ?? []) {
    const row = slice.rows.get(key);
    const bin = row && slice.bins.get(row.bin);
    if (item && row && bin) yield { row, lot, item, bin };
  }
}
