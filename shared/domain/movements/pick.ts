import { holdsOneLot } from '../bins/bin.ts';
import { inactive, notEnough, notReceived, unknownBin, unknownLot } from '../bins/bin-questions.ts';
import { putInHand, putIntoBin, takeFromBin } from '../bins/goods.ts';
import type { Context } from '../engine/context.ts';
import type { Refusal } from '../engine/refusal.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Slice } from '../engine/slice.ts';
import { neededDays, remainingDays, type Terms } from '../fefo/eligibility.ts';
import { skippedLots } from '../fefo/override.ts';
import { olderEligible } from '../fefo/violation.ts';
import { receiveImplicitly } from '../lots/arrival.ts';
import { gtinOf } from '../lots/ids.ts';
import { blocksOf, claimedQuantity, quantityFault } from '../lots/lot-questions.ts';
import type { CommandOf } from './command.ts';

type Pick = CommandOf<'pick'>;

/**
 * Pick: goods leave a storage bin or pick-face for a staging or dock bin, or for the picker's hand.
 * First expired goes first; a supervisor's second badge with a reason may take a younger lot.
 */
export function judgePick(slice: Slice, command: Pick, context: Context): Ruling {
  const { lot, from, to, pallet, order, shipOn } = command.payload;
  const quantity = claimedQuantity(command.payload.quantity);
  const terms: Terms = { today: context.today, shipOn };
  const known = slice.lots.get(lot);
  return {
    broken: brokenOf(
      unknownLot(slice, lot),
      unknownBin(slice, from),
      unknownBin(slice, to),
      quantityFault(command.payload.quantity),
      wrongItem(command),
      notReceived(slice, lot),
      ...(known ? blocksOf(known, context.today) : []),
      tooShort(slice, command, terms),
      inactive(slice, from),
      setApart(slice, command),
      known?.status !== 'expected' && notEnough(slice, from, { lot, quantity, pallet }),
      wrongLot(slice, command, terms),
      ...olderFirst(slice, command, { terms, context }),
      overPicked(command),
    ),
    carryOut: (books) => {
      receiveImplicitly(books, { lot, bin: from, quantity });
      if (command.override) skippedLots(books, olderEligible(slice, lot, terms));
      for (const goods of takeFromBin(books, from, { lot, quantity, pallet })) {
        const picked = { ...goods, reserved: claimedQuantity(0), pickedAt: context.at, order: order ?? null };
        if (to === undefined) putInHand(books, picked);
        else putIntoBin(books, to, picked, from);
      }
    },
  };
}

function wrongItem({ payload, task }: Pick): Refusal | null {
  const item = gtinOf(payload.lot);
  return task?.item && task.item !== item ? { code: 'wrong-item', item, expected: task.item } : null;
}

/** A lot the task does not name may stand in for the task's lot when it expires no later. */
function wrongLot(slice: Slice, { payload, task }: Pick, terms: Terms): Refusal | null {
  if (!task?.lot || task.lot === payload.lot) return null;
  const asked = slice.lots.get(task.lot)?.expiryOn ?? '9999-12-31';
  const offered = slice.lots.get(payload.lot)?.expiryOn ?? '9999-12-31';
  const standsIn = gtinOf(task.lot) === gtinOf(payload.lot) && offered <= asked && !payload.order && terms.today !== undefined;
  return standsIn ? null : { code: 'wrong-lot', lot: payload.lot, expected: task.lot };
}

function tooShort(slice: Slice, { payload }: Pick, terms: Terms): Refusal | null {
  const lot = slice.lots.get(payload.lot);
  const item = slice.items.get(gtinOf(payload.lot));
  const days = lot ? remainingDays(lot, terms) : null;
  if (!item || days === null || days < 0 || days >= neededDays(item, terms)) return null;
  return { code: 'remaining-life-too-short', lot: payload.lot, days, needs: neededDays(item, terms) };
}

/** Goods at the dock, in staging or set apart are not there to be picked. */
function setApart(slice: Slice, { payload }: Pick): Refusal | null {
  const bin = slice.bins.get(payload.from);
  return bin && !holdsOneLot(bin.kind) ? { code: 'lot-held', lot: payload.lot, reason: bin.kind } : null;
}

function olderFirst(slice: Slice, command: Pick, { terms, context }: { terms: Terms; context: Context }): Refusal[] {
  if (command.task?.lot === command.payload.lot) return [];
  const [first] = olderEligible(slice, command.payload.lot, terms);
  if (!first?.lot.expiryOn) return [];
  if (command.override) return overrideFaults(command, context);
  return [
    {
      code: 'older-lot-first',
      lot: command.payload.lot,
      expected: first.lot.key,
      bin: first.row.bin,
      expiryOn: first.lot.expiryOn,
    },
  ];
}

function overrideFaults({ override, kind }: Pick, context: Context): Refusal[] {
  if (!override) return [];
  const isSupervisor = override.role === 'supervisor' && context.overrideRoles.includes('supervisor');
  return brokenOf(
    !isSupervisor && { code: 'role-not-allowed', role: override.role, kind: `override-${kind}` },
    override.reason.trim() === '' && { code: 'reason-required' },
  );
}

function overPicked({ payload, task }: Pick): Refusal | null {
  if (task?.open === undefined || payload.quantity <= task.open) return null;
  return { code: 'over-picked', asked: claimedQuantity(payload.quantity), open: claimedQuantity(task.open) };
}
