import type { Act } from '../../client/local/act.ts';
import { FRESH_META, type ViewMeta } from '../../client/local/view-meta.ts';
import type { ViewStore, ViewWrites } from '../../client/local/view-store.ts';
import type { Site } from '../../shared/domain/bins/bin.ts';
import { type Effect, THING_NAMES, type ThingName } from '../../shared/domain/engine/effect.ts';
import { emptySlice, place, type Slice } from '../../shared/domain/engine/slice.ts';
import type { ViewChange, ViewThingName, ViewThings, WorkerCard } from '../../shared/wire/feed.ts';
import { turnstile } from './turnstile.ts';

type Rows = ReadonlyMap<string, ViewThings[ViewThingName]>;

/** All that one copy of the stock holds. Replaced as a whole, never changed in place. */
interface ViewState {
  readonly meta: ViewMeta;
  /** The server's rows, kind by kind. */
  readonly rows: ReadonlyMap<ViewThingName, Rows>;
  readonly overlay: readonly Effect[];
  readonly acts: readonly Act[];
}

export interface MemoryView extends ViewStore {
  /** The server's rows of one kind, without what lies over them. */
  rows<T extends ViewThingName>(thing: T): ReadonlyMap<string, ViewThings[T]>;
  /** Everything as this phone shows it. */
  shown(): Slice | null;
  /** Everything as the server left it. */
  served(): Slice | null;
  state(): ViewState;
}

const EMPTY: ViewState = { meta: FRESH_META, rows: new Map(), overlay: [], acts: [] };

/** A copy of the stock in memory, beginning with what an earlier one held. */
export function memoryView(from: ViewState = EMPTY): MemoryView {
  let state = from;
  const oneAtATime = turnstile();
  const rows = <T extends ViewThingName>(thing: T) => (state.rows.get(thing) ?? new Map()) as ReadonlyMap<string, ViewThings[T]>;
  const site = (): Site | null => rows('site').values().next().value ?? null;
  const write = (changes: readonly ViewChange[]) => {
    state = { ...state, rows: withChanges(state.rows, changes) };
  };
  const served = () => {
    const here = site();
    return here && sliceOver(here, rows);
  };
  const shown = () => {
    const slice = served();
    if (slice) for (const { thing, key, after } of state.overlay) place(slice, thing, key, after);
    return slice;
  };
  const copy: ViewWrites = {
    meta: async () => state.meta,
    putMeta: async (meta) => {
      state = { ...state, meta };
    },
    site: async () => site(),
    workers: async (ids) => [...ids].map((id) => rows('worker').get(id)).filter((card): card is WorkerCard => card !== undefined),
    slice: async (here, touch) => {
      const slice = shown() ?? emptySlice(here);
      if (touch.commands.size > 0) for (const { id, body, at, effects } of state.acts) slice.judged.set(id, { command: body, at, effects });
      return slice;
    },
    writeRows: async (changes) => write(changes),
    copyRows: async (changes) => write(changes),
    nameRows: async () => undefined,
    layOver: async (effects) => {
      if (effects.length > 0) state = { ...state, overlay: [...state.overlay, ...effects] };
    },
    clearOverlay: async () => {
      if (state.overlay.length > 0) state = { ...state, overlay: [] };
    },
    actsAfter: async (seq) => state.acts.filter((act) => act.seq > seq),
    putActs: async (acts) => {
      if (acts.length > 0) state = { ...state, acts: putInOrder(state.acts, acts) };
    },
    removeActsUpTo: async (seq) => {
      if (state.acts.some((act) => act.seq <= seq)) state = { ...state, acts: state.acts.filter((act) => act.seq > seq) };
    },
    clear: async () => {
      state = EMPTY;
    },
  };
  return {
    state: () => state,
    rows,
    served,
    shown,
    reading: (work) => oneAtATime(() => work(copy)),
    writing: (work) =>
      oneAtATime(async () => {
        const before = state;
        try {
          return await work(copy);
        } catch (error) {
          state = before;
          throw error;
        }
      }),
  };
}

/** Everything as effects would have it, a private slice to be changed in place. */
function sliceOver(site: Site, rows: MemoryView['rows']): Slice {
  const slice = emptySlice(site);
  for (const zone of rows('zone').values()) slice.zones.set(zone.code, zone);
  for (const bin of rows('bin').values()) slice.bins.set(bin.code, bin);
  for (const item of rows('item').values()) slice.items.set(item.gtin, item);
  for (const thing of THING_NAMES) placeAll(slice, thing, rows);
  return slice;
}

function placeAll<T extends ThingName>(slice: Slice, thing: T, rows: MemoryView['rows']): void {
  for (const [key, value] of rows(thing)) place(slice, thing, key, value);
}

function withChanges(rows: ViewState['rows'], changes: readonly ViewChange[]): ViewState['rows'] {
  const next = new Map(rows);
  const fresh = new Map<ViewThingName, Map<string, ViewThings[ViewThingName]>>();
  for (const { thing, key, after } of changes) {
    const group = fresh.get(thing) ?? new Map(rows.get(thing));
    fresh.set(thing, group);
    if (after === null) group.delete(key);
    else group.set(key, after);
  }
  for (const [thing, group] of fresh) next.set(thing, group);
  return next;
}

function putInOrder(old: readonly Act[], fresh: readonly Act[]): readonly Act[] {
  const bySeq = new Map([...old, ...fresh].map((act) => [act.seq, act]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}
