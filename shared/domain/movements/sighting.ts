import { openAnomaly, settleAnomalies } from '../anomalies/open.ts';
import { unknownBin, unknownLot } from '../bins/bin-questions.ts';
import { putAside, putIntoBin } from '../bins/goods.ts';
import { occupantOf, onHand, rowsOfLotIn } from '../bins/occupancy.ts';
import { rowKey, type StockRow, type Unconfirmed } from '../bins/stock-row.ts';
import { type Books, write } from '../engine/books.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Slice } from '../engine/slice.ts';
import { ZERO } from '../lots/quantity.ts';
import type { CommandOf } from './command.ts';

type Sighting = CommandOf<'sighting'>;

/**
 * Sighting: "I saw this lot in this bin", nothing moved. Agreeing with the book, it refreshes last-seen; seen where
 * it was disputed, it settles the dispute; seen elsewhere, it says which scan is missing. It is never a claim.
 */
export function judgeSighting(slice: Slice, command: Sighting): Ruling {
  const { lot, bin } = command.payload;
  return {
    broken: brokenOf(unknownLot(slice, lot), unknownBin(slice, bin)),
    carryOut: (books) => {
      const rows = rowsSeen(slice, command);
      const disputed = disputedHere(slice, command);
      for (const row of rows) refresh(books, row);
      for (const goods of disputed) confirm(books, goods);
      if (rows.length > 0 || disputed.length > 0) settleAnomalies(books, lot, bin, 'seen');
      else
        openAnomaly(books, onHand(slice, lot) === 0 ? 'zero-but-present' : 'missing-transfer-scan', {
          lot,
          bin,
          facts: elsewhere(slice, command),
        });
    },
  };
}

function rowsSeen(slice: Slice, { payload }: Sighting): StockRow[] {
  return rowsOfLotIn(slice, payload.bin, payload.lot).filter((row) => payload.pallet === undefined || row.pallet === payload.pallet);
}

function disputedHere(slice: Slice, { payload }: Sighting): Unconfirmed[] {
  return [...slice.unconfirmed.values()]
    .filter((goods) => goods.lot === payload.lot && goods.claimedBin === payload.bin)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function refresh(books: Books, row: StockRow): void {
  if (books.context.at <= row.seenAt) return;
  write(books, 'stock', rowKey(row.bin, row.lot, row.pallet), { ...row, seenAt: books.context.at });
}

/** The disputed goods really stand in the claimed bin: whoever is booked there becomes unconfirmed instead. */
function confirm(books: Books, goods: Unconfirmed): void {
  const bin = books.slice.bins.get(goods.claimedBin);
  if (!bin) return;
  for (let other = occupantOf(books.slice, bin, goods.lot); other; other = occupantOf(books.slice, bin, goods.lot)) {
    write(books, 'stock', rowKey(other.bin, other.lot, other.pallet), null);
    putAside(books, other, { from: other.bin, claimed: other.bin });
  }
  write(books, 'unconfirmed', goods.id, null);
  putIntoBin(books, goods.claimedBin, { ...goods, reserved: ZERO, pickedAt: null, order: null }, goods.fromBin);
}

function elsewhere(slice: Slice, { payload }: Sighting): { bin: string | null } {
  const [key] = [...(slice.rowsOfLot.get(payload.lot) ?? [])].sort();
  return { bin: (key !== undefined && slice.rows.get(key)?.bin) || null };
}
