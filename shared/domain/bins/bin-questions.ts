import type { Refusal } from '../engine/refusal.ts';
import type { Slice } from '../engine/slice.ts';
import { gtinOf, type LotKey } from '../lots/ids.ts';
import { plus, ZERO } from '../lots/quantity.ts';
import { type Bin, type BinCode, holdsOneLot } from './bin.ts';
import type { Wanted } from './goods.ts';
import { claimsOn, occupantOf, quantityIn } from './occupancy.ts';

/** A bin that is named and not known; no bin named is no fault. */
export function unknownBin(slice: Slice, code: BinCode | undefined): Refusal | null {
  return code === undefined || slice.bins.has(code) ? null : { code: 'bin-unknown', bin: code };
}

/** A bin that is out of use: nothing goes in and nothing is picked from it; it may be emptied. */
export function inactive(slice: Slice, code: BinCode | undefined): Refusal | null {
  return code !== undefined && slice.bins.get(code)?.active === false ? { code: 'bin-inactive', bin: code } : null;
}

/** The lot that already stands in a one-lot bin, when it is another one. */
export function occupied(slice: Slice, code: BinCode | undefined, lot: LotKey): Refusal | null {
  const bin = code === undefined ? undefined : slice.bins.get(code);
  const row = bin && occupantOf(slice, bin, lot);
  return row ? { code: 'bin-occupied', bin: row.bin, occupant: row.lot } : null;
}

/** Whether a storage bin's zone is made for the item's class; the bays goods pass through take every class. */
export function wrongZone(slice: Slice, code: BinCode, lot: LotKey): Refusal | null {
  const bin = slice.bins.get(code);
  const zone = bin && slice.zones.get(bin.zone);
  const item = slice.items.get(gtinOf(lot));
  if (!bin || !zone || !item || !holdsOneLot(bin.kind) || zone.storageClass === item.storageClass) return null;
  return { code: 'wrong-zone', bin: code, zone: zone.code, needs: item.storageClass };
}

/** Whether a bin holds as much of a lot as is asked for, in steps. Goods of a lot still expected are asked for elsewhere. */
export function notEnough(slice: Slice, code: BinCode, wanted: Wanted): Refusal | null {
  const there = quantityIn(slice, code, wanted.lot, wanted.pallet);
  return there < wanted.quantity ? shortage(slice, wanted, there) : null;
}

/** As `notEnough`; goods whose place is disputed count where they are claimed to be: whoever moves them from there has found them. */
export function notEnoughEvenDisputed(slice: Slice, code: BinCode, wanted: Wanted): Refusal | null {
  let there = quantityIn(slice, code, wanted.lot, wanted.pallet);
  for (const goods of claimsOn(slice, code, wanted.lot)) {
    if (wanted.pallet === undefined || goods.pallet === wanted.pallet) there = plus(there, goods.quantity);
  }
  return there < wanted.quantity ? shortage(slice, wanted, there) : null;
}

/** Too little is there. Nothing of a lot still expected is anywhere: that it is not received says so already. */
export function shortage(slice: Slice, { lot, quantity }: Wanted, there = ZERO): Refusal | null {
  return slice.lots.get(lot)?.status === 'expected' ? null : { code: 'not-enough-stock', lot, asked: quantity, there };
}

/** Bins set apart for goods that must not be sold: where blocked goods may go. */
export function isSetApart(bin: Bin | undefined): boolean {
  return bin?.kind === 'quarantine' || bin?.kind === 'hold' || bin?.kind === 'returns';
}

/** Goods set apart stay there until a supervisor decides: they are neither picked nor dispatched. */
export function setApart(slice: Slice, code: BinCode, lot: LotKey): Refusal | null {
  const bin = slice.bins.get(code);
  return bin && isSetApart(bin) ? { code: 'lot-held', lot, reason: bin.kind } : null;
}

/** Goods whose label was doubted on arrival are not available from where they were put, while the doubt is open. */
export function doubted(slice: Slice, code: BinCode, lot: LotKey): Refusal | null {
  if (slice.anomalies.size === 0) return null;
  const open = [...slice.anomalies.values()].filter((each) => each.lot === lot && each.bin === code && each.closedAt === null);
  const doubt = open.find((each) => each.code === 'lot-expiry-mismatch' || each.code === 'duplicate-lot-number');
  return doubt ? { code: 'lot-held', lot, reason: doubt.code } : null;
}
