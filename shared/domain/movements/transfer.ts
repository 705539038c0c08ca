import { inactive, isSetApart, notEnough, notReceived, occupied, unknownBin, unknownLot, wrongZone } from '../bins/bin-questions.ts';
import { putIntoBin, takeFromBin } from '../bins/goods.ts';
import type { Context } from '../engine/context.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Slice } from '../engine/slice.ts';
import { receiveImplicitly } from '../lots/arrival.ts';
import { blocksOf, claimedQuantity, quantityFault } from '../lots/lot-questions.ts';
import type { CommandOf } from './command.ts';

/**
 * Putaway and transfer: goods of one lot from one bin to another, whole or part, pallet or loose.
 * Expired, held and recalled goods may only go where they are set apart. A move to the same bin changes nothing.
 */
export function judgeTransfer(slice: Slice, command: CommandOf<'putaway' | 'transfer'>, context: Context): Ruling {
  const { lot, from, to, pallet } = command.payload;
  const quantity = claimedQuantity(command.payload.quantity);
  const known = slice.lots.get(lot);
  const blocks = known && !isSetApart(slice.bins.get(to)) ? blocksOf(known, context.today) : [];
  return {
    broken: brokenOf(
      unknownLot(slice, lot),
      unknownBin(slice, from),
      unknownBin(slice, to),
      quantityFault(command.payload.quantity),
      from === to && { code: 'same-bin', bin: to },
      notReceived(slice, lot),
      ...blocks,
      inactive(slice, to),
      occupied(slice, to, lot),
      known?.status !== 'expected' && notEnough(slice, from, { lot, quantity, pallet }),
      wrongZone(slice, to, lot),
    ),
    carryOut: (books) => {
      if (from === to) return;
      receiveImplicitly(books, { lot, bin: from, quantity });
      for (const goods of takeFromBin(books, from, { lot, quantity, pallet })) putIntoBin(books, to, goods, from);
    },
  };
}
