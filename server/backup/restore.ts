import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { accessStore } from '../access/access-store.ts';
import { firstAuditBreak } from '../access/audit-store.ts';
import { holdFolder } from '../db/folder-lock.ts';
import { metaStore } from '../db/meta-store.ts';
import { migrate } from '../db/migrate.ts';
import { DATABASE_FILE, openDatabase } from '../db/open-database.ts';
import { MIGRATIONS } from '../db/schema.ts';
import { ledger as openLedger } from '../ledger/ledger.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { beginEpoch } from '../sync/begin-epoch.ts';
import { changeFeed } from '../sync/change-feed.ts';
import { takePen } from '../sync/record.ts';
import { BackupFailure, explainFailure } from './backup-failure.ts';
import { checkPages, makeOneFile, type Named, openStored, peopleIn, schemaOf, tipsOf } from './backup-store.ts';
import { bringBeside } from './beside.ts';
import { highWaterMark } from './high-water.ts';
import { swapIn } from './swap-in.ts';

export interface RestoreWish {
  readonly dataDir: string;
  /** The backup to restore. It is only read. */
  readonly file: string;
}

/** What a database held: its newest rev and who worked there. */
export interface Held {
  readonly rev: number;
  readonly people: readonly Named[];
}

/** What a restore did, for whoever did it. */
export interface Restored {
  readonly epoch: string;
  readonly backup: Held;
  /** What was here before; null when there was nothing, or nothing that can still be read. */
  readonly before: Held | null;
  /** Where the database that was here is kept. */
  readonly aside: string | null;
  /** Keys and the like that came with the backup. */
  readonly brought: readonly string[];
}

/**
 * Puts a backup in the place of a data folder's database. Everything that can go wrong goes wrong before anything is
 * changed: the file is read whole, made ready beside the database with a new history begun in it, and then swapped in.
 */
export function restoreBackup({ dataDir, file }: RestoreWish, now: EpochMs): Restored {
  if (!existsSync(file)) throw new BackupFailure(`There is no file ${file}. Give the path of a backup: npm run restore -- FILE`);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const letGo = holdFolder(dataDir);
  if (letGo === null) {
    throw new BackupFailure(`A server is running on ${dataDir}. Stop it first, then run this again. Nothing was changed.`);
  }
  const current = join(dataDir, DATABASE_FILE);
  const ready = join(dataDir, `${DATABASE_FILE}.restoring`);
  try {
    if (existsSync(current) && realpathSync(file) === realpathSync(current)) {
      throw new BackupFailure(`${file} is the database itself. Give the path of a backup.`);
    }
    const backup = copyVerified(file, ready);
    const before = existsSync(current) ? heldBy(current) : null;
    const mark = beginAnew(ready, { from: basename(file), was: before?.rev ?? null }, now);
    const isUnused = !existsSync(current) || before?.people.length === 0;
    const aside = swapIn(dataDir, ready, now);
    highWaterMark(dataDir).write(mark);
    return { epoch: mark.epoch, backup, before, aside, brought: bringBeside(file, dataDir, { isUnused }) };
  } catch (error) {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${ready}${end}`, { force: true });
    throw explainFailure(error, file);
  } finally {
    letGo();
  }
}

/** Copies the file and reads the copy as a whole: its pages, its chains, and that this version can read it. */
function copyVerified(file: string, ready: string): Held {
  try {
    copyFileSync(file, ready);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${ready}-wal`);
  } catch (error) {
    throw explainFailure(error, ready);
  }
  const db = openStored(ready);
  try {
    makeOneFile(db);
    checkPages(db, file);
    const schema = schemaOf(db);
    if (schema > MIGRATIONS.length) {
      throw new BackupFailure(`${file} was made by a newer Lotkeeper (schema ${schema}). Install that version, then restore.`);
    }
    if (schema === 0) throw new BackupFailure(`${file} is not a backup of Lotkeeper.`);
    // An older version's ledger is walked as this version reads it.
    migrate(db, MIGRATIONS);
    const { broken } = verifyLedger(db);
    const audit = firstAuditBreak(db);
    if (broken || audit !== null) {
      const where = broken ? `${broken.table}, rev ${broken.rev}` : `audit, act ${audit}`;
      throw new BackupFailure(`${file} is not as it was written (${where}): somebody or something changed it. Take an older backup.`);
    }
    return { rev: tipsOf(db).feed.rev, people: peopleIn(db) };
  } finally {
    db.close();
  }
}

/** What the present database holds, as far as it can be read: it may be the reason for the restore. */
function heldBy(current: string): Held | null {
  try {
    const db = openStored(current);
    try {
      return { rev: tipsOf(db).feed.rev, people: peopleIn(db) };
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}

/** Begins a new history in the copy, on record; ends every shift, for nobody knows who signed out since. */
function beginAnew(ready: string, about: { readonly from: string; readonly was: number | null }, now: EpochMs) {
  const db = openDatabase(ready);
  try {
    const meta = metaStore(db, randomUUID());
    const access = accessStore(db);
    const feed = changeFeed(db);
    const { rev } = feed.tip();
    access.atomically(() => {
      beginEpoch({ meta, newId: randomUUID }, takePen(openLedger(db), feed), { proof: 'restored', at: now, facts: about });
      access.revokeAllSessions(now);
      const facts = { ...about, rev, epoch: meta.epoch() };
      access.noteAct({ at: now, act: 'backup-restored', worker: null, device: null, facts });
    });
    makeOneFile(db);
    return { epoch: meta.epoch(), ...feed.tip() };
  } finally {
    db.close();
  }
}
