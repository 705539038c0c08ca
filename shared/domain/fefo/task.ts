import type { Refusal } from '../engine/refusal.ts';
import type { Slice } from '../engine/slice.ts';
import { gtinOf, type LotKey } from '../lots/ids.ts';
import { claimedQuantity } from '../lots/lot-questions.ts';
import type { Quantity } from '../lots/quantity.ts';
import { ZERO } from '../lots/quantity.ts';
import type { CommandOf } from '../movements/command.ts';

type Pick = CommandOf<'pick'>;

/** Whether a pick is of another item, or of another lot, than its task asks for. */
export function againstTask(slice: Slice, { payload, task }: Pick): Refusal | null {
  const item = gtinOf(payload.lot);
  if (task?.item && task.item !== item) return { code: 'wrong-item', item, expected: task.item };
  if (!task?.lot || servesTask(slice, task.lot, payload.lot)) return null;
  return { code: 'wrong-lot', lot: payload.lot, expected: task.lot };
}

/** The task's own lot, or one of the same item that expires no later and so may stand in for it. */
export function servesTask(slice: Slice, asked: LotKey | undefined, offered: LotKey): boolean {
  if (asked === undefined) return false;
  if (asked === offered) return true;
  return gtinOf(asked) === gtinOf(offered) && expiryOf(slice, offered) <= expiryOf(slice, asked);
}

/** What of the lot's reserved goods is reserved for this very pick, in steps. */
export function promisedTo({ payload, task }: Pick): Quantity {
  return task?.lot === payload.lot ? claimedQuantity(task.open ?? payload.quantity) : ZERO;
}

/** More than the task still needs. */
export function overPicked({ payload, task }: Pick): Refusal | null {
  if (task?.open === undefined || payload.quantity <= task.open) return null;
  return { code: 'over-picked', asked: claimedQuantity(payload.quantity), open: claimedQuantity(task.open) };
}

function expiryOf(slice: Slice, lot: LotKey): string {
  return slice.lots.get(lot)?.expiryOn ?? '9999-12-31';
}
