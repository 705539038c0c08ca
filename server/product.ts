import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type { EpochMs } from '../shared/domain/engine/time.ts';
import { mintSetupToken } from './access/setup.ts';
import { sessionReader, trpcHandler } from './api/handler.ts';
import { isSameDisk } from './backup/backup-folder.ts';
import { lastBackup } from './backup/backup-store.ts';
import { takeBackupInThread } from './backup/backup-thread.ts';
import { type Backups, startBackups } from './backup/backup-timer.ts';
import { type Config, ConfigError } from './config.ts';
import { holdFolder } from './db/folder-lock.ts';
import { demoMark } from './demo/demo-mark-store.ts';
import { demoRoutes } from './demo/demo-routes.ts';
import { fillDemo } from './demo/fill-demo.ts';
import { labelRoutes } from './labels/label-routes.ts';
import { readInThread } from './reading/read-thread.ts';
import type { Product } from './serve.ts';
import { openStore, type Store } from './store.ts';
import { startCompacting } from './sync/compaction-timer.ts';
import { startSweeping } from './sync/sweep-timer.ts';
import { inUrl } from './trust/host-name.ts';

/** What the command line asks for: a made-up store, and whether to make it anew. */
export interface Wish {
  readonly demo: boolean;
  readonly reset: boolean;
}

const SWEEP_MS = 60_000;
const COMPACT_MS = 3_600_000;
const LOOK_FOR_BACKUP_MS = 10_000;
const HIGH_WATER_MS = 5000;

/** Reads the command line; a word it does not know is an error, so that a misspelt one is not silently ignored. */
export function readWish(args: readonly string[]): Wish {
  const unknown = args.find((arg) => arg !== '--demo' && arg !== '--reset');
  if (unknown) throw new ConfigError([`Unknown option ${unknown}. There are --demo and, with it, --reset.`]);
  const wish = { demo: args.includes('--demo'), reset: args.includes('--reset') };
  if (wish.reset && !wish.demo) throw new ConfigError(['--reset makes a demo store anew; it goes with --demo.']);
  return wish;
}

/** Opens the store and everything that stands on it: the API, label sheets, the timed check, the first-run link. */
export async function openProduct(config: Config, wish: Wish, log: Logger): Promise<Product> {
  const now = () => Date.now() as EpochMs;
  const letGo = holdOrRefuse(config.dataDir);
  const store = wish.demo ? await openDemo(config.dataDir, wish, now()) : openStore({ dataDir: config.dataDir });
  if (store.wasPutBack) log.warn(PUT_BACK);
  const sheets = { store, base: config.publicOrigin };
  const hosts = hostsOf(config);
  const turn = (at: EpochMs) => {
    if (!store.masters.site()) return 0;
    tellHosts(store, hosts);
    return store.sync.sweepNow(at);
  };
  const stopSweeping = startSweeping(turn, {
    every: SWEEP_MS,
    now,
    onError: (error) => log.error({ err: error }, 'the timed check failed'),
  });
  const backups = backUp(store, wish.demo ? { ...config, backup: { ...config.backup, every: { kind: 'off' } } } : config, log);
  const marking = setInterval(store.keepHighWater, HIGH_WATER_MS).unref();
  const stopCompacting = startCompacting(store.sync.compact, {
    every: COMPACT_MS,
    now,
    onError: (error) => log.error({ err: error }, 'the feed could not be compacted'),
  });
  const token = mintSetupToken(store, now());
  const reader = readInThread({ dataDir: config.dataDir, db: store.db });
  return {
    trpc: trpcHandler({ store, reader, log, now }),
    routers: [labelRoutes({ ...sheets, sessionOf: sessionReader(store, now) }), demoRoutes(sheets, now)],
    probes: { database: () => void store.meta.epoch() },
    warnings: { backup: backups.warning },
    closers: [
      { name: 'timed check', close: stopSweeping },
      { name: 'compaction', close: stopCompacting },
      { name: 'backups', close: backups.stop },
      { name: 'high-water mark', close: () => clearInterval(marking) },
      { name: 'dashboards', close: reader.close },
      { name: 'database', close: () => store.close() },
      { name: 'data folder', close: letGo },
    ],
    firstRunLink: token && `${config.publicOrigin}/setup?token=${token}`,
  };
}

const PUT_BACK =
  'The database is not the one this folder had last: an older or another one was put in its place. Phones will hand over again what they kept.';

/** Two servers on one data folder would undo each other's work. */
function holdOrRefuse(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const letGo = holdFolder(dataDir);
  if (letGo) return letGo;
  throw new ConfigError([`LOTKEEPER_DATA: another server, or a restore, is at work on ${dataDir}. Stop it first.`]);
}

/** Backs the store up as configured, in a thread of its own, and says in the log how it went. What is made up needs no backup. */
function backUp({ db, masters }: Store, { dataDir, backup }: Pick<Config, 'dataDir' | 'backup'>, log: Logger): Backups {
  return startBackups({
    every: backup.every,
    lookEvery: LOOK_FOR_BACKUP_MS,
    now: () => Date.now() as EpochMs,
    timeZone: () => masters.site()?.timeZone ?? null,
    lastAt: () => lastBackup(db)?.at ?? null,
    take: (at) => takeBackupInThread({ ...backup, dataDir }, at),
    onTaken: ({ path, rev, bytes }) => log.info({ path, rev, bytes, sameDisk: isSameDisk(backup.folder, dataDir) }, 'backed up'),
    onError: (error) => log.error({ reason: error instanceof Error ? error.message : String(error) }, 'THERE IS NO NEW BACKUP'),
  });
}

/** Where phones may have opened this server, and so where its printed codes may lead. */
function hostsOf({ publicOrigin, port, hosts }: Config): readonly string[] {
  const names = ['localhost', '127.0.0.1', ...hosts.chosen, ...hosts.found];
  return [...new Set([new URL(publicOrigin).host, ...names.map((name) => `${inUrl(name)}:${port}`)])];
}

/** Phones learn the site's own hosts with the site, so that none takes another site's code for ours. */
function tellHosts({ masters, sync }: Store, hosts: readonly string[]): void {
  const site = masters.site();
  if (!site || isDeepStrictEqual(site.hosts, hosts)) return;
  const told = { ...site, hosts };
  masters.save('site', told);
  sync.publish([{ thing: 'site', key: site.code, after: told }]);
}

/** The demo's store: kept between starts, made anew when asked. A real store is never filled, reset or served as one. */
async function openDemo(dataDir: string, { reset }: Wish, now: EpochMs): Promise<Store> {
  const store = openStore({ dataDir });
  const mark = demoMark(store.db);
  const isDemo = mark.isDemo();
  if (!isDemo && !mark.isEmpty()) {
    store.close();
    throw new ConfigError([
      `${dataDir} holds a real store. The demo needs a data folder of its own: set LOTKEEPER_DATA, or leave it unset.`,
    ]);
  }
  if (isDemo && !reset) return store;
  store.close();
  await makeDemo(dataDir, now);
  return openStore({ dataDir });
}

/** Fills a store beside the one that is served and moves it in whole: a start that is broken off leaves no half-made demo. */
async function makeDemo(dataDir: string, now: EpochMs): Promise<void> {
  const making = join(dataDir, 'demo-in-the-making');
  rmSync(making, { recursive: true, force: true });
  const store = openStore({ dataDir: making });
  await fillDemo(store, now);
  store.close();
  for (const name of ['lotkeeper.db-wal', 'lotkeeper.db-shm']) rmSync(join(dataDir, name), { force: true });
  for (const name of readdirSync(making)) renameSync(join(making, name), join(dataDir, name));
  rmSync(making, { recursive: true });
}
