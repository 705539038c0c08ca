import { notEnough, occupied, unknownBin, unknownLot } from '../bins/bin-questions.ts';
import { putIntoBin, quantityOf, takeFromBin } from '../bins/goods.ts';
import { quantityIn } from '../bins/occupancy.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Slice } from '../engine/slice.ts';
import { claimedQuantity, quantityFault } from '../lots/lot-questions.ts';
import { addToTotal, closeOrReopen } from '../lots/lot-record.ts';
import { minus, ZERO } from '../lots/quantity.ts';
import type { CommandOf } from './command.ts';

/** Adjust: a supervisor sets what a bin holds of a lot, with a reason. Zero empties it; the lot's record stays. */
export function judgeAdjust(slice: Slice, command: CommandOf<'adjust'>): Ruling {
  const { lot, bin, pallet, reason } = command.payload;
  const wanted = claimedQuantity(command.payload.quantity);
  const fault = quantityFault(command.payload.quantity, 'zero-valid');
  const there = quantityIn(slice, bin, lot, pallet);
  return {
    broken: brokenOf(
      unknownLot(slice, lot),
      unknownBin(slice, bin),
      fault,
      !reason?.trim() && { code: 'reason-required' },
      wanted > there && occupied(slice, bin, lot),
    ),
    carryOut: (books) => {
      if (fault) return;
      const less = takeFromBin(books, bin, { lot, pallet, quantity: minus(there, wanted) });
      const more = minus(wanted, there);
      addToTotal(books, lot, 'adjustedOut', quantityOf(less));
      addToTotal(books, lot, 'adjustedIn', more);
      if (more > 0)
        putIntoBin(books, bin, { lot, pallet: pallet ?? '', quantity: more, reserved: ZERO, pickedAt: null, order: null }, null);
      closeOrReopen(books, lot);
    },
  };
}

/** Write-off: a supervisor destroys goods of a lot, with a reason. Expired, held and recalled goods may be written off. */
export function judgeWriteOff(slice: Slice, command: CommandOf<'write-off'>): Ruling {
  const { lot, bin, pallet, reason } = command.payload;
  const quantity = claimedQuantity(command.payload.quantity);
  return {
    broken: brokenOf(
      unknownLot(slice, lot),
      unknownBin(slice, bin),
      quantityFault(command.payload.quantity),
      !reason?.trim() && { code: 'reason-required' },
      notEnough(slice, bin, { lot, quantity, pallet }),
    ),
    carryOut: (books) => {
      addToTotal(books, lot, 'adjustedOut', quantityOf(takeFromBin(books, bin, { lot, quantity, pallet })));
      closeOrReopen(books, lot);
    },
  };
}
