import { decidesQuality } from '../access/authority.ts';
import { openAnomaly } from '../anomalies/open.ts';
import { inactive, occupied, unknownBin, wrongZone } from '../bins/bin-questions.ts';
import { freshGoods } from '../bins/goods.ts';
import { putIntoBin } from '../bins/put.ts';
import { write } from '../engine/books.ts';
import type { Context } from '../engine/context.ts';
import type { Refusal } from '../engine/refusal.ts';
import { brokenOf, type Ruling } from '../engine/ruling.ts';
import type { Slice } from '../engine/slice.ts';
import { ageOnArrival, arrived, setAside } from '../lots/arrival.ts';
import { lotKey } from '../lots/ids.ts';
import { claimedQuantity, quantityFault } from '../lots/lot-questions.ts';
import { addToTotal } from '../lots/lot-record.ts';
import type { CommandOf } from './command.ts';

type Receive = CommandOf<'receive'>;

/**
 * Receive: goods of a lot arrive at the dock, or straight in a one-lot bin. A label adds facts to what is known
 * of the lot and never blanks them. Goods that are too old on arrival are taken in and flagged.
 */
export function judgeReceive(slice: Slice, command: Receive, context: Context): Ruling {
  const { payload } = command;
  const key = lotKey(payload.item, payload.lot);
  const doubt = duplicateNumber(slice, command, context) ?? expiryMismatch(slice, command);
  return {
    broken: brokenOf(
      !slice.items.has(payload.item) && { code: 'item-unknown', item: payload.item },
      unknownBin(slice, payload.to),
      quantityFault(payload.quantity),
      payload.pallet && slice.pallets.has(payload.pallet) && { code: 'already-scanned', pallet: payload.pallet },
      doubt,
      inactive(slice, payload.to),
      occupied(slice, payload.to, key),
      wrongZone(slice, payload.to, key),
    ),
    carryOut: (books) => {
      const lot = arrived(slice.lots.get(key), command.payload, context.at);
      const age = ageOnArrival(slice, lot, context.today);
      if (age) openAnomaly(books, age, { lot: key, bin: payload.to, facts: { expiryOn: lot.expiryOn } });
      write(books, 'lot', key, doubt || age ? setAside(slice, lot, { to: payload.to, why: doubt?.code ?? 'quarantine' }) : lot);
      addToTotal(books, key, 'received', claimedQuantity(payload.quantity));
      if (payload.pallet) write(books, 'pallet', payload.pallet, { sscc: payload.pallet, lot: key });
      putIntoBin(books, payload.to, freshGoods(key, claimedQuantity(payload.quantity), payload.pallet), null);
    },
  };
}

/** A lot number that another item bears already; a supervisor may confirm it with a reason. */
function duplicateNumber(slice: Slice, command: Receive, context: Context): Refusal | null {
  const { payload } = command;
  const lot = lotKey(payload.item, payload.lot);
  const known = slice.lots.get(lot);
  if (known && known.status !== 'expected') return null;
  if (payload.duplicateReason?.trim() && decidesQuality(command, context)) return null;
  const other = [...(slice.lotsNumbered.get(payload.lot) ?? [])].sort().find((each) => each !== lot);
  return other ? { code: 'duplicate-lot-number', lot, other } : null;
}

function expiryMismatch(slice: Slice, { payload }: Receive): Refusal | null {
  const lot = slice.lots.get(lotKey(payload.item, payload.lot));
  if (!lot?.expiryOn || !payload.expiryOn || lot.expiryOn === payload.expiryOn) return null;
  return { code: 'lot-expiry-mismatch', lot: lot.key, stored: lot.expiryOn, scanned: payload.expiryOn };
}
