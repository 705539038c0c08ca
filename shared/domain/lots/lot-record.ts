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

export function changeLot(books: Books, key: LotKey, change: (lot: Lot) => Lot): void {
  const lot = books.slice.lots.get(key);
  if (lot) write(books, 'lot', key, change(lot));
}

/** A lot with nothing left anywhere closes; one that has goods again reopens. Held and recalled lots stay what they are. */
export function closeOrReopen(books: Books, key: LotKey): void {
  const lot = books.slice.lots.get(key);
  if (!lot) return;
  const left = onHand(books.slice, key);
  if (left === 0 && lot.status === 'available') write(books, 'lot', key, { ...lot, status: 'closed' });
  if (left > 0 && lot.status === 'closed') write(books, 'lot', key, { ...lot, status: 'available' });
}
