import { openAnomaly } from '../anomalies/open.ts';
import { settleDoubts } from '../anomalies/settle.ts';
import type { BinCode } from '../bins/bin.ts';
import { unknownBin } from '../bins/bin-questions.ts';
import { onHand, quantityIn, rowsIn, rowsOfLotIn } from '../bins/occupancy.ts';
import { writeRow } from '../bins/put.ts';
import type { Books } from '../engine/books.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Slice } from '../engine/slice.ts';
import { latest } from '../engine/time.ts';
import type { LotKey } from '../lots/ids.ts';
import { claimedQuantity, quantityFault } from '../lots/lot-questions.ts';
import { plus, type Quantity, ZERO } from '../lots/quantity.ts';
import type { CommandOf } from './command.ts';

type Count = CommandOf<'count'>;

/**
 * Count: what was found in one bin, per lot. Equal is accurate; a difference is flagged once per lot, by the most
 * telling anomaly. The book does not change until a supervisor approves. A lot nobody knows spoils no other's count.
 */
export function judgeCount(slice: Slice, command: Count): Ruling {
  const { bin, found } = command.payload;
  return {
    broken: brokenOf(unknownBin(slice, bin), ...found.map((each) => quantityFault(each.quantity, 'zero-valid'))),
    carryOut: (books) => {
      for (const [lot, quantity] of foundByLot(slice, command)) compare(books, bin, { lot, found: quantity });
    },
  };
}

/** Every lot found or booked in the bin; what is booked and was not named was not found. */
function foundByLot(slice: Slice, { payload }: Count): Map<LotKey, Quantity> {
  const found = new Map<LotKey, Quantity>(rowsIn(slice, payload.bin).map((row) => [row.lot, ZERO]));
  for (const each of payload.found) found.set(each.lot, plus(found.get(each.lot) ?? ZERO, claimedQuantity(each.quantity)));
  return found;
}

function compare(books: Books, bin: BinCode, { lot, found }: { lot: LotKey; found: Quantity }): void {
  const { slice, context } = books;
  const rows = rowsOfLotIn(slice, bin, lot);
  if (found > 0) for (const row of rows) writeRow(books, row, { ...row, seenAt: latest(row.seenAt, context.at) });
  const book = quantityIn(slice, bin, lot);
  const facts = { book, found, variance: found - book };
  if (!slice.lots.has(lot)) openAnomaly(books, 'unknown-lot', { lot, bin, facts });
  else if (found === book) settleDoubts(books, { lot, bin }, 'counted');
  else if (book > 0) openAnomaly(books, 'count-variance', { lot, bin, facts });
  else openAnomaly(books, onHand(slice, lot) === 0 ? 'zero-but-present' : 'missing-transfer-scan', { lot, bin, facts });
}
