import Database from 'better-sqlite3';

export type SqliteDatabase = Database.Database;

/** The one file of a site, in its data folder. */
export const DATABASE_FILE = 'lotkeeper.db';

/** Opens the file of a site that is in use, to read it only. */
export function openForReading(path: string): SqliteDatabase {
  const db = new Database(path, { readonly: true });
  db.pragma('busy_timeout = 5000');
  db.pragma('temp_store = MEMORY');
  db.pragma('mmap_size = 268435456');
  return db;
}

/**
 * Opens (or creates) the one SQLite file of a site. A commit is on disk before it is answered
 * (`synchronous = FULL`); readers never wait for the writer (WAL).
 */
export function openDatabase(path: string): SqliteDatabase {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // REPLACE must not slip past the triggers that keep the ledger append-only.
  db.pragma('recursive_triggers = ON');
  db.pragma('busy_timeout = 5000');
  db.pragma('cache_size = -65536');
  db.pragma('temp_store = MEMORY');
  db.pragma('mmap_size = 268435456');
  // Pushes of a large site change many pages once each: carried over every few pushes, not at each.
  db.pragma('wal_autocheckpoint = 16000');
  return db;
}
