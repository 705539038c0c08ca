import { type BinCode, holdsOneLot } from '../../shared/domain/bins/bin.ts';
import type { StockRow } from '../../shared/domain/bins/stock-row.ts';
import { type Effect, effect, type Things } from '../../shared/domain/engine/effect.ts';
import type { Slice } from '../../shared/domain/engine/slice.ts';
import type { KeptRows, KeptThings, PlainName, PlainThings } from './kept-things.ts';

/** Writes what each thing has become. At most one effect per thing: see `netEffects`. */
export function saveEffects(things: KeptThings, slice: Slice, effects: readonly Effect[]): void {
  // Everything else refers to lots: they come first and go last.
  for (const each of effects) if (each.thing === 'lot' && each.after) things.lot.save(each.after);
  clearBins(things, slice, effects);
  for (const each of effects) saveOne(things, slice, each);
  for (const each of effects) if (each.thing === 'lot' && !each.after) things.lot.remove(each.key);
}

/**
 * Rows that go are removed, and the bins they leave vacated, before any row is added:
 * otherwise two bins that swap their lots break the occupant's key midway.
 */
function clearBins(things: KeptThings, slice: Slice, effects: readonly Effect[]): void {
  for (const each of effects) if (each.thing === 'stock' && !each.after) things.stock.remove(each.key);
  for (const { thing, before, after } of effects) {
    if (thing === 'stock' && before && !after && isOneLot(slice, before.bin)) things.stock.vacate(slice.site.code, before.bin);
  }
}

function saveOne(things: KeptThings, slice: Slice, each: Effect): void {
  if (each.thing === 'lot') return;
  if (each.thing !== 'stock') put(things, each.thing, each.key, each.after);
  else if (each.after) saveRow(things, slice, each.before, each.after);
}

function saveRow(things: KeptThings, slice: Slice, before: StockRow | null, after: StockRow): void {
  if (before) things.stock.update(after);
  else things.stock.add(after, { site: slice.site.code, oneLot: isOneLot(slice, after.bin) });
}

function isOneLot(slice: Slice, code: BinCode): boolean {
  const bin = slice.bins.get(code);
  if (!bin) throw new Error(`bin ${code} changed without being loaded`);
  return holdsOneLot(bin.kind);
}

function put<T extends PlainName>(things: PlainThings, thing: T, key: string, after: Things[T] | null): void {
  const rows: KeptRows<Things[T]> = things[thing];
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
