import type { Slice } from '../engine/slice.ts';
import type { LotKey } from '../lots/ids.ts';
import { plus, type Quantity, ZERO } from '../lots/quantity.ts';
import { type Bin, type BinCode, holdsOneLot } from './bin.ts';
import type { StockRow } from './stock-row.ts';

/** A row of another lot standing in a one-lot bin, or null when the lot may go in. Many-lot bins are never occupied. */
export function occupantOf(slice: Slice, bin: Bin, lot: LotKey): StockRow | null {
  if (!holdsOneLot(bin.kind)) return null;
  let first: StockRow | null = null;
  for (const key of slice.rowsInBin.get(bin.code) ?? []) {
    const row = slice.rows.get(key);
    if (row && row.lot !== lot && (first === null || row.pallet < first.pallet)) first = row;
  }
  return first;
}

/** The rows of a lot in one bin: loose goods first, then its pallets by SSCC. */
export function rowsOfLotIn(slice: Slice, bin: BinCode, lot: LotKey): StockRow[] {
  const rows: StockRow[] = [];
  for (const key of slice.rowsOfLot.get(lot) ?? []) {
    const row = slice.rows.get(key);
    if (row?.bin === bin) rows.push(row);
  }
  return rows.length > 1 ? rows.sort((a, b) => (a.pallet < b.pallet ? -1 : 1)) : rows;
}

/** How much of a lot a bin holds, in steps; with a pallet named, only what is on it. */
export function quantityIn(slice: Slice, bin: BinCode, lot: LotKey, pallet?: string): Quantity {
  let sum = ZERO;
  for (const row of rowsOfLotIn(slice, bin, lot)) if (pallet === undefined || row.pallet === pallet) sum = plus(sum, row.quantity);
  return sum;
}

/** Everything of a lot on the books, in steps: in bins, in dispute and in hand. */
export function onHand(slice: Slice, lot: LotKey): Quantity {
  let sum = ZERO;
  for (const key of slice.rowsOfLot.get(lot) ?? []) sum = plus(sum, slice.rows.get(key)?.quantity ?? ZERO);
  for (const goods of slice.unconfirmed.values()) if (goods.lot === lot) sum = plus(sum, goods.quantity);
  for (const goods of slice.inHand.values()) if (goods.lot === lot) sum = plus(sum, goods.quantity);
  return sum;
}
