import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atomicallyIn } from '../db/atomically.ts';
import { metaStore } from '../db/meta-store.ts';
import { migrate } from '../db/migrate.ts';
import { DATABASE_FILE, openDatabase } from '../db/open-database.ts';
import { MIGRATIONS } from '../db/schema.ts';
import { judgedOrder } from '../ledger/judged-order.ts';
import { ledger } from '../ledger/ledger.ts';
import { masterStore } from '../stock/master-store.ts';
import { storedThings } from '../stock/stored-things.ts';
import { changeFeed } from './change-feed.ts';
import { laneStore } from './lane-store.ts';
import type { Ports } from './ports.contract.ts';

/** The server's own ports over a file of their own. */
export function sqlitePorts(): Ports {
  const folder = mkdtempSync(join(tmpdir(), 'lotkeeper-ports-'));
  const db = openDatabase(join(folder, DATABASE_FILE));
  migrate(db, MIGRATIONS);
  return {
    atomically: atomicallyIn(db),
    masters: masterStore(db),
    ledger: ledger(db),
    order: judgedOrder(db),
    feed: changeFeed(db),
    lanes: laneStore(db),
    things: storedThings(db),
    openMeta: (firstEpoch) => metaStore(db, firstEpoch),
    close: () => {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
