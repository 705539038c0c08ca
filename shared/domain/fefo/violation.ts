import type { Slice } from '../engine/slice.ts';
import { gtinOf, type LotKey } from '../lots/ids.ts';
import { compareFefo, type Standing, type Terms, whyNotEligible } from './eligibility.ts';

/**
 * The eligible rows of the same item that expire strictly earlier than this lot, first to be picked first.
 * Empty: picking the lot now is compliant. A lot without expiry is skipped to only after every dated one.
 */
export function olderEligible(slice: Slice, lot: LotKey, terms: Terms): Standing[] {
  const mine = slice.lots.get(lot)?.expiryOn ?? '9999-12-31';
  const older: Standing[] = [];
  for (const each of standingsOf(slice, lot)) {
    if ((each.lot.expiryOn ?? '9999-12-31') < mine && whyNotEligible(each, terms) === null) older.push(each);
  }
  return older.sort(compareFefo);
}

function* standingsOf(slice: Slice, lot: LotKey): Generator<Standing> {
  const item = slice.items.get(gtinOf(lot));
  if (!item) return;
  for (const key of slice.lotsOfItem.get(item.gtin) ?? []) {
    const record = slice.lots.get(key);
    for (const rowKey of slice.rowsOfLot.get(key) ?? []) {
      const row = slice.rows.get(rowKey);
      const bin = row && slice.bins.get(row.bin);
      if (record && row && bin) yield { row, lot: record, item, bin };
    }
  }
}
