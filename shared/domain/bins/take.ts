import { settleInHand } from '../anomalies/settle.ts';
import { type Books, write } from '../engine/books.ts';
import { latest } from '../engine/time.ts';
import { receiveFirst } from '../lots/lot-record.ts';
import { minus, type Quantity, smaller, ZERO } from '../lots/quantity.ts';
import { type BinCode, holdsOneLot } from './bin.ts';
import { freshGoods, type Goods, type Wanted } from './goods.ts';
import { claimsOn, heldBy, rowsIn, rowsOfLotIn } from './occupancy.ts';
import { confirm, writeRow, writeUnconfirmed } from './put.ts';
import { cameBefore, departureKey, type StockRow } from './stock-row.ts';

/**
 * Takes goods out of a bin: at most what is there, nothing is invented, save that goods of a lot still expected
 * arrive by being taken. A pallet taken whole stays a pallet, a part of one becomes loose. Whose goods left is remembered.
 */
export function takeFromBin(books: Books, bin: BinCode, wanted: Wanted): Goods[] {
  const taken: Goods[] = [];
  let [left, fulfils] = [wanted.quantity, wanted.fulfils ?? ZERO];
  for (const row of rowsOfLotIn(books.slice, bin, wanted.lot, wanted.pallet)) {
    if (left === 0) break;
    const goods = takeFromRow(books, row, { most: left, fulfils });
    left = minus(left, goods.quantity);
    fulfils = minus(fulfils, goods.quantity);
    taken.push(goods);
  }
  if (receiveFirst(books, wanted.lot, left)) taken.push(freshGoods(wanted.lot, left, wanted.pallet));
  if (taken.length === 0) return taken;
  write(books, 'departure', departureKey(bin, wanted.lot), { bin, lot: wanted.lot, claim: books.claim });
  settleLateClaim(books, bin);
  return taken;
}

/** What was promised and no longer fits in what stays travels with the goods, less what this very move fulfils. */
function takeFromRow(books: Books, row: StockRow, { most, fulfils }: { most: Quantity; fulfils: Quantity }): Goods {
  const quantity = smaller(most, row.quantity);
  const rest = minus(row.quantity, quantity);
  const promised = minus(row.reserved, smaller(fulfils, quantity));
  const reserved = minus(promised, rest);
  const seenAt = latest(row.seenAt, books.context.at);
  writeRow(books, row, rest === 0 ? null : { ...row, quantity: rest, reserved: minus(promised, reserved), seenAt });
  return { lot: row.lot, pallet: rest === 0 ? row.pallet : '', quantity, reserved, pickedAt: row.pickedAt, order: row.order };
}

/**
 * A bin is empty now, and was before other goods were claimed to stand in it, though that was heard first:
 * those goods stand there after all.
 */
function settleLateClaim(books: Books, code: BinCode): void {
  const bin = books.slice.bins.get(code);
  if (books.slice.unconfirmed.size === 0 || !bin || !holdsOneLot(bin.kind) || rowsIn(books.slice, code).length > 0) return;
  const later = claimsOn(books.slice, code).filter((goods) => cameBefore(books.claim, goods.claim));
  for (const goods of later) if (goods.lot === later[0]?.lot) confirm(books, goods, 'late-arrival');
}

/** Takes goods whose place is disputed from the bin they are claimed to be in: at most what is disputed. */
export function takeDisputed(books: Books, bin: BinCode, { lot, quantity, pallet }: Wanted): Goods[] {
  const taken: Goods[] = [];
  let left = quantity;
  for (const goods of claimsOn(books.slice, bin, lot)) {
    if (left === 0) break;
    if (pallet !== undefined && goods.pallet !== pallet) continue;
    const part = smaller(left, goods.quantity);
    const rest = minus(goods.quantity, part);
    left = minus(left, part);
    writeUnconfirmed(books, goods, { rest, reason: 'moved' });
    taken.push(freshGoods(lot, part, rest === 0 ? goods.pallet : ''));
  }
  return taken;
}

/** Takes goods out of the worker's own hand: at most what is there. */
export function takeFromHand(books: Books, wanted: Wanted): Goods[] {
  const taken: Goods[] = [];
  let left = wanted.quantity;
  for (const goods of heldBy(books.slice, books.claim.worker, wanted)) {
    if (left === 0) break;
    const quantity = smaller(left, goods.quantity);
    const rest = minus(goods.quantity, quantity);
    left = minus(left, quantity);
    write(books, 'in-hand', goods.id, rest === 0 ? null : { ...goods, quantity: rest });
    if (rest === 0) settleInHand(books, goods);
    taken.push({
      lot: goods.lot,
      pallet: rest === 0 ? goods.pallet : '',
      quantity,
      reserved: ZERO,
      pickedAt: goods.since,
      order: goods.order,
    });
  }
  return taken;
}
