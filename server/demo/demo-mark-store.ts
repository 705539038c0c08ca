import type { SqliteDatabase } from '../db/open-database.ts';

/** Whether everything in a store is made up, whether making it came to its end, and whether anything is in it at all. */
export interface DemoMark {
  isDemo(): boolean;
  isWhole(): boolean;
  isEmpty(): boolean;
  begin(): void;
  finish(): void;
}

export function demoMark(db: SqliteDatabase): DemoMark {
  const mark = db.prepare<[], string>("SELECT value FROM meta WHERE key = 'demo'").pluck();
  const held = db
    .prepare<[], number>('SELECT (SELECT count(*) FROM site) + (SELECT count(*) FROM worker) + (SELECT count(*) FROM ledger)')
    .pluck();
  const set = db.prepare("INSERT INTO meta (key, value) VALUES ('demo', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value");
  return {
    isDemo: () => mark.get() !== undefined,
    isWhole: () => mark.get() === 'whole',
    isEmpty: () => held.get() === 0,
    begin: () => void set.run('filling'),
    finish: () => void set.run('whole'),
  };
}
