import { notEnough, notReceived, unknownBin, unknownLot } from '../bins/bin-questions.ts';
import { quantityOf, takeFromBin, takeFromHand } from '../bins/goods.ts';
import { type Books, write } from '../engine/books.ts';
import type { Context } from '../engine/context.ts';
import type { Refusal } from '../engine/refusal.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Slice } from '../engine/slice.ts';
import { receiveImplicitly } from '../lots/arrival.ts';
import { blocksOf, claimedQuantity, quantityFault } from '../lots/lot-questions.ts';
import { addToTotal, closeOrReopen } from '../lots/lot-record.ts';
import { plus, ZERO } from '../lots/quantity.ts';
import type { CommandOf } from './command.ts';

type Dispatch = CommandOf<'dispatch'>;

/**
 * Dispatch: goods leave the site for a named destination, from a bin or from the worker's hand.
 * Recalled, held and expired goods cannot leave. A lot with nothing left anywhere closes.
 */
export function judgeDispatch(slice: Slice, command: Dispatch, context: Context): Ruling {
  const { lot, from, pallet, destination } = command.payload;
  const quantity = claimedQuantity(command.payload.quantity);
  const known = slice.lots.get(lot);
  return {
    broken: brokenOf(
      unknownLot(slice, lot),
      unknownBin(slice, from),
      quantityFault(command.payload.quantity),
      !destination?.trim() && { code: 'destination-required' },
      notReceived(slice, lot),
      ...(known ? blocksOf(known, context.today) : []),
      known?.status !== 'expected' && notThere(slice, command),
    ),
    carryOut: (books) => {
      if (from !== undefined) receiveImplicitly(books, { lot, bin: from, quantity });
      const wanted = { lot, quantity, pallet };
      const gone = from === undefined ? takeFromHand(books, wanted) : takeFromBin(books, from, wanted);
      if (gone.length === 0) return;
      addToTotal(books, lot, 'dispatched', quantityOf(gone));
      closeOrReopen(books, lot);
      startShipment(books, command);
    },
  };
}

function notThere(slice: Slice, { payload, actor }: Dispatch): Refusal | null {
  const quantity = claimedQuantity(payload.quantity);
  if (payload.from !== undefined) return notEnough(slice, payload.from, { lot: payload.lot, quantity, pallet: payload.pallet });
  let there = ZERO;
  for (const goods of slice.inHand.values()) {
    if (goods.worker === actor.worker && goods.lot === payload.lot) there = plus(there, goods.quantity);
  }
  return there < quantity ? { code: 'not-enough-stock', lot: payload.lot, asked: quantity, there } : null;
}

/** Goods that leave without a shipment named start one of their own. */
function startShipment(books: Books, { id, payload }: Dispatch): void {
  const number = payload.shipment ?? id;
  if (books.slice.shipments.has(number)) return;
  const { at } = books.context;
  write(books, 'shipment', number, {
    number,
    destination: payload.destination ?? '',
    carrier: payload.carrier ?? null,
    startedAt: at,
    departedAt: payload.shipment === undefined ? at : null,
  });
}
