import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE } from '../db/open-database.ts';
import { BackupFailure } from './backup-failure.ts';
import { makeOneFile, openStored } from './backup-store.ts';
import { flush, flushFolder } from './flush.ts';

const BESIDE = ['-wal', '-shm'] as const;

/**
 * Sets the database of a data folder aside under a name of its own and puts `ready` in its place. One rename decides:
 * whenever the power goes, either database is there whole. Returns where the old one is now, null when there was none.
 */
export function swapIn(dataDir: string, ready: string, at: number): string | null {
  const current = join(dataDir, DATABASE_FILE);
  const aside = existsSync(current) ? setAside(current, asideName(dataDir, at)) : null;
  for (const end of BESIDE) rmSync(`${current}${end}`, { force: true });
  flush(ready);
  renameSync(ready, current);
  flushFolder(dataDir);
  return aside;
}

function asideName(dataDir: string, at: number): string {
  const instant = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const free = (n: number): string => {
    const path = join(dataDir, `lotkeeper-set-aside-${instant}${n === 0 ? '' : `-${n}`}.db`);
    return existsSync(path) ? free(n + 1) : path;
  };
  return free(0);
}

/** A database that can be read is first made one file; of a damaged one everything that belongs to it is kept as it is. */
function setAside(current: string, aside: string): string {
  if (!becameOneFile(current)) {
    for (const end of BESIDE) if (existsSync(`${current}${end}`)) copyFileSync(`${current}${end}`, `${aside}${end}`);
  }
  try {
    linkSync(current, aside);
  } catch {
    // A file system without links: a copy takes longer and is as good.
    copyFileSync(current, aside);
  }
  flush(aside);
  return aside;
}

function becameOneFile(current: string): boolean {
  try {
    const db = openStored(current);
    try {
      db.pragma('busy_timeout = 1000');
      makeOneFile(db);
      return !existsSync(`${current}-wal`);
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) {
      throw new BackupFailure(`Another program has ${current} open. Close it, then try again. Nothing was changed.`, { cause: error });
    }
    return false;
  }
}
