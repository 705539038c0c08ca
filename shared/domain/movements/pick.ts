import { overrideFaults } from '../access/authority.ts';
import { type BinCode, holdsOneLot } from '../bins/bin.ts';
import { inactive, occupied, setApart, shortage, unknownBin } from '../bins/bin-questions.ts';
import type { Wanted } from '../bins/goods.ts';
import { quantityFree } from '../bins/occupancy.ts';
import { putInHand, putIntoBin } from '../bins/put.ts';
import { takeFromBin } from '../bins/take.ts';
import type { Context } from '../engine/context.ts';
import type { Refusal } from '../engine/refusal.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Slice } from '../engine/slice.ts';
import { lacksLife, shipDay, type Terms } from '../fefo/eligibility.ts';
import { noteOverride } from '../fefo/override.ts';
import { againstTask, overPicked, promisedTo, servesTask } from '../fefo/task.ts';
import { olderFirst } from '../fefo/violation.ts';
import { gtinOf, type LotKey } from '../lots/ids.ts';
import { blocksOf, claimedQuantity, notReceived, quantityFault, unknownLot } from '../lots/lot-questions.ts';
import { ZERO } from '../lots/quantity.ts';
import type { CommandOf } from './command.ts';

type Pick = CommandOf<'pick'>;

/**
 * Pick: goods leave a storage bin or pick-face for a staging or dock bin, or for the picker's hand.
 * First expired goes first; a supervisor's second badge with a reason may take a younger lot.
 */
export function judgePick(slice: Slice, command: Pick, context: Context): Ruling {
  const { lot, from, to, pallet, order } = command.payload;
  const wanted = { lot, pallet, quantity: claimedQuantity(command.payload.quantity), fulfils: promisedTo(command) };
  const shipOn = shipDay(context.today, command.payload.shipOn);
  const terms: Terms = { today: context.today, shipOn };
  // The task's lot, and one that may stand in for it, were chosen when the task was planned.
  const older = context.fefo === 'settled' || servesTask(slice, command.task?.lot, lot) ? null : olderFirst(slice, lot, terms);
  const faults = older ? overrideFaults(command, context) : [];
  return {
    broken: brokenOf(
      unknownLot(slice, lot),
      unknownBin(slice, from),
      unknownBin(slice, to),
      quantityFault(command.payload.quantity),
      from === to && { code: 'same-bin', bin: from },
      againstTask(slice, command),
      notReceived(slice, lot),
      ...blocksOf(slice, lot, shipOn),
      setApart(slice, from, lot),
      inactive(slice, from),
      inactive(slice, to),
      occupied(slice, to, lot),
      tooShort(slice, lot, terms),
      notThere(slice, from, wanted),
      ...faults,
      (!command.override || faults.length > 0) && older,
      overPicked(command),
    ),
    carryOut: (books) => {
      if (older && faults.length === 0) noteOverride(books, lot, terms);
      for (const goods of takeFromBin(books, from, wanted)) {
        const picked = { ...goods, reserved: ZERO, pickedAt: context.at, order: order ?? null };
        if (to === undefined) putInHand(books, picked);
        else putIntoBin(books, to, picked, from);
      }
    },
  };
}

function tooShort(slice: Slice, key: LotKey, terms: Terms): Refusal | null {
  const lot = slice.lots.get(key);
  const item = slice.items.get(gtinOf(key));
  const lack = lot && item && lot.expiryOn !== null && lot.expiryOn >= (terms.shipOn ?? terms.today) ? lacksLife(lot, item, terms) : null;
  return lack && { code: 'remaining-life-too-short', lot: key, ...lack };
}

/** Only goods in a storage bin or pick-face, and promised to nobody else, are there to be picked. */
function notThere(slice: Slice, from: BinCode, wanted: Wanted): Refusal | null {
  const bin = slice.bins.get(from);
  const there = bin && holdsOneLot(bin.kind) ? quantityFree(slice, from, wanted) : ZERO;
  return there < wanted.quantity ? shortage(slice, wanted, there) : null;
}
