import type { KeptRows, KeptStock, KeptThings, PlainName, Stock } from '../../server/stock/kept-things.ts';
import { type JudgedBefore, sliceLoader } from '../../server/stock/load-slice.ts';
import type { MasterStore } from '../../server/stock/master-store.ts';
import { netEffects, saveEffects } from '../../server/stock/save-effects.ts';
import type { LineAsk, LineRow, SliceReads } from '../../server/stock/slice-reads.ts';
import { type BinCode, holdsOneLot, type Site } from '../../shared/domain/bins/bin.ts';
import { departureKey, rowKey, type StockRow } from '../../shared/domain/bins/stock-row.ts';
import { THING_NAMES, type ThingName, type Things } from '../../shared/domain/engine/effect.ts';
import { emptySlice, place, type Slice } from '../../shared/domain/engine/slice.ts';
import type { Worked } from '../../shared/domain/engine/stock-port.ts';
import type { Touch } from '../../shared/domain/engine/touch.ts';
import { gtinOf, type LotKey } from '../../shared/domain/lots/ids.ts';
import type { Lot } from '../../shared/domain/lots/lot.ts';
import type { MemoryDisk, Table } from './memory-disk.ts';

/** A write that a rule of the store forbids, as SQLite would abort it. */
export class Forbidden extends Error {}

/** The stock in memory: the loader and the saving of effects are the server's own. */
export function memoryStock(disk: MemoryDisk, masters: MasterStore, judgedBefore: JudgedBefore): Stock {
  const things = memoryThings(disk);
  const load = sliceLoader(memoryReads(disk, masters), masters, judgedBefore);
  const save: Stock['save'] = (slice, effects) => saveEffects(things, slice, effects);
  const transact = async <T>(touch: Touch, work: (slice: Slice) => Worked<T>): Promise<T> =>
    disk.atomically(() => {
      const site = masters.site();
      if (!site) throw new Error('there is no site yet');
      const slice = load(touch, site);
      const { effects, value } = work(slice);
      save(slice, netEffects(effects));
      return value;
    });
  return { things, load, save, transact };
}

type Tables = { readonly [T in PlainName | 'stock']: Table<string, Things[T]> };

const tablesOf = new WeakMap<MemoryDisk, Tables>();

/** The stock's tables, by kind of thing. */
export function stockTables(disk: MemoryDisk): Tables {
  const tables = tablesOf.get(disk) ?? openTables(disk);
  tablesOf.set(disk, tables);
  return tables;
}

function openTables(disk: MemoryDisk): Tables {
  return {
    stock: disk.table('stock'),
    lot: disk.table('lot'),
    pallet: disk.table('pallet'),
    unconfirmed: disk.table('unconfirmed'),
    'in-hand': disk.table('in-hand'),
    departure: disk.table('departure'),
    shipment: disk.table('shipment'),
    anomaly: disk.table('anomaly'),
  };
}

/** Everything that stands on the disk, as one slice. */
export function wholeStock(disk: MemoryDisk, site: Site): Slice {
  const slice = emptySlice(site);
  const tables = stockTables(disk);
  for (const thing of THING_NAMES) placeAll(slice, thing, tables[thing]);
  return slice;
}

function placeAll<T extends ThingName>(slice: Slice, thing: T, table: Table<string, Things[ThingName]>): void {
  for (const [key, value] of table.entries()) place(slice, thing, key, value as Things[T]);
}

function memoryThings(disk: MemoryDisk): KeptThings {
  const tables = stockTables(disk);
  const knownLot = (lot: string) => {
    if (!tables.lot.has(lot)) throw new Forbidden(`lot ${lot} is not known`);
  };
  const goods = ({ lot, quantity }: { lot: string; quantity: number }) => {
    knownLot(lot);
    aboveZero(quantity);
  };
  return {
    stock: stockRows(disk, tables, goods),
    lot: { ...keptRows(tables.lot, (lot) => lot.key), remove: (key) => removeLot(tables, key) },
    pallet: keptRows(
      tables.pallet,
      (pallet) => pallet.sscc,
      (pallet) => knownLot(pallet.lot),
    ),
    unconfirmed: keptRows(tables.unconfirmed, ({ id }) => id, goods),
    'in-hand': keptRows(tables['in-hand'], ({ id }) => id, goods),
    departure: keptRows(tables.departure, ({ bin, lot }) => departureKey(bin, lot)),
    shipment: keptRows(tables.shipment, ({ number }) => number),
    anomaly: keptRows(tables.anomaly, ({ id }) => id),
  };
}

function keptRows<T>(table: Table<string, T>, keyOf: (thing: T) => string, check: (thing: T) => void = () => {}): KeptRows<T> {
  return {
    one: (key) => table.get(key) ?? null,
    save: (thing) => {
      check(thing);
      table.set(keyOf(thing), thing);
    },
    remove: (key) => table.delete(key),
    page: (after, limit) => {
      const keyed = [...table.values()].map((thing) => ({ key: keyOf(thing), thing })).filter(({ key }) => after === null || key > after);
      keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
      return keyed.slice(0, limit).map(({ thing }) => thing);
    },
    count: () => table.size,
  };
}

function stockRows(disk: MemoryDisk, { stock }: Tables, check: (row: StockRow) => void): KeptStock {
  const occupants = occupantTable(disk);
  const keyOf = (row: StockRow) => rowKey(row.bin, row.lot, row.pallet);
  const { save: _, ...rows } = keptRows(stock, keyOf);
  return {
    ...rows,
    add: (row, { site, oneLot }) => {
      check(row);
      if (stock.has(keyOf(row))) throw new Forbidden(`${keyOf(row)} stands there already`);
      if (oneLot) occupy(occupants, `${site} ${row.bin}`, row.lot);
      stock.set(keyOf(row), row);
    },
    update: (row) => {
      check(row);
      stock.set(keyOf(row), row);
    },
    vacate: (site, bin) => {
      for (const row of stock.values()) if (row.bin === bin) return;
      occupants.delete(`${site} ${bin}`);
    },
  };
}

/** The one lot of each one-lot bin, by site and bin. */
function occupantTable(disk: MemoryDisk): Table<string, LotKey> {
  return disk.table('occupant');
}

/** Whether goods of a lot stand in a bin that does not have that lot for its occupant. */
export function hasNoOccupant(disk: MemoryDisk, bin: BinCode): boolean {
  const occupants = [...occupantTable(disk).entries()].flatMap(([place, lot]) => (place.endsWith(` ${bin}`) ? lot : []));
  return where(stockTables(disk).stock, (row) => row.bin === bin).some(({ lot }) => !occupants.includes(lot));
}

function occupy(occupants: Table<string, LotKey>, bin: string, lot: LotKey): void {
  const occupant = occupants.get(bin);
  if (occupant !== undefined && occupant !== lot) throw new Forbidden(`${bin} is occupied by ${occupant}`);
  occupants.set(bin, lot);
}

function removeLot({ lot, stock }: Tables, key: string): void {
  for (const row of stock.values()) if (row.lot === key) throw new Forbidden(`${key} still stands somewhere`);
  lot.delete(key);
}

function aboveZero(quantity: number): void {
  if (!(quantity > 0)) throw new Forbidden(`quantity ${quantity}`);
}

function memoryReads(disk: MemoryDisk, masters: MasterStore): SliceReads {
  const { stock, lot, pallet, unconfirmed, anomaly, shipment, departure, ...rest } = stockTables(disk);
  const inHand = rest['in-hand'];
  const openLotsOf = (item: string) =>
    new Set(where(lot, ({ gtin, status }) => gtin === item && status !== 'closed').map(({ key }) => key));
  return {
    lots: (keys) => byKeys(lot, keys),
    lotsNumbered: (numbers) => where(lot, ({ number }) => numbers.has(number)),
    rowsOfLots: (lots) => where(stock, (row) => lots.has(row.lot)),
    rowsInBins: (bins) => where(stock, (row) => bins.has(row.bin)),
    rowsOfPallets: (pallets) => where(stock, (row) => row.pallet !== '' && pallets.has(row.pallet)),
    rowsOfItem: (item) => ofLots(stock, openLotsOf(item)),
    pallets: (ssccs) => byKeys(pallet, ssccs),
    unconfirmedOfLots: (lots) => where(unconfirmed, (goods) => lots.has(goods.lot)),
    unconfirmedInBins: (bins) => where(unconfirmed, (goods) => bins.has(goods.claimedBin)),
    unconfirmedOfItem: (item) => ofLots(unconfirmed, openLotsOf(item)),
    inHandOfLots: (lots) => where(inHand, (goods) => lots.has(goods.lot)),
    departuresOfLots: (lots) => where(departure, (left) => lots.has(left.lot)),
    openAnomaliesOfLots: (lots) => where(anomaly, (each) => each.closedAt === null && each.lot !== null && lots.has(each.lot)),
    anomalies: (ids) => byKeys(anomaly, ids),
    shipments: (numbers) => byKeys(shipment, numbers),
    line: (ask) =>
      lineOf(
        ask,
        where(stock, (row) => isOneLot(masters, row.bin)),
        lot,
      ),
  };
}

function isOneLot(masters: MasterStore, code: BinCode): boolean {
  const bin = masters.bin(code);
  return bin !== null && holdsOneLot(bin.kind);
}

function lineOf({ item, goodUntil, except }: LineAsk, standing: readonly StockRow[], lots: Table<string, Lot>): LineRow[] {
  const line = standing.flatMap((row): LineRow[] => {
    const lot = lots.get(row.lot);
    const isIn = lot?.status === 'available' && gtinOf(row.lot) === item && (lot.expiryOn ?? NEVER) >= goodUntil;
    return isIn && !except(row.lot, row.bin) ? [{ row, lot }] : [];
  });
  return line.sort((a, b) => (placeInLine(a.lot) < placeInLine(b.lot) ? -1 : 1));
}

const NEVER = '9999-12-31';

function placeInLine({ expiryOn, firstReceivedAt, number }: Lot): string {
  return `${expiryOn ?? NEVER} ${String(firstReceivedAt ?? Number.MAX_SAFE_INTEGER).padStart(16, '0')} ${number}`;
}

function where<T>(table: Table<string, T>, isWanted: (thing: T) => boolean): T[] {
  const found: T[] = [];
  for (const thing of table.values()) if (isWanted(thing)) found.push(thing);
  return found;
}

function ofLots<T extends { readonly lot: LotKey }>(table: Table<string, T>, lots: ReadonlySet<string>): T[] {
  return where(table, ({ lot }) => lots.has(lot));
}

function byKeys<T>(table: Table<string, T>, keys: ReadonlySet<string>): T[] {
  const found: T[] = [];
  for (const key of keys) {
    const thing = table.get(key);
    if (thing !== undefined) found.push(thing);
  }
  return found;
}
