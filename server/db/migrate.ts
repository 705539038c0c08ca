import type { SqliteDatabase } from './open-database.ts';

/** One numbered step of the schema. Once released it is never edited; a correction is the next number. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /** What is also done to a file that was older than this schema when it was opened: its rows say less than later ones. */
  readonly toOlder?: { readonly than: number; readonly sql: string };
}

/**
 * Brings the file to the newest schema, all steps or none, so that every step knows which build wrote the rows it finds.
 * Refuses a file that a newer Lotkeeper wrote: running on would write rows that version does not understand.
 */
export function migrate(db: SqliteDatabase, migrations: readonly Migration[]): void {
  const has = schemaVersion(db);
  const newest = migrations.at(-1)?.number ?? 0;
  if (has > newest) {
    throw new Error(
      `This data folder was written by a newer Lotkeeper (schema ${has}; this version knows ${newest}). Start the newer version, or restore a backup made by this one.`,
    );
  }
  if (has === newest) return;
  db.transaction(() => {
    for (const [index, migration] of migrations.entries()) {
      if (migration.number !== index + 1) throw new Error(`migration ${migration.name} must be number ${index + 1}`);
      if (migration.number > has) apply(db, migration, has);
    }
    db.pragma(`user_version = ${newest}`);
  }).immediate();
}

function schemaVersion(db: SqliteDatabase): number {
  return Number(db.pragma('user_version', { simple: true }));
}

function apply(db: SqliteDatabase, { sql, toOlder }: Migration, has: number): void {
  db.exec(sql);
  if (toOlder && has < toOlder.than) db.exec(toOlder.sql);
}
