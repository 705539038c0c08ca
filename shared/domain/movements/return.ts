import { inactive, isSetApart, occupied, unknownBin } from '../bins/bin-questions.ts';
import { freshGoods } from '../bins/goods.ts';
import { putIntoBin } from '../bins/put.ts';
import type { Refusal } from '../engine/refusal.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Slice } from '../engine/slice.ts';
import { claimedQuantity, quantityFault, unknownLot } from '../lots/lot-questions.ts';
import { addToTotal, closeOrReopen } from '../lots/lot-record.ts';
import { minus } from '../lots/quantity.ts';
import type { CommandOf } from './command.ts';

type Return = CommandOf<'return'>;

/**
 * Return: goods that left come back, up to what was dispatched of the lot, into a bin where they stay apart until
 * a supervisor decides. Expiry and first receipt stay what they were; a closed lot reopens.
 */
export function judgeReturn(slice: Slice, command: Return): Ruling {
  const { lot, to } = command.payload;
  const quantity = claimedQuantity(command.payload.quantity);
  return {
    broken: brokenOf(
      unknownLot(slice, lot),
      unknownBin(slice, to),
      quantityFault(command.payload.quantity),
      moreThanLeft(slice, command),
      inactive(slice, to),
      notForReturns(slice, command),
      occupied(slice, to, lot),
    ),
    carryOut: (books) => {
      addToTotal(books, lot, 'returned', quantity);
      putIntoBin(books, to, freshGoods(lot, quantity), null);
      closeOrReopen(books, lot);
    },
  };
}

function moreThanLeft(slice: Slice, { payload }: Return): Refusal | null {
  const lot = slice.lots.get(payload.lot);
  if (!lot) return null;
  const out = minus(lot.totals.dispatched, lot.totals.returned);
  const asked = claimedQuantity(payload.quantity);
  return asked > out ? { code: 'return-exceeds-dispatched', asked, dispatched: out } : null;
}

function notForReturns(slice: Slice, { payload }: Return): Refusal | null {
  const bin = slice.bins.get(payload.to);
  return bin && !isSetApart(bin) ? { code: 'wrong-zone', bin: bin.code, zone: bin.kind, needs: 'returns' } : null;
}
