import type { Site } from '../../shared/domain/bins/bin.ts';
import type { Effect } from '../../shared/domain/engine/effect.ts';
import type { Slice } from '../../shared/domain/engine/slice.ts';
import type { Touch } from '../../shared/domain/engine/touch.ts';
import type { ViewChange, WorkerCard } from '../../shared/wire/feed.ts';
import type { Act } from './act.ts';
import type { ViewMeta } from './view-meta.ts';

/**
 * One copy of the stock as following the server needs it: the server's rows, what this phone's pending reports make of
 * them laid over, and where the copy stands. One suite holds every host to this: `view-store.contract.ts`.
 */
export interface ViewStore {
  /** Reads at one moment. `work` awaits what it is handed and nothing else. */
  reading<T>(work: (copy: ViewReads) => Promise<T>): Promise<T>;
  /** All of `work` is kept or, when it throws, none; nobody else writes meanwhile. It awaits what it is handed and nothing else. */
  writing<T>(work: (copy: ViewWrites) => Promise<T>): Promise<T>;
}

/** What may be asked of the copy within one transaction. */
export interface ViewReads {
  meta(): Promise<ViewMeta>;
  site(): Promise<Site | null>;
  workers(ids: Iterable<string>): Promise<readonly WorkerCard[]>;
  /** What `touch` names as this phone sees it, the overlay included. */
  slice(site: Site, touch: Touch): Promise<Slice>;
  /** Own reports as judged here, in order. */
  actsAfter(seq: number): Promise<readonly Act[]>;
}

/** What may be done to it. */
export interface ViewWrites extends ViewReads {
  putMeta(meta: ViewMeta): Promise<void>;

  /** Rows as they stand from here on; of several changes to one thing the last one counts. */
  writeRows(changes: readonly ViewChange[]): Promise<void>;
  /** Rows of a first copy; they are found by name only after `nameRows`. */
  copyRows(rows: readonly ViewChange[]): Promise<void>;
  nameRows(): Promise<void>;

  /** Lays effects over the rows, in order; the rows themselves stay. */
  layOver(effects: readonly Effect[]): Promise<void>;
  clearOverlay(): Promise<void>;

  putActs(acts: readonly Act[]): Promise<void>;
  removeActsUpTo(seq: number): Promise<void>;

  /** Begins again with nothing. */
  clear(): Promise<void>;
}

/** The copy that answers, and the one under way: see `Views`. */
export interface Copies {
  current(): Promise<ViewStore | null>;
  underWay(): Promise<ViewStore | null>;
  begin(): Promise<ViewStore>;
  swap(): Promise<void>;
  abandon(): Promise<void>;
}
