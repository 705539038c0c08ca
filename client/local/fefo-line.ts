import { emptySlice } from '../../shared/domain/engine/slice.ts';
import type { DayIso } from '../../shared/domain/engine/time.ts';
import { compareFefo, type Standing, whyNotEligible } from '../../shared/domain/fefo/eligibility.ts';
import type { Gtin } from '../../shared/domain/lots/ids.ts';
import { loadFront } from './load-line.ts';
import { itemOf, siteOf } from './questions.ts';
import type { ViewRows } from './view-database.ts';

/** The rows of an item that may be picked on a day, first to pick first; at most `most`. */
export async function fefoLine(view: ViewRows, ask: { item: Gtin; on: DayIso; most: number }): Promise<Standing[]> {
  const [site, item] = await Promise.all([siteOf(view), itemOf(view, ask.item)]);
  if (!site || !item) return [];
  const slice = emptySlice(site);
  await loadFront(view, slice, { item: ask.item, on: ask.on, rows: ask.most });
  const standings = [...slice.rows.values()].flatMap((row): Standing[] => {
    const [lot, bin] = [slice.lots.get(row.lot), slice.bins.get(row.bin)];
    return lot && bin ? [{ row, lot, item, bin }] : [];
  });
  return standings
    .filter((each) => whyNotEligible(each, { today: ask.on }) === null)
    .sort(compareFefo)
    .slice(0, ask.most);
}
