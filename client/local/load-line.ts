import type { Slice } from '../../shared/domain/engine/slice.ts';
import { addDays, type DayIso } from '../../shared/domain/engine/time.ts';
import type { FefoTouch } from '../../shared/domain/engine/touch.ts';
import { whyNotEligible } from '../../shared/domain/fefo/eligibility.ts';
import type { LotKey } from '../../shared/domain/lots/ids.ts';
import { loadBins, put } from './fill-slice.ts';
import { findMany, readMany } from './merged-reads.ts';
import { keysNamed } from './named-keys.ts';
import { lotsInLine, serverRow } from './server-rows.ts';
import type { ViewDatabase } from './view-database.ts';

/** Lots read at a time while walking an item's line: more than are missing, for not every lot in it may be picked. */
const SPARE = 2;

/** A stretch of an item's line; rows of `named` lots are there anyway and do not count. */
type Line = FefoTouch & { readonly named?: ReadonlySet<string> };

/**
 * Loads the front of an item's FEFO line, or the whole line when no number of rows is asked for. Lots that pending
 * reports changed come first, wherever they stand: here they may be eligible and on the server not yet.
 */
export async function loadLine(view: ViewDatabase, slice: Slice, line: Line): Promise<void> {
  const item = await serverRow(view, 'item', line.item);
  if (!item) return;
  slice.items.set(item.gtin, item);
  if (line.rows === null) return loadWholeLine(view, slice, line.item);
  const name = `item:${line.item}`;
  const changed = await keysNamed(view.overlayNames, [name]);
  await loadLots(view, slice, changed(name, 'lot'));
  await walk(view, slice, { ...line, rows: line.rows, goodUntil: addDays(line.on, item.minDaysAtDispatch) });
}

async function loadWholeLine(view: ViewDatabase, slice: Slice, item: string): Promise<void> {
  const lots = (await findMany(view, 'lot', [`item:${item}`])).map((lot) => lot.key);
  await loadLots(view, slice, lots);
  await put(slice, 'unconfirmed', findMany(view, 'unconfirmed', namesOfLots(lots)));
}

/** Down the line in its index order, until enough eligible rows have been met. */
async function walk(view: ViewDatabase, slice: Slice, line: Line & { rows: number; goodUntil: DayIso }): Promise<void> {
  let missing = line.rows;
  for (let from: string = line.goodUntil; missing > 0; ) {
    const next = await lotsInLine(view, { item: line.item, from, most: missing + SPARE });
    const last = next.at(-1);
    if (!last) return;
    from = `${last.place}\0`;
    const lots = next.map((lot) => lot.key);
    await loadLots(view, slice, lots);
    missing -= eligibleRows(slice, lots, line);
  }
}

async function loadLots(view: ViewDatabase, slice: Slice, keys: readonly string[]): Promise<void> {
  const goods = findMany(view, 'stock', namesOfLots(keys));
  await Promise.all([put(slice, 'lot', readMany(view, 'lot', keys)), put(slice, 'stock', goods)]);
  await loadBins(
    view,
    slice,
    (await goods).map(({ value }) => value.bin),
  );
}

function namesOfLots(keys: readonly string[]): string[] {
  return keys.map((key) => `lot:${key}`);
}

function eligibleRows(slice: Slice, lots: readonly LotKey[], line: Line): number {
  const item = slice.items.get(line.item);
  const keys = lots.filter((lot) => !line.named?.has(lot)).flatMap((lot) => [...(slice.rowsOfLot.get(lot) ?? [])]);
  return keys.filter((key) => {
    const row = slice.rows.get(key);
    const [lot, bin] = [row && slice.lots.get(row.lot), row && slice.bins.get(row.bin)];
    return item && row && lot && bin && whyNotEligible({ row, lot, item, bin }, { today: line.on }) === null;
  }).length;
}
