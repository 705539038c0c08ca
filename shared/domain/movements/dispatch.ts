import { type BinCode, holdsOneLot } from '../bins/bin.ts';
import { doubted, setApart, shortage, unknownBin } from '../bins/bin-questions.ts';
import { quantityOf, type Wanted } from '../bins/goods.ts';
import { heldBy, quantityIn } from '../bins/occupancy.ts';
import { takeFromBin, takeFromHand } from '../bins/take.ts';
import { type Books, write } from '../engine/books.ts';
import type { Context } from '../engine/context.ts';
import type { Refusal } from '../engine/refusal.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Slice } from '../engine/slice.ts';
import { blocksOf, claimedQuantity, notReceived, quantityFault, unknownLot } from '../lots/lot-questions.ts';
import { addToTotal, closeOrReopen } from '../lots/lot-record.ts';
import { plus, type Quantity, ZERO } from '../lots/quantity.ts';
import type { CommandOf } from './command.ts';

type Dispatch = CommandOf<'dispatch'>;

/**
 * Dispatch: goods leave the site for a named destination, from staging, dock or the worker's hand.
 * Recalled, held, expired and doubted goods cannot leave. A lot with nothing left anywhere closes.
 */
export function judgeDispatch(slice: Slice, command: Dispatch, context: Context): Ruling {
  const { lot, from, pallet } = command.payload;
  const wanted = { lot, pallet, quantity: claimedQuantity(command.payload.quantity) };
  return {
    broken: brokenOf(
      unknownLot(slice, lot),
      unknownBin(slice, from),
      quantityFault(command.payload.quantity),
      notReceived(slice, lot),
      ...blocksOf(slice, lot, context.today),
      from !== undefined && setApart(slice, from, lot),
      from !== undefined && doubted(slice, from, lot),
      destinationOf(slice, command) === '' && { code: 'destination-required' },
      notStaged(slice, command, wanted),
    ),
    carryOut: (books) => {
      const gone = from === undefined ? takeFromHand(books, wanted) : takeFromBin(books, from, wanted);
      if (gone.length === 0) return;
      addToTotal(books, lot, 'dispatched', quantityOf(gone));
      closeOrReopen(books, lot);
      startShipment(books, command);
    },
  };
}

/** Goods still in a storage bin have not been picked: they are not there to leave. */
function notStaged(slice: Slice, { payload, actor }: Dispatch, wanted: Wanted): Refusal | null {
  const there = payload.from === undefined ? inHand(slice, actor.worker, wanted) : staged(slice, payload.from, wanted);
  return there < wanted.quantity ? shortage(slice, wanted, there) : null;
}

function staged(slice: Slice, code: BinCode, { lot, pallet }: Wanted): Quantity {
  const bin = slice.bins.get(code);
  return bin && !holdsOneLot(bin.kind) ? quantityIn(slice, code, lot, pallet) : ZERO;
}

function inHand(slice: Slice, worker: string, wanted: Wanted): Quantity {
  return heldBy(slice, worker, wanted).reduce((sum, goods) => plus(sum, goods.quantity), ZERO);
}

/** A shipment that has started has its destination. */
function destinationOf(slice: Slice, { payload }: Dispatch): string {
  const known = payload.shipment === undefined ? undefined : slice.shipments.get(payload.shipment);
  return payload.destination?.trim() || known?.destination || '';
}

/** Goods that leave without a shipment named are one of their own, and it has departed with them. */
function startShipment(books: Books, command: Dispatch): void {
  const { id, payload } = command;
  const number = payload.shipment ?? id;
  if (books.slice.shipments.has(number)) return;
  const { at } = books.context;
  write(books, 'shipment', number, {
    number,
    destination: destinationOf(books.slice, command),
    carrier: payload.carrier ?? null,
    startedAt: at,
    departedAt: payload.shipment === undefined ? at : null,
  });
}
