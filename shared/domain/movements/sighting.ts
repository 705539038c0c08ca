import { openAnomaly } from '../anomalies/open.ts';
import { settleDoubts } from '../anomalies/settle.ts';
import { unknownBin } from '../bins/bin-questions.ts';
import { claimsOn, occupantOf, onHand, rowsOfLotIn } from '../bins/occupancy.ts';
import { confirm, evict, writeRow } from '../bins/put.ts';
import type { Unconfirmed } from '../bins/stock-row.ts';
import type { Books } from '../engine/books.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Slice } from '../engine/slice.ts';
import { latest } from '../engine/time.ts';
import { notReceived, unknownLot } from '../lots/lot-questions.ts';
import type { CommandOf } from './command.ts';

type Sighting = CommandOf<'sighting'>;

/**
 * Sighting: "I saw this lot in this bin", nothing moved. Agreeing with the book, it refreshes last-seen; seen where
 * it was disputed, it settles the dispute; seen elsewhere, it says which scan is missing. It is never a claim.
 */
export function judgeSighting(slice: Slice, command: Sighting): Ruling {
  const { lot, bin, pallet } = command.payload;
  return {
    broken: brokenOf(unknownLot(slice, lot), unknownBin(slice, bin), notReceived(slice, lot)),
    carryOut: (books) => {
      const rows = rowsOfLotIn(slice, bin, lot, pallet);
      const disputed = claimsOn(slice, bin, lot);
      for (const row of rows) writeRow(books, row, { ...row, seenAt: latest(row.seenAt, books.context.at) });
      if (disputed.length > 0) settleDispute(books, disputed);
      if (rows.length > 0 || disputed.length > 0) settleDoubts(books, { lot, bin }, 'seen');
      else if (slice.lots.get(lot)?.status !== 'expected') doubt(books, command);
    },
  };
}

/** The disputed goods stand in the claimed bin: whatever is booked there becomes unconfirmed instead. */
function settleDispute(books: Books, disputed: readonly Unconfirmed[]): void {
  const [first] = disputed;
  const bin = first && books.slice.bins.get(first.claimedBin);
  if (!first || !bin) return;
  const occupant = occupantOf(books.slice, bin, first.lot);
  if (occupant) evict(books, bin.code);
  for (const goods of disputed) confirm(books, goods, 'seen');
  if (!occupant) return;
  const facts = { bin: bin.code, occupant: first.lot };
  openAnomaly(books, 'bin-conflict', { lot: occupant.lot, bin: bin.code, facts, against: occupant.claim });
}

function doubt(books: Books, { payload: { lot, bin } }: Sighting): void {
  const [key] = [...(books.slice.rowsOfLot.get(lot) ?? [])].sort();
  const bookedIn = (key !== undefined && books.slice.rows.get(key)?.bin) || null;
  const code = onHand(books.slice, lot) === 0 ? 'zero-but-present' : 'missing-transfer-scan';
  openAnomaly(books, code, { lot, bin, facts: { bookedIn } });
}
