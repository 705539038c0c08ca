import type { BinCode, Site } from '../../shared/domain/bins/bin.ts';
import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import { emptySlice, type Judged, place, type Slice } from '../../shared/domain/engine/slice.ts';
import { addDays } from '../../shared/domain/engine/time.ts';
import type { FefoTouch, Touch } from '../../shared/domain/engine/touch.ts';
import { whyNotEligible } from '../../shared/domain/fefo/eligibility.ts';
import type { LotNumber, Sscc } from '../../shared/domain/lots/ids.ts';
import { loadLot, placeBin, placeItem, placeLot, placeRow, type Sources, sources } from './load-lot.ts';
import type { MasterStore } from './master-store.ts';
import { namedBy } from './named-by.ts';
import type { StoredThings } from './stored-things.ts';

/** How a command was judged, when it was. */
export type JudgedBefore = (id: CommandId) => Judged | null;

/** Loads exactly what a touch names, and what it takes to judge that: see `Touch`. */
export function sliceLoader(things: StoredThings, masters: MasterStore, judgedBefore: JudgedBefore): (touch: Touch, site: Site) => Slice {
  const from = sources(things, masters);
  return (touch, site) => {
    const slice = emptySlice(site);
    for (const id of touch.commands) loadJudged(from, slice, judgedBefore(id));
    loadGoods(from, slice, touch);
    for (const id of touch.anomalies) loadAnomaly(from, slice, id);
    for (const number of touch.shipments) loadShipment(from, slice, number);
    for (const line of touch.fefo) loadLine(from, slice, line);
    return slice;
  };
}

function loadGoods(from: Sources, slice: Slice, touch: Touch): void {
  for (const number of touch.lotNumbers) loadLotsNumbered(from, slice, number);
  for (const lot of touch.lots) loadLot(from, slice, lot);
  for (const bin of touch.bins) loadBin(from, slice, bin);
  for (const pallet of touch.pallets) loadPallet(from, slice, pallet);
  for (const item of touch.items) placeItem(from, slice, item);
}

/** A command judged before, and everything its effects are about. */
function loadJudged(from: Sources, slice: Slice, judged: Judged | null): void {
  if (!judged) return;
  slice.judged.set(judged.command.id, judged);
  for (const effect of judged.effects) {
    const { lot, bins, pallet } = namedBy(effect);
    if (lot) loadLot(from, slice, lot);
    for (const bin of bins) loadBin(from, slice, bin);
    if (pallet) loadPallet(from, slice, pallet);
    if (effect.thing === 'anomaly') loadAnomaly(from, slice, effect.key);
    if (effect.thing === 'shipment') loadShipment(from, slice, effect.key);
  }
}

function loadLotsNumbered(from: Sources, slice: Slice, number: LotNumber): void {
  for (const lot of from.reads.lotsNumbered(number)) placeLot(from, slice, lot);
}

function loadBin(from: Sources, slice: Slice, code: BinCode): void {
  placeBin(from, slice, code);
  for (const row of from.reads.rowsInBin(code)) placeRow(from, slice, row);
}

function loadPallet(from: Sources, slice: Slice, sscc: Sscc): void {
  const pallet = from.things.pallet.one(sscc);
  if (pallet) {
    place(slice, 'pallet', sscc, pallet);
    loadLot(from, slice, pallet.lot);
  }
  for (const row of from.reads.rowsOfPallet(sscc)) placeRow(from, slice, row);
}

function loadAnomaly(from: Sources, slice: Slice, id: string): void {
  place(slice, 'anomaly', id, from.things.anomaly.one(id));
}

function loadShipment(from: Sources, slice: Slice, number: string): void {
  place(slice, 'shipment', number, from.things.shipment.one(number));
}

/** The rows of an item in FEFO order until as many as wanted may be picked; all of them when none are counted. */
function loadLine(from: Sources, slice: Slice, { item: gtin, on, rows: wanted }: FefoTouch): void {
  placeItem(from, slice, gtin);
  const item = slice.items.get(gtin);
  if (!item) return;
  if (wanted === null) {
    for (const row of from.reads.rowsOfItem(gtin)) placeRow(from, slice, row);
    for (const goods of from.reads.unconfirmedOfItem(gtin)) place(slice, 'unconfirmed', goods.id, goods);
    return;
  }
  let found = 0;
  for (const row of from.things.stock.line(gtin, addDays(on, item.minDaysAtDispatch))) {
    if (found === wanted) return;
    placeRow(from, slice, row);
    const lot = slice.lots.get(row.lot);
    const bin = slice.bins.get(row.bin);
    if (lot && bin && whyNotEligible({ row, lot, item, bin }, { today: on }) === null) found++;
  }
}
