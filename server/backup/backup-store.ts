import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { canonicalJson, GENESIS } from '../../shared/wire/canonical.ts';
import type { SqliteDatabase } from '../db/open-database.ts';
import { BackupFailure } from './backup-failure.ts';

const CHAINS = ['feed', 'ledger', 'judgement'] as const;
type ChainName = (typeof CHAINS)[number];

/** Where the three chains of a database end, and in which history. */
export type Tips = { readonly epoch: string } & { readonly [C in ChainName]: { readonly rev: number; readonly chain: string } };

/** The last backup that was verified. */
export interface BackupNote {
  readonly at: number;
  /** Newest rev inside it. */
  readonly rev: number;
  readonly file: string;
}

/** Opens a database that must be there, for a while and beside whoever else has it open. */
export function openStored(path: string, { readonly = false } = {}): SqliteDatabase {
  if (!existsSync(path)) throw new BackupFailure(`There is no database at ${path}. Check LOTKEEPER_DATA, or the name of the file.`);
  const db = new Database(path, { readonly, fileMustExist: true });
  db.pragma('busy_timeout = 10000');
  return db;
}

/** Copies the whole database as it stands at one instant, while others go on writing. */
export async function copyInto(db: SqliteDatabase, path: string): Promise<void> {
  // All that is left in one step: a copy that pauses starts over whenever another connection has written.
  await db.backup(path, { progress: () => 0x7fff_ffff });
}

/** Makes a copy one file that needs no other beside it. */
export function makeOneFile(db: SqliteDatabase): void {
  db.pragma('journal_mode = DELETE');
}

/** Reads every page; throws what is wrong with the file. */
export function checkPages(db: SqliteDatabase, path: string): void {
  const found = db.pragma('quick_check(3)') as readonly { quick_check: string }[];
  if (found.length === 1 && found[0]?.quick_check === 'ok') return;
  throw new BackupFailure(`${path} is damaged: ${found.map((row) => row.quick_check).join('; ')}`);
}

export function tipsOf(db: SqliteDatabase): Tips {
  const epoch = db.prepare<[], string>("SELECT value FROM meta WHERE key = 'epoch'").pluck().get() ?? '';
  const tip = (table: ChainName) =>
    db.prepare<[], Tips[ChainName]>(`SELECT rev, chain FROM ${table} ORDER BY rev DESC LIMIT 1`).get() ?? { rev: 0, chain: GENESIS };
  return { epoch, feed: tip('feed'), ledger: tip('ledger'), judgement: tip('judgement') };
}

/** Whether this database went through exactly these tips: a copy's tips, asked of the original that has gone on since. */
export function wentThrough(db: SqliteDatabase, tips: Tips): boolean {
  return CHAINS.every((table) => {
    const { rev, chain } = tips[table];
    const here = db.prepare<[number], string>(`SELECT chain FROM ${table} WHERE rev = ?`).pluck().get(rev);
    return rev === 0 || here === chain;
  });
}

/** Writes down a verified backup: phones may forget what it holds. Of a history that has ended meanwhile nothing is written. */
export function noteBackup(db: SqliteDatabase, epoch: string, note: BackupNote): void {
  db.prepare(
    `INSERT INTO meta (key, value) SELECT 'backup', @note FROM meta WHERE key = 'epoch' AND value = @epoch
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  ).run({ note: canonicalJson(note), epoch });
  db.prepare(
    `UPDATE meta SET value = @rev WHERE key = 'durable' AND CAST(value AS INTEGER) < @rev
     AND EXISTS (SELECT 1 FROM meta WHERE key = 'epoch' AND value = @epoch)`,
  ).run({ rev: note.rev, epoch });
}

export function lastBackup(db: SqliteDatabase): BackupNote | null {
  const text = db.prepare<[], string>("SELECT value FROM meta WHERE key = 'backup'").pluck().get();
  return text === undefined ? null : JSON.parse(text);
}

/** A person as a restore speaks of them. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly active: number;
}

export function peopleIn(db: SqliteDatabase): readonly Named[] {
  return db.prepare<[], Named>('SELECT id, name, active FROM worker ORDER BY name, id').all();
}

export function schemaOf(db: SqliteDatabase): number {
  return Number(db.pragma('user_version', { simple: true }));
}
