import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Reads the server's own database file while the server runs, and only reads. */
export function rowsOf<T>(dataDir: string, sql: string, ...values: readonly (string | number)[]): readonly T[] {
  const db = new Database(join(dataDir, 'lotkeeper.db'), { readonly: true, fileMustExist: true });
  try {
    return db.prepare<unknown[], T>(sql).all(...values);
  } finally {
    db.close();
  }
}

/** Changes the file under the running server, for what otherwise takes hours to happen. */
export function changeRow(dataDir: string, sql: string, ...values: readonly (string | number)[]): void {
  const db = new Database(join(dataDir, 'lotkeeper.db'), { fileMustExist: true });
  try {
    db.prepare(sql).run(...values);
  } finally {
    db.close();
  }
}
