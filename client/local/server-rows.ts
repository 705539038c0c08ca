import { type LotKey, parseLotKey } from '../../shared/domain/lots/ids.ts';
import type { ViewChange, ViewThingName, ViewThings } from '../../shared/wire/feed.ts';
import { aboutOf, NAMED_THINGS, placeInLine } from './about.ts';
import { nameEntry, TAB } from './named-keys.ts';
import type { SortedPages } from './sorted-pages.ts';
import type { ViewRows } from './view-database.ts';

/** Rows named at a time after a first copy. */
const STRIDE = 2000;

/** A row of the server's, as this copy holds it. */
export interface ServerRow<T extends ViewThingName> {
  readonly key: string;
  readonly value: ViewThings[T];
}

/** A lot and its place in its item's line. */
export interface InLine {
  readonly place: string;
  readonly key: LotKey;
}

/** Rows by key, in no order; those that are not there are left out. */
export async function serverRows<T extends ViewThingName>(view: ViewRows, thing: T, keys: Iterable<string>): Promise<ServerRow<T>[]> {
  return [...(await view.things[thing].read(keys))].map(([key, value]) => ({ key, value }));
}

export async function serverRow<T extends ViewThingName>(view: ViewRows, thing: T, key: string): Promise<ViewThings[T] | null> {
  return (await view.things[thing].read([key])).get(key) ?? null;
}

/** Every row of a kind, in key order. */
export async function allServerRows<T extends ViewThingName>(view: ViewRows, thing: T): Promise<ServerRow<T>[]> {
  return (await view.things[thing].scan([''])).map(([key, value]) => ({ key, value }));
}

/** The lots of an item's line from a place on, at most `most` of them. */
export async function lotsInLine(view: ViewRows, line: { item: string; from: string; most: number }): Promise<InLine[]> {
  const prefix = `line:${line.item}${TAB}`;
  const found = await view.names.scanFrom(prefix, prefix + line.from, line.most);
  return found.slice(0, line.most).flatMap(([entry]) => {
    const place = entry.slice(prefix.length);
    const key = parseLotKey(place.slice(place.indexOf(TAB) + 1));
    return key ? [{ place, key }] : [];
  });
}

/** Writes rows as they stand from here on, and their names; of several changes to one thing the last one counts. */
export async function writeServerRows(view: ViewRows, changes: readonly ViewChange[]): Promise<void> {
  const groups = [...byThing(view, changes)];
  const pagesOf = (thing: ViewThingName): SortedPages<ViewThings[ViewThingName]> => view.things[thing];
  const old = await Promise.all(groups.map(([thing, group]) => pagesOf(thing).read(group.keys())));
  const renamed = new Map<string, true | null>();
  for (const [n, [thing, group]] of groups.entries()) {
    for (const [key, value] of group) rename(renamed, entriesOf(thing, key, old[n]?.get(key)), entriesOf(thing, key, value));
  }
  await Promise.all([view.names.write(renamed), ...groups.map(([thing, group]) => pagesOf(thing).write(group))]);
}

/** Writes rows of a first copy; they are found by name only after `nameServerRows`. */
export async function copyServerRows(view: ViewRows, rows: readonly ViewChange[]): Promise<void> {
  for (const [thing, group] of byThing(view, rows)) {
    const pages: SortedPages<ViewThings[ViewThingName]> = view.things[thing];
    await pages.write(group);
  }
}

/** Names every row of a first copy at once: names lie all over the place, and row by row every page would be written often. */
export async function nameServerRows(view: ViewRows): Promise<void> {
  const entries = new Map<string, true>();
  for (const thing of NAMED_THINGS) {
    const pages: SortedPages<ViewThings[ViewThingName]> = view.things[thing];
    for (let from = '', more = true; more; ) {
      const rows = await pages.scanFrom('', from, STRIDE);
      for (const [key, value] of rows) for (const entry of entriesOf(thing, key, value)) entries.set(entry, true);
      more = rows.length >= STRIDE;
      from = `${rows.at(-1)?.[0] ?? ''}\0`;
    }
  }
  await view.names.write(entries);
}

/** Kinds of things that only a newer app knows are passed over: it begins a copy of its own. */
function byThing({ things }: ViewRows, changes: readonly ViewChange[]): Map<ViewThingName, Map<string, ViewThings[ViewThingName] | null>> {
  const groups = new Map<ViewThingName, Map<string, ViewThings[ViewThingName] | null>>();
  for (const { thing, key, after } of changes) {
    if (!Object.hasOwn(things, thing)) continue;
    const group = groups.get(thing);
    if (group) group.set(key, after);
    else groups.set(thing, new Map([[key, after]]));
  }
  return groups;
}

/** Under what a row is found: each of its names, and its place in the line. */
function entriesOf(thing: ViewThingName, key: string, value: ViewThings[ViewThingName] | null | undefined): string[] {
  if (!value) return [];
  const entries = aboutOf(thing, value).map((name) => nameEntry(name, thing, key));
  const place = 'gtin' in value && 'totals' in value ? placeInLine(value) : null;
  return place && 'gtin' in value ? [...entries, `line:${value.gtin}${TAB}${place}${TAB}${key}`] : entries;
}

function rename(names: Map<string, true | null>, before: readonly string[], after: readonly string[]): void {
  for (const entry of before) if (!after.includes(entry)) names.set(entry, null);
  for (const entry of after) if (!before.includes(entry)) names.set(entry, true);
}
