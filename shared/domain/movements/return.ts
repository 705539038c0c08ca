import { inactive, occupied, unknownBin, unknownLot } from '../bins/bin-questions.ts';
import { putIntoBin } from '../bins/goods.ts';
import type { Refusal } from '../engine/refusal.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Slice } from '../engine/slice.ts';
import { claimedQuantity, quantityFault } from '../lots/lot-questions.ts';
import { addToTotal, closeOrReopen } from '../lots/lot-record.ts';
import { minus, ZERO } from '../lots/quantity.ts';
import type { CommandOf } from './command.ts';

/** Return: goods that left come back, up to what was dispatched of the lot. Expiry and first receipt stay what they were. */
export function judgeReturn(slice: Slice, command: CommandOf<'return'>): Ruling {
  const { lot, to } = command.payload;
  const quantity = claimedQuantity(command.payload.quantity);
  return {
    broken: brokenOf(
      unknownLot(slice, lot),
      unknownBin(slice, to),
      quantityFault(command.payload.quantity),
      moreThanLeft(slice, command),
      inactive(slice, to),
      occupied(slice, to, lot),
    ),
    carryOut: (books) => {
      if (quantity === 0) return;
      addToTotal(books, lot, 'returned', quantity);
      putIntoBin(books, to, { lot, pallet: '', quantity, reserved: ZERO, pickedAt: null, order: null }, null);
      closeOrReopen(books, lot);
    },
  };
}

function moreThanLeft(slice: Slice, { payload }: CommandOf<'return'>): Refusal | null {
  const lot = slice.lots.get(payload.lot);
  if (!lot) return null;
  const out = minus(lot.totals.dispatched, lot.totals.returned);
  const asked = claimedQuantity(payload.quantity);
  return asked > out ? { code: 'return-exceeds-dispatched', asked, dispatched: out } : null;
}
