import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochMs } from '../shared/domain/engine/time.ts';
import { type AccessStore, accessStore } from './access/access-store.ts';
import { type Notary, openNotary } from './access/certificate.ts';
import { peopleOf } from './access/people.ts';
import { agreeOnRevocations, openRevocations, type Revocations } from './access/revocations.ts';
import { highWaterMark, isPutBack } from './backup/high-water.ts';
import { atomicallyIn } from './db/atomically.ts';
import { epochBefore, type MetaStore, metaStore } from './db/meta-store.ts';
import { migrate } from './db/migrate.ts';
import { DATABASE_FILE, openDatabase, type SqliteDatabase } from './db/open-database.ts';
import { MIGRATIONS } from './db/schema.ts';
import { judgedOrder } from './ledger/judged-order.ts';
import { type Ledger, ledger as openLedger } from './ledger/ledger.ts';
import { type MasterStore, masterStore } from './stock/master-store.ts';
import { type SqliteStock, sqliteStock } from './stock/sqlite-stock.ts';
import { sweepLots } from './stock/sweep-lots.ts';
import { beginEpoch } from './sync/begin-epoch.ts';
import { changeFeed } from './sync/change-feed.ts';
import { judgedBefore } from './sync/judged-before.ts';
import { laneStore } from './sync/lane-store.ts';
import { type PhoneStore, phoneStore } from './sync/phone-store.ts';
import { createPoke } from './sync/poke.ts';
import { openSealer } from './sync/receipt.ts';
import { takePen } from './sync/record.ts';
import { rememberedDays } from './sync/site-day.ts';
import { openSync, type Sync } from './sync/sync.ts';

export interface StoreOptions {
  /** Made when it is not there: everything the server must not lose lies in it. */
  readonly dataDir: string;
  /** Mints UUIDs for what the server itself puts on record. */
  readonly newId?: () => string;
  readonly now?: () => EpochMs;
}

/** One site's data, open: the rows by folder, and the desk that phones talk to. */
export interface Store {
  readonly db: SqliteDatabase;
  readonly meta: MetaStore;
  readonly access: AccessStore;
  readonly masters: MasterStore;
  readonly stock: SqliteStock;
  readonly ledger: Ledger;
  readonly phones: PhoneStore;
  readonly sync: Sync;
  readonly notary: Notary;
  readonly revocations: Revocations;
  /** An older or another database was put in this one's place by hand; a new history has begun. */
  readonly wasPutBack: boolean;
  /** Notes beside the database how far it is, so that an older one put in its place is noticed. */
  keepHighWater(): void;
  close(): void;
}

export function openStore({ dataDir, newId = randomUUID, now = () => Date.now() as EpochMs }: StoreOptions): Store {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const db = openDatabase(join(dataDir, DATABASE_FILE));
  migrate(db, MIGRATIONS);
  const meta = metaStore(db, newId());
  const access = accessStore(db);
  const revocations = openRevocations(dataDir);
  agreeOnRevocations(access, revocations);
  const masters = masterStore(db);
  const ledger = openLedger(db);
  const stock = sqliteStock(db, masters, judgedBefore(ledger));
  const feed = changeFeed(db);
  const phones = phoneStore(db);
  const parts = {
    atomically: atomicallyIn(db),
    ...{ meta, masters, stock, ledger, phones, newId },
    order: judgedOrder(db),
    feed,
    lanes: laneStore(db),
    people: peopleOf(access),
    sealer: openSealer(dataDir),
    poke: createPoke(),
    dayAt: rememberedDays(),
  };
  const mark = highWaterMark(dataDir);
  const keepHighWater = () => mark.write({ epoch: meta.epoch(), ...feed.tip() });
  const wasPutBack = isPutBack(mark.read(), { meta, feed, before: epochBefore(db) });
  if (wasPutBack) parts.atomically(() => beginEpoch(parts, takePen(ledger, feed), { proof: 'high-water', at: now() }));
  keepHighWater();
  const sync = openSync(parts, sweepLots(db));
  const close = () => {
    if (db.open) keepHighWater();
    db.close();
  };
  return {
    db,
    meta,
    access,
    masters,
    stock,
    ledger,
    phones,
    sync,
    notary: openNotary(dataDir),
    revocations,
    wasPutBack,
    keepHighWater,
    close,
  };
}
