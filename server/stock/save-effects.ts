import { type BinCode, holdsOneLot } from '../../shared/domain/bins/bin.ts';
import { rowKey } from '../../shared/domain/bins/stock-row.ts';
import { type Effect, effect, type ThingName, type Things } from '../../shared/domain/engine/effect.ts';
import type { Slice } from '../../shared/domain/engine/slice.ts';
import type { PlainName, PlainThings, StoredThings } from './stored-things.ts';
import type { ThingRows } from './thing-rows.ts';

type Change<T extends ThingName> = Extract<Effect, { thing: T }>;

/** Writes what each thing has become. At most one effect per thing: see `netEffects`. */
export function saveEffects(things: StoredThings, slice: Slice, effects: readonly Effect[]): void {
  const { lots, stock, others } = sorted(effects);
  // Everything else refers to lots: they come first and go last.
  for (const lot of lots) if (lot.after) things.lot.save(lot.after);
  saveStock(things, slice, stock);
  for (const each of others) put(things, each.thing, each.key, each.after);
  for (const lot of lots) if (!lot.after) things.lot.remove(lot.key);
}

/**
 * Rows that go are removed, and the bins they leave vacated, before any row is added:
 * otherwise two bins that swap their lots break the occupant's key midway.
 */
function saveStock(things: StoredThings, slice: Slice, changes: readonly Change<'stock'>[]): void {
  const site = slice.site.code;
  const gone = changes.flatMap(({ before, after }) => (before && !after ? before : []));
  for (const row of gone) things.stock.remove(rowKey(row.bin, row.lot, row.pallet));
  for (const row of gone) if (isOneLot(slice, row.bin)) things.stock.vacate(site, row.bin);
  for (const { before, after } of changes) {
    if (before && after) things.stock.update(after);
    else if (after) things.stock.add(after, { site, oneLot: isOneLot(slice, after.bin) });
  }
}

function isOneLot(slice: Slice, code: BinCode): boolean {
  const bin = slice.bins.get(code);
  if (!bin) throw new Error(`bin ${code} changed without being loaded`);
  return holdsOneLot(bin.kind);
}

function put<T extends PlainName>(things: PlainThings, thing: T, key: string, after: Things[T] | null): void {
  const rows: ThingRows<Things[T]> = things[thing];
  if (after === null) rows.remove(key);
  else rows.save(after);
}

/** One effect per thing, from its first before to its last after; what came and went leaves none. */
export function netEffects(effects: readonly Effect[]): readonly Effect[] {
  const net = new Map<string, Effect>();
  for (const each of effects) {
    const name = `${each.thing} ${each.key}`;
    const earlier = net.get(name);
    net.set(name, earlier ? effect(each.thing, each.key, earlier.before, each.after) : each);
  }
  return [...net.values()].filter(({ before, after }) => before !== null || after !== null);
}

interface Sorted {
  readonly lots: Change<'lot'>[];
  readonly stock: Change<'stock'>[];
  readonly others: Change<Exclude<PlainName, 'lot'>>[];
}

function sorted(changes: readonly Effect[]): Sorted {
  const by: Sorted = { lots: [], stock: [], others: [] };
  for (const each of changes) {
    if (each.thing === 'lot') by.lots.push(each);
    else if (each.thing === 'stock') by.stock.push(each);
    else by.others.push(each);
  }
  return by;
}
