import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stockPortContract } from '../../shared/domain/engine/stock.contract.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open-database.ts';
import { MIGRATIONS } from '../db/schema.ts';
import { masterStore } from './master-store.ts';
import { sqliteStock } from './sqlite-stock.ts';
import { seededStock } from './stock-host.contract.ts';

stockPortContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lotkeeper-stock-'));
  const db = openDatabase(join(folder, 'site.db'));
  migrate(db, MIGRATIONS);
  const masters = masterStore(db);
  const close = () => {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return seededStock(masters, (judgedBefore) => sqliteStock(db, masters, judgedBefore), close);
});
