import Database from 'better-sqlite3';

/** True when the store itself failed (disk full, locked, damaged), rather than refused one write for breaking a rule. */
export function isStoreBroken(error: unknown): boolean {
  return error instanceof Database.SqliteError && !error.code.startsWith('SQLITE_CONSTRAINT');
}
