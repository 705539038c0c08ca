import { decidesQuality, overrideFaults } from '../access/authority.ts';
import { doubted, inactive, isSetApart, notEnoughEvenDisputed, occupied, unknownBin, wrongZone } from '../bins/bin-questions.ts';
import { quantityOf } from '../bins/goods.ts';
import { putIntoBin } from '../bins/put.ts';
import { takeDisputed, takeFromBin } from '../bins/take.ts';
import type { Context } from '../engine/context.ts';
import type { Refusal } from '../engine/refusal.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Slice } from '../engine/slice.ts';
import { blocksOf, claimedQuantity, missingReason, notReceived, quantityFault, unknownLot } from '../lots/lot-questions.ts';
import { minus } from '../lots/quantity.ts';
import type { CommandOf } from './command.ts';

type Transfer = CommandOf<'putaway' | 'transfer'>;

/**
 * Putaway and transfer: goods of one lot from one bin to another, whole or part, pallet or loose.
 * Expired, held and recalled goods may only go where they are set apart; returned and doubted goods leave by a supervisor only.
 */
export function judgeTransfer(slice: Slice, command: Transfer, context: Context): Ruling {
  const { lot, from, to, pallet } = command.payload;
  const quantity = claimedQuantity(command.payload.quantity);
  const wanted = { lot, quantity, pallet };
  const staysApart = isSetApart(slice.bins.get(to));
  return {
    broken: brokenOf(
      unknownLot(slice, lot),
      unknownBin(slice, from),
      unknownBin(slice, to),
      quantityFault(command.payload.quantity),
      from === to && { code: 'same-bin', bin: to },
      notReceived(slice, lot),
      ...(staysApart ? [] : blocksOf(slice, lot, context.today)),
      ...(staysApart ? [] : undecidedReturn(slice, command, context)),
      !staysApart && !decidesQuality(command, context) && doubted(slice, from, lot),
      inactive(slice, to),
      occupied(slice, to, lot),
      notEnoughEvenDisputed(slice, from, wanted),
      wrongZone(slice, to, lot),
    ),
    carryOut: (books) => {
      const taken = takeFromBin(books, from, wanted);
      const missing = minus(quantity, quantityOf(taken));
      for (const goods of [...taken, ...takeDisputed(books, from, { ...wanted, quantity: missing })]) putIntoBin(books, to, goods, from);
    },
  };
}

/** Returned goods go back on sale when a supervisor says so and why, by own role or by second badge. */
function undecidedReturn(slice: Slice, command: Transfer, context: Context): Refusal[] {
  const { payload, override, actor, kind } = command;
  if (slice.bins.get(payload.from)?.kind !== 'returns') return [];
  if (override) return overrideFaults(command, context);
  return brokenOf(!decidesQuality(command, context) && { code: 'role-not-allowed', role: actor.role, kind }, missingReason(payload.reason));
}
