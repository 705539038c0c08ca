import { settleAnomalies } from '../anomalies/open.ts';
import { type Books, write } from '../engine/books.ts';
import type { EpochMs } from '../engine/time.ts';
import type { LotKey, Sscc } from '../lots/ids.ts';
import { minus, plus, type Quantity, smaller, ZERO } from '../lots/quantity.ts';
import { type BinCode, holdsOneLot, isPickable } from './bin.ts';
import { occupantOf, rowsOfLotIn } from './occupancy.ts';
import { departureKey, type InHand, inHandKey, rowKey, type StockRow } from './stock-row.ts';

/** Goods on their way from one place to another. */
export interface Goods {
  readonly lot: LotKey;
  readonly pallet: Sscc | '';
  readonly quantity: Quantity;
  readonly reserved: Quantity;
  readonly pickedAt: EpochMs | null;
  readonly order: string | null;
}

/** What is asked for: of one pallet when it is named, else loose goods first, then pallets. */
export interface Wanted {
  readonly lot: LotKey;
  readonly quantity: Quantity;
  readonly pallet?: Sscc | undefined;
}

/**
 * Takes goods out of a bin: at most what is there, nothing is invented. A pallet taken whole stays a pallet,
 * a part of one becomes loose. Reservations stay with what remains and travel with what does not fit any more.
 */
export function takeFromBin(books: Books, bin: BinCode, wanted: Wanted): Goods[] {
  const taken: Goods[] = [];
  let left = wanted.quantity;
  for (const row of rowsOfLotIn(books.slice, bin, wanted.lot)) {
    if (left === 0) break;
    if (wanted.pallet !== undefined && row.pallet !== wanted.pallet) continue;
    const quantity = smaller(left, row.quantity);
    left = minus(left, quantity);
    taken.push(takeFromRow(books, row, quantity));
  }
  if (taken.length > 0) {
    write(books, 'departure', departureKey(bin, wanted.lot), { bin, lot: wanted.lot, claim: books.claim });
    settleAnomalies(books, wanted.lot, bin, 'moved');
  }
  return taken;
}

function takeFromRow(books: Books, row: StockRow, quantity: Quantity): Goods {
  const rest = minus(row.quantity, quantity);
  const reserved = rest === 0 ? row.reserved : minus(row.reserved, rest);
  const after: StockRow | null =
    rest === 0 ? null : { ...row, quantity: rest, reserved: minus(row.reserved, reserved), seenAt: later(row.seenAt, books.context.at) };
  write(books, 'stock', rowKey(row.bin, row.lot, row.pallet), after);
  return { lot: row.lot, pallet: rest === 0 ? row.pallet : '', quantity, reserved, pickedAt: row.pickedAt, order: row.order };
}

/**
 * Puts goods into a bin. Where a one-lot bin holds another lot the goods become unconfirmed: on the books,
 * in no bin, with the claimed bin named. Returns false in that case.
 */
export function putIntoBin(books: Books, to: BinCode, goods: Goods, from: BinCode | null): boolean {
  const bin = books.slice.bins.get(to);
  if (!bin || occupantOf(books.slice, bin, goods.lot)) {
    putAside(books, goods, { from, claimed: to });
    return false;
  }
  const key = rowKey(to, goods.lot, goods.pallet);
  const there = books.slice.rows.get(key);
  const { at } = books.context;
  const keepsPick = !holdsOneLot(bin.kind);
  write(books, 'stock', key, {
    bin: to,
    lot: goods.lot,
    pallet: goods.pallet,
    quantity: plus(there?.quantity ?? ZERO, goods.quantity),
    reserved: isPickable(bin) ? plus(there?.reserved ?? ZERO, goods.reserved) : ZERO,
    movedAt: later(there?.movedAt, at),
    seenAt: later(there?.seenAt, at),
    pickedAt: keepsPick ? earlier(there?.pickedAt ?? null, goods.pickedAt) : null,
    order: keepsPick ? (goods.order ?? there?.order ?? null) : null,
    claim: books.claim,
  });
  return true;
}

/** Goods whose place is disputed: one record per command, lot and pallet. */
export function putAside(books: Books, goods: Goods, place: { from: BinCode | null; claimed: BinCode }): void {
  const id = `${books.command.id} ${goods.lot} ${goods.pallet}`;
  const there = books.slice.unconfirmed.get(id);
  write(books, 'unconfirmed', id, {
    id,
    lot: goods.lot,
    pallet: goods.pallet,
    quantity: plus(there?.quantity ?? ZERO, goods.quantity),
    fromBin: place.from,
    claimedBin: place.claimed,
    since: books.context.at,
    claim: books.claim,
  });
}

/** Goods picked with no staging bin named stay with the worker; the earliest pick counts. */
export function putInHand(books: Books, goods: Goods): void {
  const { worker } = books.claim;
  const id = inHandKey(worker, goods.lot, goods.pallet);
  const there = books.slice.inHand.get(id);
  write(books, 'in-hand', id, {
    id,
    lot: goods.lot,
    pallet: goods.pallet,
    worker,
    quantity: plus(there?.quantity ?? ZERO, goods.quantity),
    since: earlier(there?.since ?? null, books.context.at) ?? books.context.at,
    order: goods.order ?? there?.order ?? null,
    claim: books.claim,
  });
}

/** Takes goods out of the worker's own hand: at most what is there. */
export function takeFromHand(books: Books, wanted: Wanted): Goods[] {
  const taken: Goods[] = [];
  let left = wanted.quantity;
  for (const goods of heldBy(books, wanted)) {
    if (left === 0) break;
    const quantity = smaller(left, goods.quantity);
    const rest = minus(goods.quantity, quantity);
    left = minus(left, quantity);
    write(books, 'in-hand', goods.id, rest === 0 ? null : { ...goods, quantity: rest });
    const { lot, since: pickedAt, order } = goods;
    taken.push({ lot, pallet: rest === 0 ? goods.pallet : '', quantity, reserved: ZERO, pickedAt, order });
  }
  if (taken.length > 0) settleAnomalies(books, wanted.lot, null, 'moved');
  return taken;
}

function heldBy({ slice, claim }: Books, { lot, pallet }: Wanted): InHand[] {
  return [...slice.inHand.values()]
    .filter((goods) => goods.worker === claim.worker && goods.lot === lot && (pallet === undefined || goods.pallet === pallet))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function quantityOf(goods: readonly Goods[]): Quantity {
  return goods.reduce((sum, each) => plus(sum, each.quantity), ZERO);
}

function later(a: EpochMs | undefined, b: EpochMs): EpochMs {
  return a !== undefined && a > b ? a : b;
}

function earlier(a: EpochMs | null, b: EpochMs | null): EpochMs | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
