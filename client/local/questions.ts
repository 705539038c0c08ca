import type { Anomaly } from '../../shared/domain/anomalies/anomaly.ts';
import type { Bin, BinCode, BinKind, Site, Zone } from '../../shared/domain/bins/bin.ts';
import type { InHand, Shipment, StockRow, Unconfirmed } from '../../shared/domain/bins/stock-row.ts';
import { type Gtin, gtinOf, type LotKey, type LotNumber, type Sscc } from '../../shared/domain/lots/ids.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import type { Lot } from '../../shared/domain/lots/lot.ts';
import type { WorkerCard } from '../../shared/wire/feed.ts';
import { findMany, readMany, readOne } from './merged-reads.ts';
import { keysNamed } from './named-keys.ts';
import { allServerRows, serverRow, serverRows } from './server-rows.ts';
import type { ViewRows } from './view-database.ts';

/** Goods where they stand, with what is known around them. */
export interface Stand {
  readonly row: StockRow;
  readonly lot: Lot | null;
  readonly item: Item | null;
  readonly bin: Bin | null;
}

export interface BinCard {
  readonly bin: Bin;
  readonly zone: Zone | null;
  /** Goods whose claim to this bin is disputed are listed apart. */
  readonly stands: readonly Stand[];
  readonly unconfirmed: readonly Unconfirmed[];
}

export interface LotCard {
  readonly lot: Lot;
  readonly item: Item | null;
  readonly stands: readonly Stand[];
  readonly unconfirmed: readonly Unconfirmed[];
  readonly inHand: readonly InHand[];
  readonly anomalies: readonly Anomaly[];
}

export async function siteOf(view: ViewRows): Promise<Site | null> {
  const [site] = await allServerRows(view, 'site');
  return site?.value ?? null;
}

export async function zonesOf(view: ViewRows): Promise<Zone[]> {
  return (await allServerRows(view, 'zone')).map((zone) => zone.value);
}

/** Every bin, or those of one kind, in walking order. */
export async function binsOf(view: ViewRows, kind?: BinKind): Promise<Bin[]> {
  const bins = await (kind ? binsOfKind(view, kind) : allServerRows(view, 'bin'));
  return bins.map((bin) => bin.value).sort((a, b) => a.walkOrder - b.walkOrder);
}

async function binsOfKind(view: ViewRows, kind: BinKind) {
  const name = `kind:${kind}`;
  const keys = await keysNamed(view.names, [name]);
  return serverRows(view, 'bin', keys(name, 'bin'));
}

export async function itemOf(view: ViewRows, gtin: Gtin): Promise<Item | null> {
  return serverRow(view, 'item', gtin);
}

/** Every item, by name. */
export async function itemsOf(view: ViewRows): Promise<Item[]> {
  return (await allServerRows(view, 'item')).map((item) => item.value).sort((a, b) => a.name.localeCompare(b.name));
}

export async function workersOf(view: ViewRows): Promise<WorkerCard[]> {
  return (await allServerRows(view, 'worker')).map((worker) => worker.value);
}

/** One bin and what stands in it; null: this phone does not know the bin. */
export async function binCard(view: ViewRows, code: BinCode): Promise<BinCard | null> {
  const bin = await serverRow(view, 'bin', code);
  if (!bin) return null;
  const [zone, rows, unconfirmed] = await Promise.all([
    serverRow(view, 'zone', bin.zone),
    valuesAbout(view, 'stock', `bin:${code}`),
    valuesAbout(view, 'unconfirmed', `bin:${code}`),
  ]);
  return { bin, zone, stands: await standsOf(view, rows), unconfirmed };
}

/** One lot and everywhere its goods are; null: this phone does not know the lot. */
export async function lotCard(view: ViewRows, key: LotKey): Promise<LotCard | null> {
  const lot = await readOne(view, 'lot', key);
  if (!lot) return null;
  const name = `lot:${key}`;
  const [item, rows, unconfirmed, inHand, anomalies] = await Promise.all([
    itemOf(view, lot.gtin),
    valuesAbout(view, 'stock', name),
    valuesAbout(view, 'unconfirmed', name),
    valuesAbout(view, 'in-hand', name),
    valuesAbout(view, 'anomaly', name),
  ]);
  return { lot, item, stands: await standsOf(view, rows), unconfirmed, inHand, anomalies };
}

/** Which lot a pallet holds and where it stands; null: this phone does not know the pallet. */
export async function palletCard(view: ViewRows, sscc: Sscc): Promise<{ lot: LotKey; stand: Stand | null } | null> {
  const pallet = await readOne(view, 'pallet', sscc);
  if (!pallet) return null;
  const [stand] = await standsOf(view, await valuesAbout(view, 'stock', `pallet:${sscc}`));
  return { lot: pallet.lot, stand: stand ?? null };
}

/** The lots that bear a number: more than one when several items use it. */
export async function lotsNumbered(view: ViewRows, number: LotNumber): Promise<Lot[]> {
  return valuesAbout(view, 'lot', `number:${number}`);
}

/** Lots announced and not yet here. */
export async function expectedLots(view: ViewRows): Promise<{ lot: Lot; item: Item | null }[]> {
  const lots = await valuesAbout(view, 'lot', 'expected');
  const items = await itemsById(
    view,
    lots.map((lot) => lot.gtin),
  );
  return lots.map((lot) => ({ lot, item: items.get(lot.gtin) ?? null }));
}

/** Goods in bins of a kind: what waits at the dock, in staging, in returns. */
export async function standsInKinds(view: ViewRows, kinds: readonly BinKind[]): Promise<Stand[]> {
  const bins = (await Promise.all(kinds.map((kind) => binsOf(view, kind)))).flat();
  const names = bins.map(({ code }) => `bin:${code}`);
  const rows = await findMany(view, 'stock', names);
  return standsOf(
    view,
    rows.map((row) => row.value),
  );
}

/** What a worker has picked and not set down. */
export async function inHandOf(view: ViewRows, worker: string): Promise<InHand[]> {
  return valuesAbout(view, 'in-hand', `worker:${worker}`);
}

/** Newest first: what is being loaded was started last. */
export async function openShipments(view: ViewRows): Promise<Shipment[]> {
  const open = await valuesAbout(view, 'shipment', 'open');
  return open.sort((a, b) => b.startedAt - a.startedAt);
}

type Found = 'stock' | 'unconfirmed' | 'in-hand' | 'anomaly' | 'lot' | 'shipment';

async function valuesAbout<T extends Found>(view: ViewRows, thing: T, name: string) {
  return (await findMany(view, thing, [name])).map((seen) => seen.value);
}

async function standsOf(view: ViewRows, rows: readonly StockRow[]): Promise<Stand[]> {
  const [lots, bins, items] = await Promise.all([
    readMany(
      view,
      'lot',
      rows.map((row) => row.lot),
    ),
    serverRows(
      view,
      'bin',
      rows.map((row) => row.bin),
    ),
    itemsById(
      view,
      rows.map((row) => gtinOf(row.lot)),
    ),
  ]);
  const lotByKey = new Map(lots.map((lot) => [lot.key, lot.value]));
  const binByCode = new Map(bins.map((bin) => [bin.key, bin.value]));
  return rows.map((row) => ({
    row,
    lot: lotByKey.get(row.lot) ?? null,
    item: items.get(gtinOf(row.lot)) ?? null,
    bin: binByCode.get(row.bin) ?? null,
  }));
}

async function itemsById(view: ViewRows, gtins: readonly Gtin[]): Promise<Map<string, Item>> {
  return new Map((await serverRows(view, 'item', gtins)).map((item) => [item.key, item.value]));
}
