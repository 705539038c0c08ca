import type { BinCode } from '../bins/bin.ts';
import { type Goods, putInHand, putIntoBin, quantityOf, takeFromBin, takeFromHand } from '../bins/goods.ts';
import { type Books, write } from '../engine/books.ts';
import type { Effect } from '../engine/effect.ts';
import type { LotKey } from '../lots/ids.ts';
import type { LotTotals } from '../lots/lot.ts';
import { changeLot, closeOrReopen } from '../lots/lot-record.ts';
import { minus, plus, type Quantity, smaller, ZERO } from '../lots/quantity.ts';

const CAME_IN = ['received', 'returned', 'adjustedIn'] as const;
const WENT_OUT = ['dispatched', 'adjustedOut'] as const;

/**
 * Reverses a move that others have built on: goods it added somewhere are taken back as far as they are still
 * there, and put where it took them from. What it brought into the store or let out of it is undone in the totals.
 */
export function moveBack(books: Books, effects: readonly Effect[]): void {
  const lot = effects.find((each) => each.thing === 'lot' || each.thing === 'stock' || each.thing === 'in-hand');
  const key = lot && lotOf(lot);
  if (!key) return;
  const taken = effects.flatMap((each) => takeBack(books, each));
  let free = quantityOf(taken);
  for (const total of CAME_IN) free = minus(free, shrinkTotal(books, key, { total, by: smaller(free, growth(effects, total)) }));
  for (const total of WENT_OUT) free = plus(free, shrinkTotal(books, key, { total, by: growth(effects, total) }));
  for (const each of effects) free = minus(free, giveBack(books, each, free));
  if (free > 0) giveUp(books, effects, { key, free });
  closeOrReopen(books, key);
}

function takeBack(books: Books, each: Effect): Goods[] {
  const added =
    each.thing === 'stock' || each.thing === 'in-hand' ? minus(each.after?.quantity ?? ZERO, each.before?.quantity ?? ZERO) : ZERO;
  if (each.thing === 'stock' && each.after && added > 0) {
    return takeFromBin(books, each.after.bin, {
      lot: each.after.lot,
      quantity: added,
      ...(each.after.pallet && { pallet: each.after.pallet }),
    });
  }
  if (each.thing === 'in-hand' && each.after && added > 0) return takeFromHand(books, { lot: each.after.lot, quantity: added });
  const aside = each.thing === 'unconfirmed' && each.before === null ? books.slice.unconfirmed.get(each.key) : undefined;
  if (!aside) return [];
  write(books, 'unconfirmed', aside.id, null);
  return [{ lot: aside.lot, pallet: aside.pallet, quantity: aside.quantity, reserved: ZERO, pickedAt: null, order: null }];
}

/** Puts back into one place what the command took from it, as far as there is something to put. */
function giveBack(books: Books, each: Effect, free: Quantity): Quantity {
  if ((each.thing !== 'stock' && each.thing !== 'in-hand') || !each.before) return ZERO;
  const quantity = smaller(free, minus(each.before.quantity, each.after?.quantity ?? ZERO));
  if (quantity === 0) return ZERO;
  const whole = quantity === each.before.quantity;
  const goods: Goods = {
    lot: each.before.lot,
    pallet: whole ? each.before.pallet : '',
    quantity,
    reserved: ZERO,
    pickedAt: each.thing === 'stock' ? each.before.pickedAt : each.before.since,
    order: each.before.order,
  };
  if (each.thing === 'stock') putIntoBin(books, each.before.bin, goods, null);
  else putInHand(books, goods);
  return quantity;
}

/** Goods with no place to go back to stay where the command put them. */
function giveUp(books: Books, effects: readonly Effect[], { key, free }: { key: LotKey; free: Quantity }): void {
  const bin = effects.map(addedTo).find((each) => each !== null) ?? null;
  const goods: Goods = { lot: key, pallet: '', quantity: free, reserved: ZERO, pickedAt: null, order: null };
  if (bin) putIntoBin(books, bin, goods, null);
  else putInHand(books, goods);
}

function addedTo(each: Effect): BinCode | null {
  if (each.thing === 'stock') return each.after?.bin ?? each.before?.bin ?? null;
  return each.thing === 'unconfirmed' ? (each.after?.claimedBin ?? null) : null;
}

function growth(effects: readonly Effect[], total: keyof LotTotals): Quantity {
  let sum = ZERO;
  for (const each of effects) {
    if (each.thing === 'lot') sum = plus(sum, minus(each.after?.totals[total] ?? ZERO, each.before?.totals[total] ?? ZERO));
  }
  return sum;
}

function shrinkTotal(books: Books, key: LotKey, { total, by }: { total: keyof LotTotals; by: Quantity }): Quantity {
  const most = smaller(by, books.slice.lots.get(key)?.totals[total] ?? ZERO);
  if (most > 0) changeLot(books, key, (lot) => ({ ...lot, totals: { ...lot.totals, [total]: minus(lot.totals[total], most) } }));
  return most;
}

function lotOf(each: Effect): LotKey | null {
  if (each.thing === 'lot') return each.after?.key ?? each.before?.key ?? null;
  return each.thing === 'stock' || each.thing === 'in-hand' ? (each.after?.lot ?? each.before?.lot ?? null) : null;
}
