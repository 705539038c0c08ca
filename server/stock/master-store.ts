import { randomUUID } from 'node:crypto';
import type { Bin, Site, Zone } from '../../shared/domain/bins/bin.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import type { SqliteDatabase } from '../db/open-database.ts';

/** Master data by kind: what an administrator keeps, and every verdict is judged against. */
export interface MasterThings {
  site: Site;
  zone: Zone;
  bin: Bin;
  item: Item;
}

export type MasterName = keyof MasterThings;

export interface MasterStore {
  /** Null until the server has been set up. */
  site(): Site | null;
  zone(code: string): Zone | null;
  bin(code: string): Bin | null;
  item(gtin: string): Item | null;
  /** Single things as they stand in the transaction that asks, kept in memory until any of them changes. */
  remembered(): Pick<MasterStore, MasterName>;
  save<M extends MasterName>(thing: M, value: MasterThings[M]): void;
  page<M extends MasterName>(thing: M, after: string | null, limit: number): MasterThings[M][];
  count(thing: MasterName): number;
}

const KEY_COLUMN = { site: 'code', zone: 'code', bin: 'code', item: 'gtin' } as const;

export function masterKey(value: MasterThings[MasterName]): string {
  return 'gtin' in value ? value.gtin : value.code;
}

export function masterStore(db: SqliteDatabase): MasterStore {
  const tables: { [M in MasterName]: Documents<MasterThings[M]> } = {
    site: documents(db, 'site'),
    zone: documents(db, 'zone'),
    bin: documents(db, 'bin'),
    item: documents(db, 'item'),
  };
  const stored: Pick<MasterStore, MasterName> = {
    site: () => tables.site.page(null, 1)[0] ?? null,
    zone: tables.zone.one,
    bin: tables.bin.one,
    item: tables.item.one,
  };
  const stamp = masterStamp(db);
  let memory = { stamp: '', things: stored };
  return {
    ...stored,
    remembered: () => {
      const now = stamp.read();
      if (memory.stamp !== now) memory = { stamp: now, things: inMemory(stored) };
      return memory.things;
    },
    save: (thing, value) => {
      tables[thing].save(masterKey(value), value);
      stamp.renew();
    },
    page: (thing, after, limit) => tables[thing].page(after, limit),
    count: (thing) => tables[thing].count(),
  };
}

/** A text that names one state of all master data. It lies in the database, so that a rollback brings the old one back. */
function masterStamp(db: SqliteDatabase) {
  const read = db.prepare<[], string>("SELECT value FROM meta WHERE key = 'masters'").pluck();
  const renew = db.prepare("INSERT INTO meta (key, value) VALUES ('masters', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value");
  return { read: () => read.get() ?? 'none yet', renew: () => void renew.run(randomUUID()) };
}

function inMemory(stored: Pick<MasterStore, MasterName>): Pick<MasterStore, MasterName> {
  const site = stored.site();
  return { site: () => site, zone: once(stored.zone), bin: once(stored.bin), item: once(stored.item) };
}

function once<T>(read: (key: string) => T | null): (key: string) => T | null {
  const known = new Map<string, T>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    if (value !== null) known.set(key, value);
    return value;
  };
}

interface Documents<T> {
  one(key: string): T | null;
  save(key: string, value: T): void;
  page(after: string | null, limit: number): T[];
  count(): number;
}

/** A table of key and JSON document; the columns beside them are generated from the document. */
function documents<T>(db: SqliteDatabase, table: MasterName): Documents<T> {
  const key = KEY_COLUMN[table];
  const one = db.prepare<[string], string>(`SELECT doc FROM ${table} WHERE ${key} = ?`).pluck();
  const save = db.prepare(`INSERT INTO ${table} (${key}, doc) VALUES (?, ?) ON CONFLICT (${key}) DO UPDATE SET doc = excluded.doc`);
  const page = db.prepare<[string, number], string>(`SELECT doc FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ?`).pluck();
  const count = db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck();
  return {
    one: (value) => parsed(one.get(value)),
    save: (value, document) => void save.run(value, JSON.stringify(document)),
    page: (after, limit) => page.all(after ?? '', limit).map((doc) => JSON.parse(doc)),
    count: () => count.get() ?? 0,
  };
}

function parsed<T>(doc: string | undefined): T | null {
  return doc === undefined ? null : JSON.parse(doc);
}
