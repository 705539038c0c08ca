import { openAnomaly } from '../anomalies/open.ts';
import type { BinCode } from '../bins/bin.ts';
import { unknownBin } from '../bins/bin-questions.ts';
import { onHand, quantityIn, rowsOfLotIn } from '../bins/occupancy.ts';
import { rowKey } from '../bins/stock-row.ts';
import { type Books, write } from '../engine/books.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Slice } from '../engine/slice.ts';
import type { LotKey } from '../lots/ids.ts';
import { claimedQuantity, quantityFault } from '../lots/lot-questions.ts';
import type { Quantity } from '../lots/quantity.ts';
import { ZERO } from '../lots/quantity.ts';
import type { CommandOf } from './command.ts';

/**
 * Count: what was found in one bin, per lot. Equal is accurate; a difference is flagged once per lot, by the most
 * telling anomaly. The book does not change until a supervisor approves.
 */
export function judgeCount(slice: Slice, command: CommandOf<'count'>): Ruling {
  const { bin, found } = command.payload;
  return {
    broken: brokenOf(unknownBin(slice, bin), ...found.map((each) => quantityFault(each.quantity, 'zero-valid'))),
    carryOut: (books) => {
      for (const [lot, quantity] of foundByLot(slice, command)) compare(books, bin, { lot, found: quantity });
    },
  };
}

/** Every lot found or booked in the bin; what is booked and was not named was not found. */
function foundByLot(slice: Slice, { payload }: CommandOf<'count'>): Map<LotKey, Quantity> {
  const found = new Map<LotKey, Quantity>();
  for (const key of [...(slice.rowsInBin.get(payload.bin) ?? [])].sort()) {
    const row = slice.rows.get(key);
    if (row) found.set(row.lot, ZERO);
  }
  for (const each of payload.found) found.set(each.lot, claimedQuantity((found.get(each.lot) ?? 0) + each.quantity));
  return found;
}

function compare(books: Books, bin: BinCode, { lot, found }: { lot: LotKey; found: Quantity }): void {
  const book = quantityIn(books.slice, bin, lot);
  if (found > 0) for (const row of rowsOfLotIn(books.slice, bin, lot)) seen(books, rowKey(row.bin, row.lot, row.pallet));
  if (found === book) return;
  const facts = { book, found, variance: found - book };
  if (book > 0) openAnomaly(books, 'count-variance', { lot, bin, facts });
  else openAnomaly(books, onHand(books.slice, lot) === 0 ? 'zero-but-present' : 'missing-transfer-scan', { lot, bin, facts });
}

function seen(books: Books, key: string): void {
  const row = books.slice.rows.get(key);
  if (row && row.seenAt < books.context.at) write(books, 'stock', key, { ...row, seenAt: books.context.at });
}
