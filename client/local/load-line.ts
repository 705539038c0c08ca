import type { StockRow } from '../../shared/domain/bins/stock-row.ts';
import type { Slice } from '../../shared/domain/engine/slice.ts';
import { addDays, type DayIso } from '../../shared/domain/engine/time.ts';
import { whyNotEligible } from '../../shared/domain/fefo/eligibility.ts';
import type { Gtin, LotKey } from '../../shared/domain/lots/ids.ts';
import { loadBins, put } from './fill-slice.ts';
import { findMany, readMany } from './merged-reads.ts';
import { keysNamed } from './named-keys.ts';
import { lotsInLine, serverRow } from './server-rows.ts';
import type { ViewRows } from './view-database.ts';

/** Lots read at a time while walking an item's line: more than are missing, for not every lot in it may be picked. */
const SPARE = 2;

/** How far an item's line is wanted: so many rows that may be picked on a day and that count. */
interface Stretch {
  readonly item: Gtin;
  readonly on: DayIso;
  readonly rows: number;
  /** Whether a row that may be picked counts; all do when nothing is said. */
  readonly counts?: (row: StockRow) => boolean;
}

/**
 * Loads the front of an item's FEFO line. Lots that pending reports changed come first, wherever they stand: here they
 * may be eligible and on the server not yet.
 */
export async function loadFront(view: ViewRows, slice: Slice, stretch: Stretch): Promise<void> {
  const item = await serverRow(view, 'item', stretch.item);
  if (!item) return;
  slice.items.set(item.gtin, item);
  const name = `item:${stretch.item}`;
  const changed = await keysNamed(view.overlayNames, [name]);
  await loadLots(view, slice, changed(name, 'lot'));
  await walk(view, slice, { ...stretch, goodUntil: addDays(stretch.on, item.minDaysAtDispatch) });
}

/** Loads an item's FEFO line with everything in it that may not be picked. */
export async function loadWholeLine(view: ViewRows, slice: Slice, item: Gtin): Promise<void> {
  const lots = (await findMany(view, 'lot', [`item:${item}`])).map((lot) => lot.key);
  await loadLots(view, slice, lots);
  await put(slice, 'unconfirmed', findMany(view, 'unconfirmed', namesOfLots(lots)));
}

/** Down the line in its index order, until enough eligible rows have been met. */
async function walk(view: ViewRows, slice: Slice, stretch: Stretch & { goodUntil: DayIso }): Promise<void> {
  let missing = stretch.rows;
  for (let from: string = stretch.goodUntil; missing > 0; ) {
    const next = await lotsInLine(view, { item: stretch.item, from, most: missing + SPARE });
    const last = next.at(-1);
    if (!last) return;
    from = `${last.place}\0`;
    const lots = next.map((lot) => lot.key);
    await loadLots(view, slice, lots);
    missing -= eligibleRows(slice, lots, stretch);
  }
}

async function loadLots(view: ViewRows, slice: Slice, keys: readonly string[]): Promise<void> {
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

function eligibleRows(slice: Slice, lots: readonly LotKey[], { item: gtin, on, counts }: Stretch): number {
  const item = slice.items.get(gtin);
  const keys = lots.flatMap((lot) => [...(slice.rowsOfLot.get(lot) ?? [])]);
  return keys.filter((key) => {
    const row = slice.rows.get(key);
    const [lot, bin] = [row && slice.lots.get(row.lot), row && slice.bins.get(row.bin)];
    if (!item || !row || !lot || !bin || counts?.(row) === false) return false;
    return whyNotEligible({ row, lot, item, bin }, { today: on }) === null;
  }).length;
}
