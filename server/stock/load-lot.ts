import type { BinCode } from '../../shared/domain/bins/bin.ts';
import { departureKey, rowKey, type StockRow } from '../../shared/domain/bins/stock-row.ts';
import { place, type Slice } from '../../shared/domain/engine/slice.ts';
import { type Gtin, gtinOf, type LotKey, type LotNumber, type Sscc } from '../../shared/domain/lots/ids.ts';
import type { Lot } from '../../shared/domain/lots/lot.ts';
import type { MasterStore } from './master-store.ts';
import type { StoredThings } from './stored-things.ts';

/** What a slice is filled from. */
export interface Sources {
  readonly things: StoredThings;
  readonly masters: MasterStore;
  readonly reads: ReturnType<typeof prepareReads>;
}

export function sources(things: StoredThings, masters: MasterStore): Sources {
  return { things, masters, reads: prepareReads(things) };
}

function prepareReads(things: StoredThings) {
  const lotsOfItem = "(SELECT key FROM lot WHERE gtin = ? AND status <> 'closed')";
  return {
    rowsOfLot: things.stock.where<[LotKey]>('lot = ?'),
    rowsInBin: things.stock.where<[BinCode]>('bin = ?'),
    rowsOfPallet: things.stock.where<[Sscc]>("pallet = ? AND pallet <> ''"),
    rowsOfItem: things.stock.where<[Gtin]>(`lot IN ${lotsOfItem}`),
    lotsNumbered: things.lot.where<[LotNumber]>('number = ?'),
    unconfirmedOfLot: things.unconfirmed.where<[LotKey]>('lot = ?'),
    unconfirmedOfItem: things.unconfirmed.where<[Gtin]>(`lot IN ${lotsOfItem}`),
    inHandOfLot: things['in-hand'].where<[LotKey]>('lot = ?'),
    departuresOfLot: things.departure.where<[LotKey]>('lot = ?'),
    openAnomaliesOfLot: things.anomaly.where<[LotKey]>('lot = ? AND closed_at IS NULL'),
  };
}

/** A lot with all that is known of it: item, rows, disputed and in-hand goods, departures, open anomalies. */
export function loadLot(from: Sources, slice: Slice, key: LotKey): void {
  const { reads } = from;
  placeItem(from, slice, gtinOf(key));
  const lot = from.things.lot.one(key);
  if (!lot) return;
  place(slice, 'lot', key, lot);
  for (const row of reads.rowsOfLot(key)) placeRow(from, slice, row);
  for (const goods of reads.unconfirmedOfLot(key)) place(slice, 'unconfirmed', goods.id, goods);
  for (const goods of reads.inHandOfLot(key)) place(slice, 'in-hand', goods.id, goods);
  for (const left of reads.departuresOfLot(key)) place(slice, 'departure', departureKey(left.bin, left.lot), left);
  for (const anomaly of reads.openAnomaliesOfLot(key)) place(slice, 'anomaly', anomaly.id, anomaly);
}

/** A row never comes alone: its lot and its bin are needed to judge it. */
export function placeRow(from: Sources, slice: Slice, row: StockRow): void {
  place(slice, 'stock', rowKey(row.bin, row.lot, row.pallet), row);
  placeBin(from, slice, row.bin);
  if (slice.lots.has(row.lot)) return;
  const lot = from.things.lot.one(row.lot);
  if (lot) placeLot(from, slice, lot);
}

export function placeLot(from: Sources, slice: Slice, lot: Lot): void {
  placeItem(from, slice, lot.gtin);
  place(slice, 'lot', lot.key, lot);
}

export function placeBin({ masters }: Sources, slice: Slice, code: BinCode): void {
  if (slice.bins.has(code)) return;
  const bin = masters.bin(code);
  if (!bin) return;
  slice.bins.set(code, bin);
  const zone = slice.zones.has(bin.zone) ? null : masters.zone(bin.zone);
  if (zone) slice.zones.set(zone.code, zone);
}

export function placeItem({ masters }: Sources, slice: Slice, gtin: Gtin): void {
  const item = slice.items.has(gtin) ? null : masters.item(gtin);
  if (item) slice.items.set(gtin, item);
}
