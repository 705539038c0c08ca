import { departureKey, rowKey } from '../../shared/domain/bins/stock-row.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import {
  type SnapshotAsk,
  type SnapshotReply,
  VIEW_THING_NAMES,
  type ViewChange,
  type ViewThingName,
  type ViewThings,
  type WorkerCard,
} from '../../shared/wire/feed.ts';
import { type MasterName, type MasterThings, masterKey } from '../stock/master-store.ts';
import type { People } from './people.ts';
import type { SyncParts } from './sync-parts.ts';

/** One kind of thing in key order. */
interface Shelf<T> {
  page(after: string | null, limit: number): readonly T[];
  count(): number;
  keyOf(thing: T): string;
}

export type Shelves = { readonly [T in ViewThingName]: Shelf<ViewThings[T]> };

/**
 * Everything there is, page by page, while pushes go on: a page is as new as its reading, and the feed from the
 * first page's cursor on brings whatever changed meanwhile. `total` is counted with the first page: it is for progress.
 */
export function snapshotPages(parts: SyncParts): (ask: SnapshotAsk, now: EpochMs) => SnapshotReply {
  const shelves = shelvesOf(parts);
  let total = 0;
  return ({ after, limit }, now) => {
    const epoch = parts.meta.epoch();
    const cursor = { epoch, ...parts.feed.tip() };
    if (after === null || total === 0) total = VIEW_THING_NAMES.reduce((sum, thing) => sum + shelves[thing].count(), 0);
    const rows = readPage(shelves, after, limit);
    const last = rows.at(-1);
    const next = rows.length === limit && last ? { thing: last.thing, key: last.key } : null;
    return { epoch, cursor, rows, next, total, serverNow: now };
  };
}

function readPage(shelves: Shelves, after: SnapshotAsk['after'], limit: number): ViewChange[] {
  const rows: ViewChange[] = [];
  const from = after ? VIEW_THING_NAMES.indexOf(after.thing) : 0;
  for (const thing of VIEW_THING_NAMES.slice(from)) {
    if (rows.length === limit) break;
    rows.push(...readShelf(shelves, thing, after?.thing === thing ? after.key : null, limit - rows.length));
  }
  return rows;
}

/** Up to `limit` things of a kind in key order, from the first key after `after`. */
export function readShelf<T extends ViewThingName>(shelves: Shelves, thing: T, after: string | null, limit: number): ViewChange[] {
  const shelf: Shelf<ViewThings[T]> = shelves[thing];
  return shelf.page(after, limit).map((value) => change(thing, shelf.keyOf(value), value));
}

function change<T extends ViewThingName>(thing: T, key: string, after: ViewThings[T]): ViewChange {
  return { thing, key, after } as ViewChange;
}

/** Everything a phone's view holds, by kind. */
export function shelvesOf({ masters, people, stock }: SyncParts): Shelves {
  const { things } = stock;
  const master = <M extends MasterName>(thing: M): Shelf<MasterThings[M]> => ({
    page: (after, limit) => masters.page(thing, after, limit),
    count: () => masters.count(thing),
    keyOf: masterKey,
  });
  return {
    site: master('site'),
    zone: master('zone'),
    bin: master('bin'),
    item: master('item'),
    worker: cardShelf(people),
    lot: { ...things.lot, keyOf: ({ key }) => key },
    pallet: { ...things.pallet, keyOf: ({ sscc }) => sscc },
    stock: { ...things.stock, keyOf: ({ bin, lot, pallet }) => rowKey(bin, lot, pallet) },
    unconfirmed: { ...things.unconfirmed, keyOf: ({ id }) => id },
    'in-hand': { ...things['in-hand'], keyOf: ({ id }) => id },
    departure: { ...things.departure, keyOf: ({ bin, lot }) => departureKey(bin, lot) },
    shipment: { ...things.shipment, keyOf: ({ number }) => number },
    anomaly: { ...things.anomaly, keyOf: ({ id }) => id },
  };
}

function cardShelf({ cards }: People): Shelf<WorkerCard> {
  return {
    page: (after, limit) =>
      cards()
        .filter(({ id }) => after === null || id > after)
        .slice(0, limit),
    count: () => cards().length,
    keyOf: ({ id }) => id,
  };
}
