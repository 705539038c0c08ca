import type { ThingName, Things } from '../../shared/domain/engine/effect.ts';
import { freshDisk } from '../queue/paper-server.contract.ts';
import { dexieView } from './dexie-view.ts';
import { readMany } from './merged-reads.ts';
import { allServerRows } from './server-rows.ts';
import { ViewDatabase } from './view-database.ts';
import { viewStoreContract } from './view-store.contract.ts';

viewStoreContract('the phone’s view', async () => {
  const database = new ViewDatabase('view-3-a', freshDisk());
  return { view: dexieView(database), stored: (thing) => storedIn(database, thing), close: async () => database.delete() };
});

/** The server's rows and what lies over them, as one. */
async function storedIn<T extends ThingName>(view: ViewDatabase, thing: T): Promise<Things[T][]> {
  return view.reading(async (copy) => {
    const theirs = await allServerRows(copy, thing);
    const mine = (await copy.overlay.scan([''])).map(([, row]) => row);
    const keys = [...theirs, ...mine.filter((row) => row.thing === thing)].map((row) => row.key);
    return (await readMany(copy, thing, keys)).map((seen) => seen.value);
  });
}
