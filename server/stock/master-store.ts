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
  return {
    site: () => tables.site.page(null, 1)[0] ?? null,
    zone: tables.zone.one,
    bin: tables.bin.one,
    item: tables.item.one,
    save: (thing, value) => tables[thing].save(masterKey(value), value),
    page: (thing, after, limit) => tables[thing].page(after, limit),
    count: (thing) => tables[thing].count(),
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
