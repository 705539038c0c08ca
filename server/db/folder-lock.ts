import { join } from 'node:path';
import Database from 'better-sqlite3';

const LOCK_FILE = 'lotkeeper.lock';

/**
 * Takes a data folder for this process alone; returns how to let it go, or null when another process has it. The
 * operating system ends the hold with the process, however that ends: nothing is left to clear away by hand.
 */
export function holdFolder(dataDir: string): (() => void) | null {
  const lock = new Database(join(dataDir, LOCK_FILE), { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
  return () => lock.close();
}
