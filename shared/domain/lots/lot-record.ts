import { onHand } from '../bins/occupancy.ts';
import { type Books, write } from '../engine/books.ts';
import type { LotKey } from './ids.ts';
import type { Lot, LotTotals } from './lot.ts';
import { plus, type Quantity } from './quantity.ts';

/** Adds to one of a lot's totals; nothing happens for a lot that is not known or a quantity of zero. */
export function addToTotal(books: Books, key: LotKey, total: keyof LotTotals, quantity: Quantity): void {
  if (quantity === 0) return;
  changeLot(books, key, (lot) => ({ ...lot, totals: { ...lot.totals, [total]: plus(lot.totals[total], quantity) } }));
}

/** Changes what is recorded of a lot; nothing happens for a lot that is not known. */
export function changeLot(books: Books, key: LotKey, change: (lot: Lot) => Lot): void {
  const lot = books.slice.lots.get(key);
  if (lot) write(books, 'lot', key, change(lot));
}

/** A lot with nothing left anywhere closes; one that has goods again reopens. Held and recalled lots stay what they are. */
export function closeOrReopen(books: Books, key: LotKey): void {
  const lot = books.slice.lots.get(key);
  if (!lot) return;
  const isLeft = onHand(books.slice, key) > 0;
  if (!isLeft && lot.status === 'available') write(books, 'lot', key, { ...lot, status: 'closed' });
  if (isLeft && (lot.status === 'closed' || lot.status === 'expected')) write(books, 'lot', key, opened(books, lot));
}

/**
 * Goods of an announced lot are moved though nobody recorded their arrival: so much arrives now. False when the lot
 * has arrived before, or nothing of it is missing.
 */
export function receiveFirst(books: Books, key: LotKey, missing: Quantity): boolean {
  const lot = books.slice.lots.get(key);
  if (lot?.status !== 'expected' || missing === 0) return false;
  write(books, 'lot', key, opened(books, lot));
  addToTotal(books, key, 'received', missing);
  return true;
}

function opened(books: Books, lot: Lot): Lot {
  return { ...lot, status: 'available', firstReceivedAt: lot.firstReceivedAt ?? books.context.at };
}
