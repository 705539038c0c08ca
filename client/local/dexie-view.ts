import { loadSlice } from './load-slice.ts';
import { clearOverlay, saveOverlay } from './overlay.ts';
import { siteOf } from './questions.ts';
import { copyServerRows, nameServerRows, serverRows, writeServerRows } from './server-rows.ts';
import { metaOf, type ViewDatabase, type ViewRows } from './view-database.ts';
import type { Copies, ViewStore, ViewWrites } from './view-store.ts';
import type { Views } from './views.ts';

/** A copy of the stock in a database of its own. */
export function dexieView(view: ViewDatabase): ViewStore {
  return {
    reading: (work) => view.reading((rows) => work(copyOver(rows))),
    writing: (work) => view.writing((rows) => work(copyOver(rows))),
  };
}

function copyOver(view: ViewRows): ViewWrites {
  const { acts } = view;
  return {
    meta: () => metaOf(view),
    putMeta: async (meta) => void (await view.meta.put(meta)),
    site: () => siteOf(view),
    workers: async (ids) => (await serverRows(view, 'worker', ids)).map(({ value }) => value),
    slice: (site, touch) => loadSlice(view, site, touch),
    writeRows: (changes) => writeServerRows(view, changes),
    copyRows: (rows) => copyServerRows(view, rows),
    nameRows: () => nameServerRows(view),
    layOver: (effects) => saveOverlay(view, effects),
    clearOverlay: () => clearOverlay(view),
    actsAfter: async (seq) => acts.where('seq').above(seq).toArray(),
    putActs: async (some) => void (await acts.bulkPut(some)),
    removeActsUpTo: async (seq) => void (await acts.where('seq').belowOrEqual(seq).delete()),
    clear: () => clearAll(view),
  };
}

async function clearAll(view: ViewRows): Promise<void> {
  await Promise.all([...Object.values(view.things).map((rows) => rows.clear()), view.names.clear(), clearOverlay(view)]);
  await Promise.all([view.acts.clear(), view.meta.clear()]);
}

/** This phone's copies, as following the server needs them. */
export function dexieCopies(views: Views): Copies {
  const storeIn = (view: ViewDatabase | null) => view && dexieView(view);
  return {
    current: async () => storeIn(await views.current()),
    underWay: async () => storeIn(await views.underWay()),
    begin: async () => dexieView(await views.begin()),
    swap: () => views.swap(),
    abandon: () => views.abandon(),
  };
}
