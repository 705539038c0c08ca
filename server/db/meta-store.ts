import type { SqliteDatabase } from './open-database.ts';

/** What the store knows of itself. */
export interface MetaStore {
  /** Which history this is: a restored or diverged store gets a new one, and phones hand over again what they kept. */
  epoch(): string;
  setEpoch(epoch: string): void;
  /** The newest rev inside a verified backup: what phones may forget. */
  durable(): number;
  setDurable(rev: number): void;
}

export function metaStore(db: SqliteDatabase, firstEpoch: string): MetaStore {
  const get = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
  const set = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
  const begin = db.transaction((epoch: string) => {
    set.run('epoch-before', get.get('epoch') ?? '');
    set.run('epoch', epoch);
  });
  db.prepare("INSERT OR IGNORE INTO meta (key, value) VALUES ('epoch', ?), ('durable', '0')").run(firstEpoch);
  return {
    epoch: () => get.get('epoch') ?? firstEpoch,
    setEpoch: (epoch) => void begin(epoch),
    durable: () => Number(get.get('durable') ?? 0),
    setDurable: (rev) => void set.run('durable', String(rev)),
  };
}

/** The history this store was in before its present one; null when it has known no other. */
export function epochBefore(db: SqliteDatabase): string | null {
  return db.prepare<[], string>("SELECT value FROM meta WHERE key = 'epoch-before'").pluck().get() ?? null;
}
