import { settleDoubts } from '../anomalies/settle.ts';
import { notEnough, occupied, unknownBin } from '../bins/bin-questions.ts';
import { freshGoods, quantityOf } from '../bins/goods.ts';
import { quantityIn } from '../bins/occupancy.ts';
import { putIntoBin } from '../bins/put.ts';
import { takeFromBin } from '../bins/take.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Slice } from '../engine/slice.ts';
import { claimedQuantity, missingReason, notReceived, quantityFault, unknownLot } from '../lots/lot-questions.ts';
import { addToTotal, closeOrReopen } from '../lots/lot-record.ts';
import { minus, plus, type Quantity } from '../lots/quantity.ts';
import type { CommandOf } from './command.ts';

type Adjust = CommandOf<'adjust'>;

/** Adjust: a supervisor sets what a bin holds of a lot, with a reason. Zero empties it; the lot's record stays. */
export function judgeAdjust(slice: Slice, command: Adjust): Ruling {
  const { lot, bin, pallet, reason } = command.payload;
  const there = quantityIn(slice, bin, lot, pallet);
  const wanted = wantedNow(command, there);
  return {
    broken: brokenOf(
      unknownLot(slice, lot),
      unknownBin(slice, bin),
      quantityFault(command.payload.quantity, 'zero-valid'),
      notReceived(slice, lot),
      missingReason(reason),
      wanted > there && occupied(slice, bin, lot),
    ),
    carryOut: (books) => {
      const [less, more] = [minus(there, wanted), minus(wanted, there)];
      if (less > 0) addToTotal(books, lot, 'adjustedOut', quantityOf(takeFromBin(books, bin, { lot, pallet, quantity: less })));
      if (more > 0) putIntoBin(books, bin, freshGoods(lot, more, pallet), null);
      addToTotal(books, lot, 'adjustedIn', more);
      settleDoubts(books, { lot, bin }, 'adjusted');
      closeOrReopen(books, lot);
    },
  };
}

/** What moved since the supervisor looked stays moved: the difference seen is what is adjusted. */
function wantedNow({ payload: { quantity, seen } }: Adjust, there: Quantity): Quantity {
  const wanted = claimedQuantity(quantity);
  if (seen === undefined || quantityFault(seen, 'zero-valid')) return wanted;
  return minus(plus(there, wanted), claimedQuantity(seen));
}

/** Write-off: a supervisor destroys goods of a lot, with a reason. Expired, held and recalled goods may be written off. */
export function judgeWriteOff(slice: Slice, command: CommandOf<'write-off'>): Ruling {
  const { lot, bin, pallet, reason } = command.payload;
  const wanted = { lot, pallet, quantity: claimedQuantity(command.payload.quantity) };
  return {
    broken: brokenOf(
      unknownLot(slice, lot),
      unknownBin(slice, bin),
      quantityFault(command.payload.quantity),
      notReceived(slice, lot),
      missingReason(reason),
      notEnough(slice, bin, wanted),
    ),
    carryOut: (books) => {
      addToTotal(books, lot, 'adjustedOut', quantityOf(takeFromBin(books, bin, wanted)));
      closeOrReopen(books, lot);
    },
  };
}
