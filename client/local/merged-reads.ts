import type { ThingName } from '../../shared/domain/engine/effect.ts';
import type { ViewThings } from '../../shared/wire/feed.ts';
import { aboutOf } from './about.ts';
import { keysNamed } from './named-keys.ts';
import { overlayOf } from './overlay.ts';
import { serverRows } from './server-rows.ts';
import type { ViewRows } from './view-database.ts';

/** A thing as this phone sees it: the server's row, or what a pending report made of it. */
export interface Seen<T extends ThingName> {
  readonly key: string;
  readonly value: ViewThings[T];
}

/** Things by key, in no order; what is not there, or was taken away by a pending report, is left out. */
export async function readMany<T extends ThingName>(view: ViewRows, thing: T, keys: Iterable<string>): Promise<Seen<T>[]> {
  const wanted = new Set(keys);
  const [theirs, mine] = await Promise.all([serverRows(view, thing, wanted), overlayOf(view, thing, wanted)]);
  const valueByKey = new Map<string, ViewThings[T] | null>();
  for (const { key, value } of [...theirs, ...mine]) valueByKey.set(key, value);
  return [...valueByKey].flatMap(([key, value]) => (value === null ? [] : [{ key, value }]));
}

export async function readOne<T extends ThingName>(view: ViewRows, thing: T, key: string): Promise<ViewThings[T] | null> {
  const [found] = await readMany(view, thing, [key]);
  return found?.value ?? null;
}

/** Things found by any of the names, in no order, each once. */
export async function findMany<T extends ThingName>(view: ViewRows, thing: T, names: Iterable<string>): Promise<Seen<T>[]> {
  const wanted = [...names];
  return (await lookUp(view, wanted)).find(thing, wanted);
}

/** Names looked up at once, for things of several kinds. */
export interface Look {
  /** The things found by any of these names, which must be among those looked up; in no order, each once. */
  find<T extends ThingName>(thing: T, names: Iterable<string>): Promise<Seen<T>[]>;
}

export async function lookUp(view: ViewRows, names: readonly string[]): Promise<Look> {
  const [theirs, mine] = await Promise.all([keysNamed(view.names, names), keysNamed(view.overlayNames, names)]);
  return {
    async find(thing, some) {
      const wanted = new Set(some);
      const keys = [...wanted].flatMap((name) => [...theirs(name, thing), ...mine(name, thing)]);
      const seen = await readMany(view, thing, keys);
      return seen.filter(({ value }) => aboutOf(thing, value).some((name) => wanted.has(name)));
    },
  };
}
