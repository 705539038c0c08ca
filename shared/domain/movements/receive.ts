import { openAnomaly } from '../anomalies/open.ts';
import { isPickable } from '../bins/bin.ts';
import { inactive, occupied, unknownBin, wrongZone } from '../bins/bin-questions.ts';
import { putIntoBin } from '../bins/goods.ts';
import { type Books, write } from '../engine/books.ts';
import type { Context } from '../engine/context.ts';
import type { Refusal } from '../engine/refusal.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Slice } from '../engine/slice.ts';
import { daysBetween } from '../engine/time.ts';
import { lotKey } from '../lots/ids.ts';
import type { Lot } from '../lots/lot.ts';
import { claimedQuantity, hasExpired, NO_TOTALS, quantityFault } from '../lots/lot-questions.ts';
import { addToTotal } from '../lots/lot-record.ts';
import { ZERO } from '../lots/quantity.ts';
import type { CommandOf } from './command.ts';

type Receive = CommandOf<'receive'>;

/**
 * Receive: goods of a lot arrive at the dock, or straight in a one-lot bin. A label adds facts to what is known
 * of the lot and never blanks them. Goods that are too old on arrival are taken in and flagged.
 */
export function judgeReceive(slice: Slice, command: Receive, context: Context): Ruling {
  const { payload } = command;
  const key = lotKey(payload.item, payload.lot);
  return {
    broken: brokenOf(
      !slice.items.has(payload.item) && { code: 'item-unknown', item: payload.item },
      unknownBin(slice, payload.to),
      quantityFault(payload.quantity),
      payload.pallet && slice.pallets.has(payload.pallet) && { code: 'already-scanned', pallet: payload.pallet },
      duplicateNumber(slice, command, context),
      expiryMismatch(slice, command),
      inactive(slice, payload.to),
      occupied(slice, payload.to, key),
      wrongZone(slice, payload.to, key),
    ),
    carryOut: (books) => takeIn(books, command),
  };
}

/** A lot number that another item bears already; a supervisor may confirm it with a reason. */
function duplicateNumber(slice: Slice, { payload, actor }: Receive, context: Context): Refusal | null {
  const lot = lotKey(payload.item, payload.lot);
  if (slice.lots.has(lot)) return null;
  const confirmed = payload.duplicateReason && actor.role === 'supervisor' && context.roles.includes('supervisor');
  const other = [...(slice.lotsNumbered.get(payload.lot) ?? [])].sort().find((each) => each !== lot);
  return other && !confirmed ? { code: 'duplicate-lot-number', lot, other } : null;
}

function expiryMismatch(slice: Slice, { payload }: Receive): Refusal | null {
  const lot = slice.lots.get(lotKey(payload.item, payload.lot));
  if (!lot?.expiryOn || !payload.expiryOn || lot.expiryOn === payload.expiryOn) return null;
  return { code: 'lot-expiry-mismatch', lot: lot.key, stored: lot.expiryOn, scanned: payload.expiryOn };
}

function takeIn(books: Books, command: Receive): void {
  const { payload } = command;
  const quantity = claimedQuantity(payload.quantity);
  if (payload.pallet && books.slice.pallets.has(payload.pallet)) return;
  const lot = writeLot(books, command);
  addToTotal(books, lot.key, 'received', quantity);
  if (payload.pallet) write(books, 'pallet', payload.pallet, { sscc: payload.pallet, lot: lot.key });
  const goods = { lot: lot.key, pallet: payload.pallet ?? ('' as const), quantity, reserved: ZERO, pickedAt: null, order: null };
  putIntoBin(books, payload.to, goods, null);
}

function writeLot(books: Books, command: Receive): Lot {
  const { payload } = command;
  const key = lotKey(payload.item, payload.lot);
  const known = books.slice.lots.get(key);
  const fresh: Lot = {
    key,
    gtin: payload.item,
    number: payload.lot,
    expiryOn: known?.expiryOn ?? payload.expiryOn ?? null,
    producedOn: known?.producedOn ?? payload.producedOn ?? null,
    supplier: known?.supplier ?? payload.supplier ?? null,
    origin: known?.origin ?? payload.origin ?? null,
    reference: known?.reference ?? payload.reference ?? null,
    firstReceivedAt: known?.firstReceivedAt ?? books.context.at,
    status: known && known.status !== 'expected' && known.status !== 'closed' ? known.status : 'available',
    holdReason: known?.holdReason ?? null,
    totals: known?.totals ?? NO_TOTALS,
  };
  const lot = heldBack(books, command, fresh);
  write(books, 'lot', key, lot);
  return lot;
}

/** Goods a supervisor must look at first: too old on arrival, or of a doubtful lot. */
function heldBack(books: Books, command: Receive, lot: Lot): Lot {
  const doubt = duplicateNumber(books.slice, command, books.context) ?? expiryMismatch(books.slice, command);
  const age = ageOnArrival(books, lot);
  if (age) openAnomaly(books, age, { lot: lot.key, bin: command.payload.to, facts: { expiryOn: lot.expiryOn } });
  if (lot.status !== 'available' || !(doubt || age) || hasOtherGoods(books.slice, lot)) return lot;
  return { ...lot, status: 'hold', holdReason: doubt?.code ?? 'quarantine' };
}

function ageOnArrival(books: Books, lot: Lot): 'expired-on-receipt' | 'short-dated-on-receipt' | null {
  if (lot.expiryOn === null) return null;
  if (hasExpired(lot, books.context.today)) return 'expired-on-receipt';
  const needs = books.slice.items.get(lot.gtin)?.minDaysAtReceipt ?? 0;
  return daysBetween(books.context.today, lot.expiryOn) < needs ? 'short-dated-on-receipt' : null;
}

function hasOtherGoods(slice: Slice, lot: Lot): boolean {
  return [...(slice.rowsOfLot.get(lot.key) ?? [])].some((key) => {
    const row = slice.rows.get(key);
    const bin = row && slice.bins.get(row.bin);
    return bin !== undefined && isPickable(bin);
  });
}
