import { type Books, write } from '../engine/books.ts';
import type { Effect } from '../engine/effect.ts';
import { type Judged, type Slice, stillStands } from '../engine/slice.ts';
import { latest } from '../engine/time.ts';
import type { LotKey } from '../lots/ids.ts';
import type { LotTotals } from '../lots/lot.ts';
import { changeLot, closeOrReopen } from '../lots/lot-record.ts';
import { minus, plus, type Quantity, smaller, ZERO } from '../lots/quantity.ts';
import type { BinCode } from './bin.ts';
import { occupied } from './bin-questions.ts';
import { freshGoods, type Goods, quantityOf } from './goods.ts';
import { putInHand, putIntoBin, writeRow, writeUnconfirmed } from './put.ts';
import { takeFromBin, takeFromHand } from './take.ts';

const CAME_IN = ['received', 'returned', 'adjustedIn'] as const;
const WENT_OUT = ['dispatched', 'adjustedOut'] as const;

/** Whether nothing has happened since to what a command changed, nor has another lot come to stand where its goods stood. */
export function isUntouched(slice: Slice, effects: readonly Effect[]): boolean {
  return effects.every((each) => {
    if (each.thing === 'anomaly') return true;
    const wasHere = each.thing === 'stock' ? each.before : null;
    return stillStands(slice, each) && !(wasHere && occupied(slice, wasHere.bin, wasHere.lot));
  });
}

/** Puts everything a command changed back as it was, when nothing has changed since. Rows put back have been seen just now. */
export function putBack(books: Books, effects: readonly Effect[]): void {
  for (const each of effects.toReversed()) {
    if (each.thing === 'anomaly') continue;
    if (each.thing !== 'stock') write(books, each.thing, each.key, each.before);
    else writeRow(books, each.after, each.before && { ...each.before, seenAt: latest(each.before.seenAt, books.context.at) });
  }
}

/**
 * Reverses a move that others have built on: goods it added somewhere are taken back as far as they are still
 * there, and put where it took them from. What it brought into the store or let out of it is undone in the totals.
 */
export function moveBack(books: Books, { command, effects }: Judged): void {
  for (const lot of new Set(effects.flatMap((each) => lotOf(each) ?? []))) {
    moveLotBack(
      books,
      lot,
      effects.filter((each) => lotOf(each) === lot),
    );
  }
  for (const each of effects) {
    const left = each.thing === 'departure' ? books.slice.departures.get(each.key) : undefined;
    if (each.thing === 'departure' && left?.claim.command === command.id) write(books, 'departure', each.key, each.before);
  }
}

function moveLotBack(books: Books, lot: LotKey, effects: readonly Effect[]): void {
  let free = quantityOf(effects.flatMap((each) => takeBack(books, each)));
  for (const total of WENT_OUT) free = plus(free, shrinkTotal(books, lot, { total, by: growth(effects, total) }));
  for (const total of CAME_IN) free = minus(free, shrinkTotal(books, lot, { total, by: smaller(free, growth(effects, total)) }));
  for (const each of effects) free = minus(free, giveBack(books, each, free));
  if (free > 0) leave(books, effects, freshGoods(lot, free));
  for (const each of effects) if (each.thing === 'lot') restoreStatus(books, each);
  closeOrReopen(books, lot);
}

/** What one place gained is taken out of it again, as far as it is still there. */
function takeBack(books: Books, each: Effect): Goods[] {
  if (each.thing === 'unconfirmed') return each.after ? takeAside(books, each) : [];
  if ((each.thing !== 'stock' && each.thing !== 'in-hand') || !each.after) return [];
  const quantity = minus(each.after.quantity, each.before?.quantity ?? ZERO);
  if (quantity === 0) return [];
  const wanted = { lot: each.after.lot, quantity, pallet: each.after.pallet || undefined };
  return each.thing === 'stock' ? takeFromBin(books, each.after.bin, wanted) : takeFromHand(books, wanted);
}

function takeAside(books: Books, each: Extract<Effect, { thing: 'unconfirmed' }>): Goods[] {
  const aside = books.slice.unconfirmed.get(each.key);
  const quantity = smaller(aside?.quantity ?? ZERO, minus(each.after?.quantity ?? ZERO, each.before?.quantity ?? ZERO));
  if (!aside || quantity === 0) return [];
  writeUnconfirmed(books, aside, { rest: minus(aside.quantity, quantity), reason: 'undone' });
  return [freshGoods(aside.lot, quantity, aside.pallet)];
}

/** What one place lost is put back into it, as far as there is something to put. */
function giveBack(books: Books, each: Effect, free: Quantity): Quantity {
  if ((each.thing !== 'stock' && each.thing !== 'in-hand') || !each.before) return ZERO;
  const { lot, pallet, order } = each.before;
  const quantity = smaller(free, minus(each.before.quantity, each.after?.quantity ?? ZERO));
  if (quantity === 0) return ZERO;
  const pickedAt = each.thing === 'stock' ? each.before.pickedAt : each.before.since;
  const goods = { ...freshGoods(lot, quantity, quantity === each.before.quantity ? pallet : ''), pickedAt, order };
  if (each.thing === 'stock') putIntoBin(books, each.before.bin, goods, null);
  else putInHand(books, goods);
  return quantity;
}

/** Goods with no place to go back to stay where the command put them. */
function leave(books: Books, effects: readonly Effect[], goods: Goods): void {
  const bin = effects.map(binOf).find((each) => each !== null);
  if (bin) putIntoBin(books, bin, goods, null);
  else putInHand(books, goods);
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

/** A status the command gave and nobody has changed since is taken back. */
function restoreStatus(books: Books, { before, after }: Extract<Effect, { thing: 'lot' }>): void {
  if (!before || !after || before.status === after.status) return;
  changeLot(books, after.key, (lot) =>
    lot.status === after.status && lot.holdReason === after.holdReason
      ? { ...lot, status: before.status, holdReason: before.holdReason, firstReceivedAt: before.firstReceivedAt }
      : lot,
  );
}

function lotOf({ thing, before, after }: Effect): LotKey | null {
  if (thing === 'lot') return after?.key ?? before?.key ?? null;
  if (thing !== 'stock' && thing !== 'in-hand' && thing !== 'unconfirmed') return null;
  return after?.lot ?? before?.lot ?? null;
}

function binOf(each: Effect): BinCode | null {
  if (each.thing === 'stock') return each.after?.bin ?? each.before?.bin ?? null;
  return each.thing === 'unconfirmed' ? (each.after?.claimedBin ?? null) : null;
}
