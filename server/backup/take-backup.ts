import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE } from '../db/open-database.ts';
import { BackupFailure, explainFailure } from './backup-failure.ts';
import { backupName, checkRoom, dropOldest, finish, openFolder, unfinishedPath } from './backup-folder.ts';
import type { BackupPlan } from './backup-plan.ts';
import { checkPages, copyInto, makeOneFile, noteBackup, openStored, type Tips, tipsOf, wentThrough } from './backup-store.ts';
import { keepBeside } from './beside.ts';

export interface BackupWish extends Pick<BackupPlan, 'folder' | 'mayMakeFolder' | 'keep'> {
  readonly dataDir: string;
}

/** A backup that was read back and found whole. */
export interface TakenBackup {
  readonly path: string;
  readonly rev: number;
  readonly bytes: number;
  /** Names of older backups that made room. */
  readonly dropped: readonly string[];
}

/**
 * Copies the database of a data folder, whether a server runs on it or not, reads the copy back, and only then names it
 * a backup, tells the database how much is safe, and lets the oldest go. Throws a BackupFailure; a copy that failed is removed.
 */
export async function takeBackup({ dataDir, ...plan }: BackupWish, now: number): Promise<TakenBackup> {
  const source = join(dataDir, DATABASE_FILE);
  openFolder(plan, now);
  const db = opened(source);
  const unfinished = unfinishedPath(plan.folder, now);
  try {
    checkRoom(plan.folder, bytesOf(source));
    await copyInto(db, unfinished);
    const tips = verifyCopy(unfinished);
    if (!wentThrough(db, tips)) throw new BackupFailure(`The copy of ${source} does not end where its original was: try again.`);
    const { rev } = tips.feed;
    const path = finish(unfinished, plan.folder, backupName(now, rev));
    keepBeside(dataDir, plan.folder);
    noteBackup(db, tips.epoch, { at: now, rev, file: path });
    return { path, rev, bytes: statSync(path).size, dropped: dropOldest(plan.folder, plan.keep) };
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw explainFailure(error, unfinished);
  } finally {
    db.close();
  }
}

/** Reads a copy back as a restore would; the last rev of each of its chains. */
export function verifyCopy(path: string): Tips {
  const copy = openStored(path);
  try {
    makeOneFile(copy);
    checkPages(copy, path);
    return tipsOf(copy);
  } finally {
    copy.close();
  }
}

function opened(source: string) {
  try {
    return openStored(source);
  } catch (error) {
    throw explainFailure(error, source);
  }
}

/** What a copy will need: the file, and what its log will add to it. */
function bytesOf(source: string): number {
  const log = `${source}-wal`;
  return statSync(source).size + (existsSync(log) ? statSync(log).size : 0);
}
