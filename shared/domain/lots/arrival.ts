import type { BinCode } from '../bins/bin.ts';
import { putIntoBin } from '../bins/goods.ts';
import { type Books, write } from '../engine/books.ts';
import type { LotKey } from './ids.ts';
import { addToTotal } from './lot-record.ts';
import { type Quantity, ZERO } from './quantity.ts';

/**
 * Goods of an announced lot are moved though nobody recorded their arrival: they arrive now, where they were
 * taken from, with the quantity that moved. Lots that have arrived are left alone.
 */
export function receiveImplicitly(books: Books, arrived: { lot: LotKey; bin: BinCode; quantity: Quantity }): void {
  const lot = books.slice.lots.get(arrived.lot);
  if (lot?.status !== 'expected' || arrived.quantity === 0) return;
  write(books, 'lot', lot.key, { ...lot, status: 'available', firstReceivedAt: books.context.at });
  addToTotal(books, lot.key, 'received', arrived.quantity);
  putIntoBin(
    books,
    arrived.bin,
    { lot: lot.key, pallet: '', quantity: arrived.quantity, reserved: ZERO, pickedAt: null, order: null },
    null,
  );
}
