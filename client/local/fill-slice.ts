import type { ThingName } from '../../shared/domain/engine/effect.ts';
import { place, type Slice } from '../../shared/domain/engine/slice.ts';
import type { Seen } from './merged-reads.ts';
import { serverRows } from './server-rows.ts';
import type { ViewRows } from './view-database.ts';

/** Places what was found; the slice keeps its own indexes. */
export async function put<T extends ThingName>(slice: Slice, thing: T, found: PromiseLike<readonly Seen<T>[]>): Promise<void> {
  for (const { key, value } of await found) place(slice, thing, key, value);
}

/** Bins with their zones; those the slice already has are not read again. */
export async function loadBins(view: ViewRows, slice: Slice, codes: Iterable<string>): Promise<void> {
  const known = new Set<string>(slice.bins.keys());
  const missing = [...new Set(codes)].filter((code) => !known.has(code));
  for (const { value } of await serverRows(view, 'bin', missing)) slice.bins.set(value.code, value);
  const zones = new Set([...slice.bins.values()].map((bin) => bin.zone).filter((zone) => !slice.zones.has(zone)));
  for (const { value } of await serverRows(view, 'zone', zones)) slice.zones.set(value.code, value);
}
