import type { Effect } from '../../shared/domain/engine/effect.ts';
import { emptySlice, type Slice } from '../../shared/domain/engine/slice.ts';
import type { Touch } from '../../shared/domain/engine/touch.ts';
import { type Gtin, gtinOf } from '../../shared/domain/lots/ids.ts';
import { aboutOf } from './about.ts';
import { loadBins, put } from './fill-slice.ts';
import { loadLine } from './load-line.ts';
import { findMany, readMany } from './merged-reads.ts';
import type { Act, ViewDatabase } from './view-database.ts';

/**
 * Loads what `touch` names as this phone sees it, pending reports included. Runs inside the caller's transaction.
 * Null while the phone knows no site: there is nothing to judge by.
 */
export async function loadSlice(view: ViewDatabase, touch: Touch): Promise<Slice | null> {
  const site = await view.rows('site').toCollection().first();
  if (!site) return null;
  const slice = emptySlice(site.value);
  const names = namesOf(touch, await loadActs(view, slice, touch));
  const [lots, bins, pallets] = [named(names, 'lot:'), named(names, 'bin:'), named(names, 'pallet:')];
  const ofLots = lots.map((lot) => `lot:${lot}`);
  await Promise.all([
    put(slice, 'stock', findMany(view, 'stock', names)),
    put(slice, 'unconfirmed', findMany(view, 'unconfirmed', ofLots)),
    put(slice, 'in-hand', findMany(view, 'in-hand', ofLots)),
    put(slice, 'departure', findMany(view, 'departure', ofLots)),
    put(slice, 'anomaly', findMany(view, 'anomaly', ofLots)),
    put(slice, 'anomaly', readMany(view, 'anomaly', touch.anomalies)),
    put(slice, 'shipment', readMany(view, 'shipment', touch.shipments)),
    put(slice, 'pallet', readMany(view, 'pallet', pallets)),
    put(slice, 'lot', findMany(view, 'lot', numberNames(touch))),
    ...touch.fefo.map((line) => loadLine(view, slice, line)),
  ]);
  await loadFrames(view, slice, { lots, bins, items: touch.items });
  return slice;
}

async function loadActs(view: ViewDatabase, slice: Slice, touch: Touch): Promise<Act[]> {
  if (touch.commands.size === 0) return [];
  const acts = await view.acts
    .where('id')
    .anyOf([...touch.commands])
    .toArray();
  for (const { id, body, at, effects } of acts) slice.judged.set(id, { command: body, at, effects });
  return acts;
}

/** Lots, bins and pallets the batch names, and those an undone command's effects name. */
function namesOf(touch: Touch, acts: readonly Act[]): Set<string> {
  const effects = acts.flatMap((act) => act.effects);
  return new Set([
    ...[...touch.lots].map((lot) => `lot:${lot}`),
    ...[...touch.bins].map((bin) => `bin:${bin}`),
    ...[...touch.pallets].map((pallet) => `pallet:${pallet}`),
    ...effects.map((each) => `${each.thing}:${each.key}`),
    ...effects.flatMap(namesIn),
  ]);
}

function namesIn({ thing, before, after }: Effect): string[] {
  return [before, after].flatMap((value) => (value ? aboutOf(thing, value) : []));
}

function named(names: ReadonlySet<string>, prefix: string): string[] {
  return [...names].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

function numberNames(touch: Touch): string[] {
  return [...touch.lotNumbers].map((number) => `number:${number}`);
}

/** What stands around the goods: their lots and items, their bins and zones. */
async function loadFrames(
  view: ViewDatabase,
  slice: Slice,
  also: { lots: readonly string[]; bins: readonly string[]; items: ReadonlySet<Gtin> },
): Promise<void> {
  const rows = [...slice.rows.values()];
  const lots = new Set([...also.lots, ...rows.map((row) => row.lot), ...[...slice.pallets.values()].map((pallet) => pallet.lot)]);
  await Promise.all([put(slice, 'lot', readMany(view, 'lot', lots)), loadBins(view, slice, [...also.bins, ...rows.map((row) => row.bin)])]);
  const items = new Set([...also.items, ...[...slice.lots.keys()].map(gtinOf)]);
  for (const item of await view.rows('item').bulkGet([...items])) if (item) slice.items.set(item.value.gtin, item.value);
}
