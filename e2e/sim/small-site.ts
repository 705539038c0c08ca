import { type Bin, type BinKind, DEFAULT_WINDOWS, parseBinCode, type Site, type Zone } from '../../shared/domain/bins/bin.ts';
import { type Gtin, type LotKey, type LotNumber, lotKey, parseGtin, parseLotNumber } from '../../shared/domain/lots/ids.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import type { WorkerCard } from '../../shared/wire/feed.ts';

export const SITE: Site = { code: 'S1', name: 'Small site', timeZone: 'Etc/UTC', gln: null, windows: DEFAULT_WINDOWS };
export const ZONE: Zone = { code: 'Z', name: 'Freezer', minCelsius: -25, maxCelsius: -18, graceMinutes: 30, storageClass: 'frozen' };
export const PEAS = known<Gtin>(parseGtin('09506000134352'));

export const ITEM: Item = {
  gtin: PEAS,
  sku: 'PEAS',
  name: 'Peas',
  unit: 'carton',
  decimals: 0,
  unitsPerCarton: null,
  cartonsPerPallet: null,
  storageClass: 'frozen',
  expiryRequired: false,
  minDaysAtDispatch: 0,
  minDaysAtReceipt: 0,
  minLifeFraction: null,
  expiringSoonDays: 7,
};

/** A dock, staging and three bins that hold one lot each: small enough that everybody is in everybody's way. */
export const BINS: readonly Bin[] = [
  bin('DOCK', 'dock'),
  bin('STAGE', 'staging'),
  bin('A-1', 'storage'),
  bin('A-2', 'storage'),
  bin('A-3', 'pick-face'),
];
export const LOT_NUMBERS: readonly LotNumber[] = ['L1', 'L2', 'L3'].map((text) => known(parseLotNumber(text)));
/** A lot whose rows the store refuses to write, as it would for any broken constraint. */
export const UNWRITABLE = known<LotNumber>(parseLotNumber('TORN'));

export const WORKER: WorkerCard = { id: 'ada', name: 'Ada', roles: ['dock', 'picker', 'supervisor'], language: 'en', active: true };

export function lotAt(number: LotNumber): LotKey {
  return lotKey(PEAS, number);
}

function bin(code: string, kind: BinKind): Bin {
  return { code: known(parseBinCode(code)), zone: 'Z', kind, active: true, capacityPallets: null, walkOrder: 0 };
}

function known<T>(parsed: T | null): T {
  if (parsed === null) throw new Error('the small site is misspelt');
  return parsed;
}
