import type { BinCode, Site } from '../../shared/domain/bins/bin.ts';
import { type CommandId, departureKey, rowKey, type StockRow } from '../../shared/domain/bins/stock-row.ts';
import { namedBy } from '../../shared/domain/engine/names.ts';
import { emptySlice, type Judged, place, type Slice } from '../../shared/domain/engine/slice.ts';
import { addDays, type DayIso } from '../../shared/domain/engine/time.ts';
import type { FefoTouch, Touch } from '../../shared/domain/engine/touch.ts';
import { whyNotEligible } from '../../shared/domain/fefo/eligibility.ts';
import { type Gtin, gtinOf, type LotKey, type Sscc } from '../../shared/domain/lots/ids.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import type { MasterStore } from './master-store.ts';
import type { SliceReads } from './slice-reads.ts';

/** How a command was judged, when it was, and whatever undid it since. */
export type JudgedBefore = (id: CommandId) => readonly Judged[];

/** What is to be loaded, growing while judged commands and pallets name more. */
interface Wanted {
  readonly lots: Set<LotKey>;
  readonly bins: Set<BinCode>;
  readonly pallets: Set<Sscc>;
  readonly anomalies: Set<string>;
  readonly shipments: Set<string>;
}

/** What a slice is filled from, and the slice. */
interface Filling {
  readonly slice: Slice;
  readonly reads: SliceReads;
  readonly masters: ReturnType<MasterStore['remembered']>;
}

/** Loads exactly what a touch names, and what it takes to judge that: see `Touch`. */
export function sliceLoader(reads: SliceReads, masters: MasterStore, judgedBefore: JudgedBefore): (touch: Touch, site: Site) => Slice {
  return (touch, site) => {
    const filling = { slice: emptySlice(site), reads, masters: masters.remembered() };
    const wanted: Wanted = {
      lots: new Set(touch.lots),
      bins: new Set(touch.bins),
      pallets: new Set(touch.pallets),
      anomalies: new Set(touch.anomalies),
      shipments: new Set(touch.shipments),
    };
    for (const id of touch.commands) for (const judged of judgedBefore(id)) fillJudged(filling, wanted, judged);
    fillPallets(filling, wanted);
    fillLots(filling, wanted.lots);
    fillBinsAndRecords(filling, wanted);
    for (const lot of reads.lotsNumbered(touch.lotNumbers)) place(filling.slice, 'lot', lot.key, lot);
    for (const line of touch.fefo) fillLine(filling, wanted, line);
    fillCompany(filling, wanted, touch.items);
    return filling.slice;
  };
}

/** A command judged before: everything its effects are about is wanted too. */
function fillJudged({ slice }: Filling, wanted: Wanted, judged: Judged): void {
  slice.judged.set(judged.command.id, judged);
  for (const effect of judged.effects) {
    const { lot, bins, pallet } = namedBy(effect);
    if (lot) wanted.lots.add(lot);
    for (const bin of bins) wanted.bins.add(bin);
    if (pallet) wanted.pallets.add(pallet);
    if (effect.thing === 'anomaly') wanted.anomalies.add(effect.key);
    if (effect.thing === 'shipment') wanted.shipments.add(effect.key);
  }
}

/** Pallets with their rows; their lots are wanted in full. */
function fillPallets({ slice, reads }: Filling, wanted: Wanted): void {
  for (const pallet of reads.pallets(wanted.pallets)) {
    place(slice, 'pallet', pallet.sscc, pallet);
    wanted.lots.add(pallet.lot);
  }
  for (const row of reads.rowsOfPallets(wanted.pallets)) placeRow(slice, row);
}

/** Lots with all that is known of them: rows, disputed and in-hand goods, departures, open anomalies. */
function fillLots({ slice, reads }: Filling, lots: ReadonlySet<string>): void {
  for (const lot of reads.lots(lots)) place(slice, 'lot', lot.key, lot);
  for (const row of reads.rowsOfLots(lots)) placeRow(slice, row);
  for (const goods of reads.unconfirmedOfLots(lots)) place(slice, 'unconfirmed', goods.id, goods);
  for (const goods of reads.inHandOfLots(lots)) place(slice, 'in-hand', goods.id, goods);
  for (const left of reads.departuresOfLots(lots)) place(slice, 'departure', departureKey(left.bin, left.lot), left);
  for (const anomaly of reads.openAnomaliesOfLots(lots)) place(slice, 'anomaly', anomaly.id, anomaly);
}

function fillBinsAndRecords({ slice, reads }: Filling, { bins, anomalies, shipments }: Wanted): void {
  for (const row of reads.rowsInBins(bins)) placeRow(slice, row);
  const disputed = reads.unconfirmedInBins(bins);
  for (const goods of disputed) place(slice, 'unconfirmed', goods.id, goods);
  const lots = new Set(disputed.map((goods) => goods.lot));
  for (const lot of reads.lots(lots)) place(slice, 'lot', lot.key, lot);
  for (const anomaly of reads.openAnomaliesOfLots(lots)) place(slice, 'anomaly', anomaly.id, anomaly);
  for (const anomaly of reads.anomalies(anomalies)) place(slice, 'anomaly', anomaly.id, anomaly);
  for (const shipment of reads.shipments(shipments)) place(slice, 'shipment', shipment.number, shipment);
}

function fillLine(filling: Filling, wanted: Wanted, { item: gtin, on, whole }: FefoTouch): void {
  const item = filling.masters.item(gtin);
  if (item && whole) fillWhole(filling, gtin);
  else if (item) fillFront(filling, wanted, item, on);
}

function fillWhole({ slice, reads }: Filling, gtin: Gtin): void {
  for (const row of reads.rowsOfItem(gtin)) placeRow(slice, row);
  for (const goods of reads.unconfirmedOfItem(gtin)) place(slice, 'unconfirmed', goods.id, goods);
}

/** The first lot of a line that may be picked where nothing the batch names stands, with its rows there. */
function fillFront({ slice, reads, masters }: Filling, { lots, bins }: Wanted, item: Item, on: DayIso): void {
  const goodUntil = addDays(on, item.minDaysAtDispatch);
  const except = (lot: LotKey, bin: BinCode) => lots.has(lot) || bins.has(bin);
  let first: LotKey | null = null;
  for (const { row, lot } of reads.line({ item: item.gtin, goodUntil, except })) {
    if (first !== null && first !== lot.key) return;
    const bin = masters.bin(row.bin);
    if (!bin || whyNotEligible({ row, lot, item, bin }, { today: on })) continue;
    first = lot.key;
    place(slice, 'lot', lot.key, lot);
    placeRow(slice, row);
  }
}

/** A row never comes alone: its lot and its bin are needed to judge it, and a lot needs its item. */
function fillCompany({ slice, reads, masters }: Filling, wanted: Wanted, itemsWanted: ReadonlySet<Gtin>): void {
  const lots = new Set<LotKey>();
  const bins = new Set(wanted.bins);
  const items = new Set([...itemsWanted, ...[...wanted.lots].map(gtinOf)]);
  for (const { lot, bin } of slice.rows.values()) {
    if (!slice.lots.has(lot)) lots.add(lot);
    bins.add(bin);
  }
  for (const lot of reads.lots(lots)) place(slice, 'lot', lot.key, lot);
  for (const { gtin } of slice.lots.values()) items.add(gtin);
  for (const code of bins) placeBin(slice, masters, code);
  for (const gtin of items) {
    const item = masters.item(gtin);
    if (item) slice.items.set(gtin, item);
  }
}

function placeRow(slice: Slice, row: StockRow): void {
  place(slice, 'stock', rowKey(row.bin, row.lot, row.pallet), row);
}

function placeBin(slice: Slice, masters: Filling['masters'], code: BinCode): void {
  const bin = masters.bin(code);
  if (!bin) return;
  slice.bins.set(code, bin);
  const zone = slice.zones.has(bin.zone) ? null : masters.zone(bin.zone);
  if (zone) slice.zones.set(zone.code, zone);
}
