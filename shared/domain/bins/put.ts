import { settleConflict, settleDoubts, settleRow } from '../anomalies/settle.ts';
import { type Books, write } from '../engine/books.ts';
import { earliest, latest } from '../engine/time.ts';
import { plus, type Quantity, ZERO } from '../lots/quantity.ts';
import { type Bin, type BinCode, isPickable } from './bin.ts';
import type { Goods } from './goods.ts';
import { occupantOf, rowsIn } from './occupancy.ts';
import { type Claim, cameBefore, claimFrom, inHandKey, rowKey, type StockRow, type Unconfirmed } from './stock-row.ts';

/**
 * Puts goods into a bin. Two lots never share a one-lot bin: the claim that comes first in judged order keeps it,
 * whichever was heard first, and the other goods become unconfirmed: on the books, in no bin, the claimed bin named.
 */
export function putIntoBin(books: Books, to: BinCode, goods: Goods, from: BinCode | null): void {
  const bin = books.slice.bins.get(to);
  if (!bin) return;
  const occupant = occupantOf(books.slice, bin, goods.lot);
  const claim = from === null ? books.claim : claimFrom(books.claim, from);
  if (occupant && cameBefore(occupant.claim, claim)) {
    putAside(books, goods, { claimed: to, claim });
  } else {
    if (occupant) evict(books, to);
    stand(books, bin, goods, claim);
  }
}

/** Goods whose place is disputed: one record per command, lot and pallet. */
function putAside(books: Books, { lot, pallet, quantity }: Goods, { claimed, claim }: { claimed: BinCode; claim: Claim }): void {
  const id = `${books.command.id} ${lot} ${pallet}`;
  const there = books.slice.unconfirmed.get(id);
  write(books, 'unconfirmed', id, {
    id,
    lot,
    pallet,
    quantity: plus(there?.quantity ?? ZERO, quantity),
    fromBin: claim.from ?? null,
    claimedBin: claimed,
    since: books.context.at,
    claim,
  });
}

/** Everything in a bin loses its place there, and keeps its claim. It has neither moved nor been seen: that is for a person to say. */
export function evict(books: Books, bin: BinCode): void {
  for (const row of rowsIn(books.slice, bin)) {
    write(books, 'stock', rowKey(row.bin, row.lot, row.pallet), null);
    putAside(books, row, { claimed: bin, claim: row.claim });
  }
}

/** Disputed goods stand in the bin they were claimed to be in after all. No other lot may stand there any more. */
export function confirm(books: Books, goods: Unconfirmed, reason: string): void {
  const bin = books.slice.bins.get(goods.claimedBin);
  if (!bin) return;
  writeUnconfirmed(books, goods, { rest: ZERO, reason });
  stand(books, bin, { ...goods, reserved: ZERO, pickedAt: null, order: null }, goods.claim);
}

/** Leaves so much of disputed goods in dispute; the conflict closes with the last of them. */
export function writeUnconfirmed(books: Books, goods: Unconfirmed, { rest, reason }: { rest: Quantity; reason: string }): void {
  write(books, 'unconfirmed', goods.id, rest === 0 ? null : { ...goods, quantity: rest });
  if (rest === 0) settleConflict(books, goods, reason);
}

/** Goods that join others of their lot stand there by the earlier claim; picked goods count from the earliest pick. */
function stand(books: Books, bin: Bin, goods: Goods, claim: Claim): void {
  const there = books.slice.rows.get(rowKey(bin.code, goods.lot, goods.pallet)) ?? null;
  const at = latest(claim.at, books.context.at);
  const keepsPick = bin.kind === 'staging' || bin.kind === 'dock';
  writeRow(books, there, {
    bin: bin.code,
    lot: goods.lot,
    pallet: goods.pallet,
    quantity: plus(there?.quantity ?? ZERO, goods.quantity),
    reserved: isPickable(bin) ? plus(there?.reserved ?? ZERO, goods.reserved) : ZERO,
    movedAt: latest(there?.movedAt, at),
    seenAt: latest(there?.seenAt, at),
    pickedAt: keepsPick ? earliest(there?.pickedAt ?? null, goods.pickedAt) : null,
    order: keepsPick ? (goods.order ?? there?.order ?? null) : null,
    claim: there && cameBefore(there.claim, claim) ? there.claim : claim,
  });
  settleDoubts(books, { lot: goods.lot, bin: bin.code }, 'moved there');
}

/** Writes a stock row, and closes what its change answers. */
export function writeRow(books: Books, before: StockRow | null, after: StockRow | null): void {
  const row = after ?? before;
  if (!row) return;
  write(books, 'stock', rowKey(row.bin, row.lot, row.pallet), after);
  settleRow(books, before, after);
}

/** Goods picked with no staging bin named stay with the worker; the earliest pick counts. */
export function putInHand(books: Books, goods: Goods): void {
  const { worker } = books.claim;
  const id = inHandKey(worker, goods.lot, goods.pallet);
  const there = books.slice.inHand.get(id);
  const since = goods.pickedAt ?? books.context.at;
  write(books, 'in-hand', id, {
    id,
    lot: goods.lot,
    pallet: goods.pallet,
    worker,
    quantity: plus(there?.quantity ?? ZERO, goods.quantity),
    since: earliest(there?.since ?? null, since) ?? since,
    order: goods.order ?? there?.order ?? null,
    claim: books.claim,
  });
}
