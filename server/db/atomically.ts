import type { SqliteDatabase } from './open-database.ts';

/** One transaction round the work, a savepoint when there is one already: all of it is written or, when it throws, none. */
export function atomicallyIn(db: SqliteDatabase): <T>(work: () => T) => T {
  return (work) => db.transaction(work).immediate();
}
