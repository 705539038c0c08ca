import type { Anomaly } from '../anomalies/anomaly.ts';
import type { Bin, BinCode, Site, Zone } from '../bins/bin.ts';
import type { CommandId, Departure, InHand, Shipment, StockRow, Unconfirmed } from '../bins/stock-row.ts';
import type { Gtin, LotKey, LotNumber } from '../lots/ids.ts';
import { gtinOf, lotNumberOf } from '../lots/ids.ts';
import type { Item } from '../lots/item.ts';
import type { Lot, Pallet } from '../lots/lot.ts';
import type { Command } from '../movements/command.ts';
import type { Effect, ThingName, Things } from './effect.ts';
import type { EpochMs } from './time.ts';

/** A command judged before, as `void` needs it. */
export interface Judged {
  readonly command: Command;
  readonly at: EpochMs;
  readonly effects: readonly Effect[];
}

/**
 * The working set of one batch: what a host loaded for a `Touch`, changed in place as commands are judged.
 * What is not in here was not touched; a rule may ask only about what the command names.
 */
export interface Slice {
  readonly site: Site;
  readonly zones: Map<string, Zone>;
  readonly bins: Map<BinCode, Bin>;
  readonly items: Map<Gtin, Item>;
  readonly lots: Map<LotKey, Lot>;
  readonly lotsNumbered: Map<LotNumber, Set<LotKey>>;
  readonly lotsOfItem: Map<Gtin, Set<LotKey>>;
  readonly rows: Map<string, StockRow>;
  readonly rowsOfLot: Map<LotKey, Set<string>>;
  readonly rowsInBin: Map<BinCode, Set<string>>;
  readonly pallets: Map<string, Pallet>;
  readonly unconfirmed: Map<string, Unconfirmed>;
  readonly inHand: Map<string, InHand>;
  readonly departures: Map<string, Departure>;
  readonly shipments: Map<string, Shipment>;
  readonly anomalies: Map<string, Anomaly>;
  /** Commands that others undo, and whatever undid them. */
  readonly judged: Map<CommandId, Judged>;
}

/** A slice that holds nothing yet: a host fills it by `place` and by setting master data. */
export function emptySlice(site: Site): Slice {
  return {
    site,
    zones: new Map(),
    bins: new Map(),
    items: new Map(),
    lots: new Map(),
    lotsNumbered: new Map(),
    lotsOfItem: new Map(),
    rows: new Map(),
    rowsOfLot: new Map(),
    rowsInBin: new Map(),
    pallets: new Map(),
    unconfirmed: new Map(),
    inHand: new Map(),
    departures: new Map(),
    shipments: new Map(),
    anomalies: new Map(),
    judged: new Map(),
  };
}

/** Puts one thing into the slice, or takes it out (null). Hosts load with it; effects are applied with it. */
export function place<T extends ThingName>(slice: Slice, thing: T, key: string, value: Things[T] | null): void {
  PLACE[thing](slice, key, value);
}

/** Carries a judgement into the slice, so that the next command of a batch sees it. */
export function applyEffects(slice: Slice, effects: readonly Effect[]): void {
  for (const each of effects) place(slice, each.thing, each.key, each.after);
}

/** Undoes `applyEffects`, last effect first: what a host does when saving one command fails. */
export function revertEffects(slice: Slice, effects: readonly Effect[]): void {
  for (let i = effects.length - 1; i >= 0; i--) {
    const each = effects[i];
    if (each) place(slice, each.thing, each.key, each.before);
  }
}

/** Whether a thing still is what an effect left it as. */
export function stillStands(slice: Slice, { thing, key, after }: Effect): boolean {
  return isSame(thingsIn(slice, thing).get(key) ?? null, after);
}

/** All things of one kind that the slice holds, by key. */
export function thingsIn<T extends ThingName>(slice: Slice, thing: T): ReadonlyMap<string, Things[T]> {
  return THINGS_IN[thing](slice);
}

/** Equal as values: a host may give back what it stored with its members in another order, and without the undefined ones. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return holdsAllOf(a as Members, b as Members) && holdsAllOf(b as Members, a as Members, isThere);
}

type Members = Readonly<Record<string, unknown>>;

function holdsAllOf(a: Members, b: Members, fits: (mine: unknown, theirs: unknown) => boolean = isSame): boolean {
  for (const name in b) if (!fits(a[name], b[name])) return false;
  return true;
}

/** The members of one have been compared; those only the other has are left. */
function isThere(mine: unknown, theirs: unknown): boolean {
  return mine !== undefined || theirs === undefined;
}

const THINGS_IN: { readonly [T in ThingName]: (slice: Slice) => ReadonlyMap<string, Things[T]> } = {
  stock: (slice) => slice.rows,
  lot: (slice) => slice.lots,
  pallet: (slice) => slice.pallets,
  unconfirmed: (slice) => slice.unconfirmed,
  'in-hand': (slice) => slice.inHand,
  departure: (slice) => slice.departures,
  shipment: (slice) => slice.shipments,
  anomaly: (slice) => slice.anomalies,
};

const PLACE: { [T in ThingName]: (slice: Slice, key: string, value: Things[T] | null) => void } = {
  stock: placeRow,
  lot: placeLot,
  pallet: (slice, key, value) => setOrDelete(slice.pallets, key, value),
  unconfirmed: (slice, key, value) => setOrDelete(slice.unconfirmed, key, value),
  'in-hand': (slice, key, value) => setOrDelete(slice.inHand, key, value),
  departure: (slice, key, value) => setOrDelete(slice.departures, key, value),
  shipment: (slice, key, value) => setOrDelete(slice.shipments, key, value),
  anomaly: (slice, key, value) => setOrDelete(slice.anomalies, key, value),
};

/** A row's key names its bin and lot, so only a row that comes or goes changes the indexes. */
function placeRow(slice: Slice, key: string, row: StockRow | null): void {
  const before = slice.rows.get(key);
  setOrDelete(slice.rows, key, row);
  if (before && !row) {
    slice.rowsOfLot.get(before.lot)?.delete(key);
    slice.rowsInBin.get(before.bin)?.delete(key);
  } else if (row && !before) {
    addTo(slice.rowsOfLot, row.lot, key);
    addTo(slice.rowsInBin, row.bin, key);
  }
}

function placeLot(slice: Slice, key: string, lot: Lot | null): void {
  const lotKey = key as LotKey;
  const isKnown = slice.lots.has(lotKey);
  setOrDelete(slice.lots as Map<string, Lot>, key, lot);
  if (isKnown === (lot !== null)) return;
  const number = lotNumberOf(lotKey);
  const item = gtinOf(lotKey);
  if (lot) {
    addTo(slice.lotsNumbered, number, lotKey);
    addTo(slice.lotsOfItem, item, lotKey);
  } else {
    slice.lotsNumbered.get(number)?.delete(lotKey);
    slice.lotsOfItem.get(item)?.delete(lotKey);
  }
}

function setOrDelete<V>(map: Map<string, V>, key: string, value: V | null): void {
  if (value === null) map.delete(key);
  else map.set(key, value);
}

function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const group = map.get(key);
  if (group) group.add(value);
  else map.set(key, new Set([value]));
}
