import type { Refusal } from '../engine/refusal.ts';
import type { Slice } from '../engine/slice.ts';
import { gtinOf, type LotKey, type Sscc } from '../lots/ids.ts';
import type { Quantity } from '../lots/quantity.ts';
import { type Bin, type BinCode, holdsOneLot } from './bin.ts';
import { occupantOf, quantityIn } from './occupancy.ts';

export function unknownBin(slice: Slice, code: BinCode | undefined): Refusal | null {
  return code === undefined || slice.bins.has(code) ? null : { code: 'bin-unknown', bin: code };
}

export function unknownLot(slice: Slice, lot: LotKey): Refusal | null {
  return slice.lots.has(lot) ? null : { code: 'lot-unknown', lot };
}

/** A lot that is announced and has not arrived cannot be moved yet. */
export function notReceived(slice: Slice, lot: LotKey): Refusal | null {
  return slice.lots.get(lot)?.status === 'expected' ? { code: 'lot-not-received', lot } : null;
}

export function inactive(slice: Slice, code: BinCode): Refusal | null {
  return slice.bins.get(code)?.active === false ? { code: 'bin-inactive', bin: code } : null;
}

/** The lot that already stands in a one-lot bin, when it is another one. */
export function occupied(slice: Slice, code: BinCode, lot: LotKey): Refusal | null {
  const bin = slice.bins.get(code);
  const row = bin && occupantOf(slice, bin, lot);
  return row ? { code: 'bin-occupied', bin: code, occupant: row.lot } : null;
}

/** Whether a storage bin's zone is made for the item's class; the bays goods pass through take every class. */
export function wrongZone(slice: Slice, code: BinCode, lot: LotKey): Refusal | null {
  const bin = slice.bins.get(code);
  const zone = bin && slice.zones.get(bin.zone);
  const item = slice.items.get(gtinOf(lot));
  if (!bin || !zone || !item || !holdsOneLot(bin.kind) || zone.storageClass === item.storageClass) return null;
  return { code: 'wrong-zone', bin: code, zone: zone.code, needs: item.storageClass };
}

/** Whether a bin holds as much of a lot as is asked for, in steps. */
export function notEnough(
  slice: Slice,
  code: BinCode,
  wanted: { lot: LotKey; quantity: Quantity; pallet?: Sscc | undefined },
): Refusal | null {
  const there = quantityIn(slice, code, wanted.lot, wanted.pallet);
  return there < wanted.quantity ? { code: 'not-enough-stock', lot: wanted.lot, asked: wanted.quantity, there } : null;
}

/** Bins set apart for goods that must not be sold: where blocked goods may go. */
export function isSetApart(bin: Bin | undefined): boolean {
  return bin?.kind === 'quarantine' || bin?.kind === 'hold' || bin?.kind === 'returns';
}
