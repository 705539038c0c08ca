import type { Slice } from '../engine/slice.ts';
import type { LotKey, Sscc } from '../lots/ids.ts';
import { minus, plus, type Quantity, ZERO } from '../lots/quantity.ts';
import { type Bin, type BinCode, holdsOneLot } from './bin.ts';
import type { Wanted } from './goods.ts';
import { cameBefore, type InHand, type StockRow, type Unconfirmed } from './stock-row.ts';

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

/** Everything that stands in one bin, in key order. */
export function rowsIn(slice: Slice, bin: BinCode): StockRow[] {
  const keys = slice.rowsInBin.get(bin);
  if (!keys || keys.size === 0) return [];
  return [...keys].sort().flatMap((key) => slice.rows.get(key) ?? []);
}

/** The rows of a lot in one bin: loose goods first, then its pallets by SSCC; of one pallet only, when it is named. */
export function rowsOfLotIn(slice: Slice, bin: BinCode, lot: LotKey, pallet?: Sscc): StockRow[] {
  const rows: StockRow[] = [];
  for (const key of slice.rowsOfLot.get(lot) ?? []) {
    const row = slice.rows.get(key);
    if (row?.bin === bin && (pallet === undefined || row.pallet === pallet)) rows.push(row);
  }
  return rows.length > 1 ? rows.sort((a, b) => (a.pallet < b.pallet ? -1 : 1)) : rows;
}

/** How much of a lot a bin holds, in steps; with a pallet named, only what is on it. */
export function quantityIn(slice: Slice, bin: BinCode, lot: LotKey, pallet?: Sscc): Quantity {
  let sum = ZERO;
  for (const row of rowsOfLotIn(slice, bin, lot, pallet)) sum = plus(sum, row.quantity);
  return sum;
}

/** How much of a lot in a bin is promised to nobody else, in steps; what a row lacks is not taken from another. */
export function quantityFree(slice: Slice, bin: BinCode, { lot, pallet, fulfils = ZERO }: Wanted): Quantity {
  let [free, own] = [ZERO, fulfils];
  for (const row of rowsOfLotIn(slice, bin, lot, pallet)) {
    free = plus(free, minus(row.quantity, minus(row.reserved, own)));
    own = minus(own, row.reserved);
  }
  return free;
}

/** Disputed goods claimed to be in a bin, of one lot when it is named; the earliest claim first. */
export function claimsOn(slice: Slice, bin: BinCode, lot?: LotKey): Unconfirmed[] {
  if (slice.unconfirmed.size === 0) return [];
  const disputed = [...slice.unconfirmed.values()].filter((goods) => goods.claimedBin === bin && (lot === undefined || goods.lot === lot));
  return disputed.sort((a, b) => (cameBefore(a.claim, b.claim) || (!cameBefore(b.claim, a.claim) && a.id < b.id) ? -1 : 1));
}

/** What a worker holds of a lot, loose goods first. */
export function heldBy(slice: Slice, worker: string, { lot, pallet }: Wanted): InHand[] {
  return [...slice.inHand.values()]
    .filter((goods) => goods.worker === worker && goods.lot === lot && (pallet === undefined || goods.pallet === pallet))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Everything of a lot on the books, in steps: in bins, in dispute and in hand. */
export function onHand(slice: Slice, lot: LotKey): Quantity {
  let sum = ZERO;
  for (const key of slice.rowsOfLot.get(lot) ?? []) sum = plus(sum, slice.rows.get(key)?.quantity ?? ZERO);
  for (const goods of slice.unconfirmed.values()) if (goods.lot === lot) sum = plus(sum, goods.quantity);
  for (const goods of slice.inHand.values()) if (goods.lot === lot) sum = plus(sum, goods.quantity);
  return sum;
}
