import type { ThingName, Things } from '../../shared/domain/engine/effect.ts';
import { type StockHost, stockPortContract } from '../../shared/domain/engine/stock.contract.ts';
import type { ViewChange } from '../../shared/wire/feed.ts';
import { freshDisk, sighting } from '../queue/paper-server.contract.ts';
import { dexieStock } from './dexie-stock.ts';
import { readMany } from './merged-reads.ts';
import { allServerRows, writeServerRows } from './server-rows.ts';
import { ViewDatabase } from './view-database.ts';

stockPortContract('the phone’s view', async (): Promise<StockHost> => {
  const view = new ViewDatabase('view-1-a', freshDisk());
  let seq = 0;
  return {
    port: dexieStock(view),
    async seed({ site, zones, bins, items }, effects) {
      const masters: ViewChange[] = [
        { thing: 'site', key: site.code, after: site },
        ...zones.map((after): ViewChange => ({ thing: 'zone', key: after.code, after })),
        ...bins.map((after): ViewChange => ({ thing: 'bin', key: after.code, after })),
        ...items.map((after): ViewChange => ({ thing: 'item', key: after.gtin, after })),
      ];
      await view.writing(() => writeServerRows(view, [...masters, ...effects]));
    },
    async remember(judged) {
      const { v, kindVersion, clock, basis, told, scans } = sighting();
      for (const { command, at, effects } of judged) {
        seq += 1;
        await view.acts.put({ seq, id: command.id, body: { ...command, v, kindVersion, clock, basis, told, scans }, at, effects });
      }
    },
    stored: (thing) => storedIn(view, thing),
    close: async () => view.delete(),
  };
});

/** The server's rows and what lies over them, as one. */
async function storedIn<T extends ThingName>(view: ViewDatabase, thing: T): Promise<Things[T][]> {
  return view.reading(async () => {
    const theirs = await allServerRows(view, thing);
    const mine = (await view.overlay.scan([''])).map(([, row]) => row);
    const keys = [...theirs, ...mine.filter((row) => row.thing === thing)].map((row) => row.key);
    return (await readMany(view, thing, keys)).map((seen) => seen.value);
  });
}
