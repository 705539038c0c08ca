import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import type { ThingName, Things } from '../../shared/domain/engine/effect.ts';
import type { Judged } from '../../shared/domain/engine/slice.ts';
import { type StockHost, stockPortContract } from '../../shared/domain/engine/stock.contract.ts';
import { touchOf } from '../../shared/domain/engine/touch-of.ts';
import { isUndoOf } from '../../shared/domain/engine/undone.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open-database.ts';
import { MIGRATIONS } from '../db/schema.ts';
import { masterStore } from './master-store.ts';
import { sqliteStock } from './sqlite-stock.ts';
import type { StoredThings } from './stored-things.ts';
import type { ThingRows } from './thing-rows.ts';

stockPortContract('SQLite', async (): Promise<StockHost> => {
  const folder = mkdtempSync(join(tmpdir(), 'lotkeeper-stock-'));
  const db = openDatabase(join(folder, 'site.db'));
  migrate(db, MIGRATIONS);
  const masters = masterStore(db);
  const judged = new Map<CommandId, Judged>();
  const stock = sqliteStock(db, masters, (id) => [...judged.values()].filter(({ command }) => command.id === id || isUndoOf(command, id)));
  return {
    port: stock,
    async seed({ site, zones, bins, items }, effects) {
      masters.save('site', site);
      for (const zone of zones) masters.save('zone', zone);
      for (const bin of bins) masters.save('bin', bin);
      for (const item of items) masters.save('item', item);
      const touch = { ...touchOf([]), bins: new Set(bins.map((bin) => bin.code)) };
      await stock.transact(touch, () => ({ effects, value: undefined }));
    },
    async remember(acts) {
      for (const each of acts) judged.set(each.command.id, each);
    },
    stored: async (thing) => rowsOf(stock.things, thing).page(null, 10_000),
    async close() {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});

function rowsOf<T extends ThingName>(things: StoredThings, thing: T): Pick<ThingRows<Things[T]>, 'page'> {
  const tables: { readonly [N in ThingName]: Pick<ThingRows<Things[N]>, 'page'> } = things;
  return tables[thing];
}
