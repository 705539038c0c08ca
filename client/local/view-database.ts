import { Dexie, type DexieOptions, type Table, type Transaction } from 'dexie';
import { THING_NAMES } from '../../shared/domain/engine/effect.ts';
import type { ViewThingName, ViewThings } from '../../shared/wire/feed.ts';
import type { Act } from './act.ts';
import type { NamedKeys } from './named-keys.ts';
import type { OverlayRow } from './overlay-row.ts';
import { type PageTransaction, pagesIn } from './page-marks.ts';
import { type SortedPages, sortedPages } from './sorted-pages.ts';
import { FRESH_META, type ViewMeta } from './view-meta.ts';

/** Raised whenever the tables or what their rows mean changes: the old view is thrown away, the outbox never. */
const VIEW_SCHEMA = 3;
/** A new copy is written beside the old one, which answers until the new one is complete. */
export const VIEW_SLOTS = [`view-${VIEW_SCHEMA}-a`, `view-${VIEW_SCHEMA}-b`] as const;
export type ViewSlot = (typeof VIEW_SLOTS)[number];

/** Entries to a page: a page of rows or of names is about 5 KB. */
const ROWS_TO_A_PAGE = 16;
const NAMES_TO_A_PAGE = 64;
/** Everything a copy holds, in the order it is fetched in. */
export const THINGS: readonly ViewThingName[] = ['site', 'zone', 'bin', 'item', 'worker', ...THING_NAMES];

/** The copy as one transaction has it. */
export interface ViewRows {
  /** The server's rows of each kind, by key. */
  readonly things: { readonly [T in ViewThingName]: SortedPages<ViewThings[T]> };
  /** The names they are found by. */
  readonly names: NamedKeys;
  /** What pending reports make of them, and the names that is found by. */
  readonly overlay: SortedPages<OverlayRow>;
  readonly overlayNames: NamedKeys;
  readonly acts: Table<Act, number>;
  readonly meta: Table<ViewMeta, 'this'>;
}

/** The phone's copy of the stock, with this phone's own pending reports laid over it. Disposable. */
export class ViewDatabase extends Dexie {
  declare readonly acts: Table<Act, number>;
  declare readonly meta: Table<ViewMeta, 'this'>;
  readonly #maps = mapsOfRows();

  constructor(slot: ViewSlot, options: DexieOptions = {}) {
    super(slot, { ...options, chromeTransactionDurability: 'relaxed' });
    const pages = Object.fromEntries([...THINGS, 'names', 'overlay', 'overlay-names'].map((name) => [name, 'first']));
    this.version(1).stores({ ...pages, marks: 'name', acts: 'seq, &id', meta: 'name' });
  }

  /** Reads at one moment, through the rows handed over and nothing else. */
  reading<T>(work: (rows: ViewRows) => Promise<T>): Promise<T> {
    return this.transaction('r', this.tables, async (inside) => work(this.#rowsIn(inside)));
  }

  /** Reads and writes all or nothing, through the rows handed over. */
  writing<T>(work: (rows: ViewRows) => Promise<T>): Promise<T> {
    return this.transaction('rw', this.tables, async (inside) => work(this.#rowsIn(inside)));
  }

  /** Bound to the transaction: Dexie loses track of one that is current, once much is awaited that is no request. */
  #rowsIn(transaction: Transaction): ViewRows {
    const inside = pagesIn(transaction);
    return { ...this.#maps(inside), acts: transaction.table('acts'), meta: transaction.table('meta') };
  }
}

function mapsOfRows(): (inside: PageTransaction) => Omit<ViewRows, 'acts' | 'meta'> {
  const rowsOf = <T extends ViewThingName>(thing: T) => sortedPages<ViewThings[T]>({ table: thing, size: ROWS_TO_A_PAGE });
  const namesOf = (table: string) => sortedPages<true>({ table, size: NAMES_TO_A_PAGE });
  const things: { readonly [T in ViewThingName]: (inside: PageTransaction) => SortedPages<ViewThings[T]> } = {
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
  const [names, overlayNames] = [namesOf('names'), namesOf('overlay-names')];
  const overlay = sortedPages<OverlayRow>({ table: 'overlay', size: ROWS_TO_A_PAGE });
  return (inside) => ({
    // Made of entries, the type forgets which rows are whose; the list above has every kind, by its own type.
    things: Object.fromEntries(Object.entries(things).map(([thing, over]) => [thing, over(inside)])) as unknown as ViewRows['things'],
    names: names(inside),
    overlay: overlay(inside),
    overlayNames: overlayNames(inside),
  });
}

export async function metaOf({ meta }: Pick<ViewRows, 'meta'>): Promise<ViewMeta> {
  return (await meta.get('this')) ?? FRESH_META;
}
