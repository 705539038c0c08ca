import type { SqliteDatabase } from '../db/open-database.ts';

/** Whether everything in a store is made up, and whether anything is in it at all. */
export interface DemoMark {
  isDemo(): boolean;
  isEmpty(): boolean;
  mark(): void;
}

export function demoMark(db: SqliteDatabase): DemoMark {
  const marked = db.prepare<[], string>("SELECT value FROM meta WHERE key = 'demo'").pluck();
  const held = db
    .prepare<[], number>('SELECT (SELECT count(*) FROM site) + (SELECT count(*) FROM worker) + (SELECT count(*) FROM ledger)')
    .pluck();
  const mark = db.prepare("INSERT OR IGNORE INTO meta (key, value) VALUES ('demo', 'yes')");
  return {
    isDemo: () => marked.get() !== undefined,
    isEmpty: () => held.get() === 0,
    mark: () => void mark.run(),
  };
}
