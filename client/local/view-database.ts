import { Dexie, type DexieOptions, type Table } from 'dexie';
import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import type { Effect, ThingName } from '../../shared/domain/engine/effect.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { ViewThingName, ViewThings } from '../../shared/wire/feed.ts';
import type { Cursor } from '../../shared/wire/push.ts';
import type { ReportBody } from '../queue/report-body.ts';
import type { FefoKey } from './about.ts';

/** One thing as the server last said it is. `about`: the names it is found by; `fefo`: a lot's place in its item's line. */
export interface ServerRow<T extends ViewThingName> {
  readonly key: string;
  readonly value: ViewThings[T];
  readonly about: readonly string[];
  readonly fefo?: FefoKey;
}

/** One thing as this phone's pending reports leave it; null: gone. Found by the names it has and the names it had. */
export interface OverlayRow<T extends ThingName = ThingName> {
  readonly thing: T;
  readonly key: string;
  readonly value: ViewThings[T] | null;
  readonly about: readonly string[];
}

/** One of this phone's reports as judged here: what a void undoes. Pending while its seq is above `laneAck`. */
export interface Act {
  readonly seq: number;
  readonly id: CommandId;
  readonly body: ReportBody;
  readonly at: EpochMs;
  readonly effects: readonly Effect[];
}

/** Where this view stands. */
export interface ViewMeta {
  readonly name: 'this';
  readonly cursor: Cursor | null;
  readonly lane: string | null;
  /** The server's rows hold the effects of this phone's reports up to here; only a pull moves it. */
  readonly laneAck: number;
  /** The overlay holds those up to here. */
  readonly overlaySeq: number;
  /** Server time of the last complete pull. */
  readonly dataAsOf: number | null;
  readonly durable: number;
  readonly snapshot: SnapshotProgress | null;
}

/** A first copy under way: where to go on, and the feed's place from which to pull afterwards. */
export interface SnapshotProgress {
  readonly epoch: string;
  readonly from: Cursor;
  readonly after: { readonly thing: ViewThingName; readonly key: string } | null;
  readonly done: number;
  readonly total: number;
}

/** Raised whenever the tables or what their rows mean changes: the old view is thrown away, the outbox never. */
const VIEW_SCHEMA = 1;
/** A new copy is written beside the old one, which answers until the new one is complete. */
export const VIEW_SLOTS = [`view-${VIEW_SCHEMA}-a`, `view-${VIEW_SCHEMA}-b`] as const;
export type ViewSlot = (typeof VIEW_SLOTS)[number];

const THING_TABLES: Record<ViewThingName, string> = {
  site: 'key',
  zone: 'key',
  bin: 'key, *about',
  item: 'key',
  worker: 'key',
  lot: 'key, *about, fefo',
  pallet: 'key, *about',
  stock: 'key, *about',
  unconfirmed: 'key, *about',
  'in-hand': 'key, *about',
  departure: 'key, *about',
  shipment: 'key, *about',
  anomaly: 'key, *about',
};

/** The phone's copy of the stock, with this phone's own pending reports laid over it. Disposable. */
export class ViewDatabase extends Dexie {
  declare readonly overlay: Table<OverlayRow, [ThingName, string]>;
  declare readonly acts: Table<Act, number>;
  declare readonly meta: Table<ViewMeta, 'this'>;

  constructor(slot: ViewSlot, options: DexieOptions = {}) {
    super(slot, { ...options, chromeTransactionDurability: 'relaxed' });
    this.version(1).stores({ ...THING_TABLES, overlay: '[thing+key], *about', acts: 'seq, &id', meta: 'name' });
  }

  /** Reads at one moment. Dexie follows only an async function into its transaction, so `work` runs inside one. */
  reading<T>(work: () => Promise<T>): Promise<T> {
    return this.transaction('r', this.tables, async () => work());
  }

  /** Reads and writes all or nothing. */
  writing<T>(work: () => Promise<T>): Promise<T> {
    return this.transaction('rw', this.tables, async () => work());
  }

  rows<T extends ViewThingName>(thing: T): Table<ServerRow<T>, string> {
    return this.table(thing);
  }
}

export const FRESH_META: ViewMeta = {
  name: 'this',
  cursor: null,
  lane: null,
  laneAck: 0,
  overlaySeq: 0,
  dataAsOf: null,
  durable: 0,
  snapshot: null,
};

export async function metaOf(view: ViewDatabase): Promise<ViewMeta> {
  return (await view.meta.get('this')) ?? FRESH_META;
}
