import { Dexie, type DexieOptions, type Table } from 'dexie';
import { THING_NAMES } from '../../shared/domain/engine/effect.ts';
import type { ViewThingName, ViewThings } from '../../shared/wire/feed.ts';
import type { Act } from './act.ts';
import type { NamedKeys } from './named-keys.ts';
import type { OverlayRow } from './overlay-row.ts';
import { markBook, type SortedPages, sortedPages } from './sorted-pages.ts';
import { FRESH_META, type ViewMeta } from './view-meta.ts';

/** Raised whenever the tables or what their rows mean changes: the old view is thrown away, the outbox never. */
const VIEW_SCHEMA = 2;
/** A new copy is written beside the old one, which answers until the new one is complete. */
export const VIEW_SLOTS = [`view-${VIEW_SCHEMA}-a`, `view-${VIEW_SCHEMA}-b`] as const;
export type ViewSlot = (typeof VIEW_SLOTS)[number];

/** Entries to a page: a page of rows or of names is about 5 KB. */
const ROWS_TO_A_PAGE = 16;
const NAMES_TO_A_PAGE = 64;
/** Read with every verdict, and seldom changed. */
const MASTERS: readonly ViewThingName[] = ['site', 'zone', 'bin', 'item', 'worker'];
/** Everything a copy holds, in the order it is fetched in. */
export const THINGS: readonly ViewThingName[] = [...MASTERS, ...THING_NAMES];

/** The phone's copy of the stock, with this phone's own pending reports laid over it. Disposable. */
export class ViewDatabase extends Dexie {
  declare readonly acts: Table<Act, number>;
  declare readonly meta: Table<ViewMeta, 'this'>;
  /** The server's rows of each kind, by key. */
  readonly things: { readonly [T in ViewThingName]: SortedPages<ViewThings[T]> };
  /** The names they are found by. */
  readonly names: NamedKeys;
  /** What pending reports make of them, and the names that is found by. */
  readonly overlay: SortedPages<OverlayRow>;
  readonly overlayNames: NamedKeys;

  constructor(slot: ViewSlot, options: DexieOptions = {}) {
    super(slot, { ...options, chromeTransactionDurability: 'relaxed' });
    const pages = Object.fromEntries([...THINGS, 'names', 'overlay', 'overlay-names'].map((name) => [name, 'first']));
    this.version(1).stores({ ...pages, marks: 'name', acts: 'seq, &id', meta: 'name' });
    const marks = markBook(this.table('marks'));
    const rowsOf = <T extends ViewThingName>(thing: T) =>
      sortedPages<ViewThings[T]>({ pages: this.table(thing), marks, size: ROWS_TO_A_PAGE, staysRead: MASTERS.includes(thing) });
    this.things = {
      site: rowsOf('site'),
      zone: rowsOf('zone'),
      bin: rowsOf('bin'),
      item: rowsOf('item'),
      worker: rowsOf('worker'),
      lot: rowsOf('lot'),
      pallet: rowsOf('pallet'),
      stock: rowsOf('stock'),
      unconfirmed: rowsOf('unconfirmed'),
      'in-hand': rowsOf('in-hand'),
      departure: rowsOf('departure'),
      shipment: rowsOf('shipment'),
      anomaly: rowsOf('anomaly'),
    };
    this.names = sortedPages({ pages: this.table('names'), marks, size: NAMES_TO_A_PAGE });
    this.overlay = sortedPages({ pages: this.table('overlay'), marks, size: ROWS_TO_A_PAGE });
    this.overlayNames = sortedPages({ pages: this.table('overlay-names'), marks, size: NAMES_TO_A_PAGE });
  }

  /** Reads at one moment. Dexie follows only an async function into its transaction, so `work` runs inside one. */
  reading<T>(work: () => Promise<T>): Promise<T> {
    return this.transaction('r', this.tables, async () => work());
  }

  /** Reads and writes all or nothing. */
  writing<T>(work: () => Promise<T>): Promise<T> {
    return this.transaction('rw', this.tables, async () => work());
  }
}

export async function metaOf(view: ViewDatabase): Promise<ViewMeta> {
  return (await view.meta.get('this')) ?? FRESH_META;
}
