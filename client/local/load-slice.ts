import type { Site } from '../../shared/domain/bins/bin.ts';
import type { StockRow } from '../../shared/domain/bins/stock-row.ts';
import type { Effect } from '../../shared/domain/engine/effect.ts';
import { emptySlice, type Judged, type Slice } from '../../shared/domain/engine/slice.ts';
import type { Touch } from '../../shared/domain/engine/touch.ts';
import { isUndoOf } from '../../shared/domain/engine/undone.ts';
import { type Gtin, gtinOf, parseLotKey } from '../../shared/domain/lots/ids.ts';
import { aboutOf } from './about.ts';
import { loadBins, put } from './fill-slice.ts';
import { loadFront, loadWholeLine } from './load-line.ts';
import { findMany, lookUp, readMany } from './merged-reads.ts';
import { serverRows } from './server-rows.ts';
import type { ViewRows } from './view-database.ts';

interface Frames {
  readonly lots: readonly string[];
  readonly bins: readonly string[];
  readonly items: ReadonlySet<Gtin>;
}

/** Loads what `touch` names as this phone sees it, pending reports included. Runs inside the caller's transaction. */
export async function loadSlice(view: ViewRows, site: Site, touch: Touch): Promise<Slice> {
  const slice = emptySlice(site);
  const names = namesOf(touch, await loadActs(view, slice, touch));
  await put(slice, 'pallet', readMany(view, 'pallet', keysOf(names, 'pallet')));
  for (const pallet of slice.pallets.values()) names.add(`lot:${pallet.lot}`);
  await Promise.all([
    loadGoods(view, slice, names),
    put(slice, 'anomaly', readMany(view, 'anomaly', keysOf(names, 'anomaly'))),
    put(slice, 'shipment', readMany(view, 'shipment', keysOf(names, 'shipment'))),
    put(slice, 'lot', findMany(view, 'lot', named('number', touch.lotNumbers))),
    ...touch.fefo.map(({ item, on, whole }) =>
      whole ? loadWholeLine(view, slice, item) : loadFront(view, slice, { item, on, rows: 1, counts: (row) => !isNamed(names, row) }),
    ),
  ]);
  await loadFrames(view, slice, { lots: keysOf(names, 'lot'), bins: keysOf(names, 'bin'), items: touch.items });
  return slice;
}

async function loadGoods(view: ViewRows, slice: Slice, names: ReadonlySet<string>): Promise<void> {
  const [lots, bins] = [named('lot', keysOf(names, 'lot')), named('bin', keysOf(names, 'bin'))];
  const places = [...lots, ...bins, ...named('pallet', keysOf(names, 'pallet'))];
  const look = await lookUp(view, places);
  const disputed = await look.find('unconfirmed', bins);
  await Promise.all([
    put(slice, 'stock', look.find('stock', places)),
    put(slice, 'unconfirmed', Promise.resolve(disputed)),
    put(slice, 'unconfirmed', look.find('unconfirmed', lots)),
    put(slice, 'in-hand', look.find('in-hand', lots)),
    put(slice, 'departure', look.find('departure', lots)),
    put(slice, 'anomaly', look.find('anomaly', lots)),
    put(
      slice,
      'anomaly',
      findMany(
        view,
        'anomaly',
        named(
          'lot',
          disputed.map((goods) => goods.value.lot),
        ),
      ),
    ),
  ]);
}

/** Own commands that the batch undoes, and whatever undid them. */
async function loadActs(view: ViewRows, slice: Slice, touch: Touch): Promise<readonly Judged[]> {
  if (touch.commands.size === 0) return [];
  const ids = [...touch.commands];
  const named = await view.acts.where('id').anyOf(ids).toArray();
  const undos = await view.acts.filter(({ body }) => ids.some((id) => isUndoOf(body, id))).toArray();
  const judged = [...named, ...undos].map(({ body, at, effects }): Judged => ({ command: body, at, effects }));
  for (const each of judged) slice.judged.set(each.command.id, each);
  return judged;
}

/** What the batch names, and what an undone command's effects name: `lot:…`, `bin:…`, `pallet:…` and so on. */
function namesOf(touch: Touch, acts: readonly Judged[]): Set<string> {
  const effects = acts.flatMap((act) => act.effects);
  return new Set([
    ...named('lot', touch.lots),
    ...named('bin', touch.bins),
    ...named('pallet', touch.pallets),
    ...named('anomaly', touch.anomalies),
    ...named('shipment', touch.shipments),
    ...effects.map((each) => `${each.thing}:${each.key}`),
    ...effects.flatMap(namesIn),
  ]);
}

function namesIn({ thing, before, after }: Effect): string[] {
  return [before, after].flatMap((value) => (value ? aboutOf(thing, value) : []));
}

/** Rows of a lot or in a bin the batch names are there anyway. */
function isNamed(names: ReadonlySet<string>, { lot, bin }: StockRow): boolean {
  return names.has(`lot:${lot}`) || names.has(`bin:${bin}`);
}

function named(what: string, keys: Iterable<string>): string[] {
  return [...keys].map((key) => `${what}:${key}`);
}

function keysOf(names: ReadonlySet<string>, what: string): string[] {
  const prefix = `${what}:`;
  return [...names].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

/** What stands around the goods, and around those in dispute: their lots and items, their bins and zones. */
async function loadFrames(view: ViewRows, slice: Slice, also: Frames): Promise<void> {
  const rows = [...slice.rows.values()];
  const goods = [...rows, ...slice.unconfirmed.values()];
  await Promise.all([
    put(slice, 'lot', readMany(view, 'lot', [...also.lots, ...goods.map(({ lot }) => lot)])),
    loadBins(view, slice, [...also.bins, ...rows.map((row) => row.bin)]),
  ]);
  const items = new Set([...also.items, ...[...also.lots, ...slice.lots.keys()].flatMap(itemOf)]);
  for (const { value } of await serverRows(view, 'item', items)) slice.items.set(value.gtin, value);
}

function itemOf(lot: string): Gtin[] {
  const key = parseLotKey(lot);
  return key ? [gtinOf(key)] : [];
}
