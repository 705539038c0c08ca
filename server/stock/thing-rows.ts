import type { SqliteDatabase } from '../db/open-database.ts';
import type { KeptRows } from './kept-things.ts';
import type { ThingTable } from './thing-tables.ts';

type Row = unknown[];

/** One kind of thing, read and written by prepared statements. */
export interface ThingRows<T> extends KeptRows<T> {
  /** Prepares `SELECT … WHERE <condition>`; the condition may go on with ORDER BY. */
  where<P extends unknown[]>(condition: string): (...parameters: P) => T[];
}

export function thingRows<T>(db: SqliteDatabase, shape: ThingTable<T>): ThingRows<T> {
  const columns = Object.values<string>(shape.columns);
  const keys = columns.slice(0, shape.keyLength);
  const marks = columns.map(() => '?').join(', ');
  const changed = columns.slice(shape.keyLength).map((column) => `${column} = excluded.${column}`);
  const { toRow, fromRow } = rowCodec(shape);
  const select = `SELECT ${columns.join(', ')} FROM ${shape.table}`;
  const equalsKey = keys.map((key) => `${key} = ?`).join(' AND ');

  const one = db.prepare<Row, Row>(`${select} WHERE ${equalsKey}`).raw();
  const save = db.prepare<Row>(
    `INSERT INTO ${shape.table} (${columns.join(', ')}) VALUES (${marks}) ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${changed.join(', ')}`,
  );
  const remove = db.prepare<Row>(`DELETE FROM ${shape.table} WHERE ${equalsKey}`);
  const first = db.prepare<Row, Row>(`${select} ORDER BY ${keys.join(', ')} LIMIT ?`).raw();
  const next = db
    .prepare<Row, Row>(`${select} WHERE (${keys.join(', ')}) > (${keys.map(() => '?').join(', ')}) ORDER BY ${keys.join(', ')} LIMIT ?`)
    .raw();
  const count = db.prepare<[], number>(`SELECT count(*) FROM ${shape.table}`).pluck();

  return {
    one: (key) => {
      const row = one.get(...partsOf(key));
      return row ? fromRow(row) : null;
    },
    where: (condition) => {
      const rows = db.prepare<Row, Row>(`${select} WHERE ${condition}`).raw();
      return (...parameters) => rows.all(...parameters).map(fromRow);
    },
    save: (thing) => void save.run(...toRow(thing)),
    remove: (key) => void remove.run(...partsOf(key)),
    page: (after, limit) => (after === null ? first.all(limit) : next.all(...partsOf(after), limit)).map(fromRow),
    count: () => count.get() ?? 0,
  };

  function partsOf(key: string): string[] {
    if (shape.keyLength === 1) return [key];
    const parts = key.split(' ');
    return keys.map((_, index) => parts[index] ?? '');
  }
}

/** Between a thing and its row. The database holds only what was written from such a thing. */
export function rowCodec<T>(shape: ThingTable<T>): { toRow(thing: T): Row; fromRow(row: Row): T } {
  const properties = Object.keys(shape.columns) as (keyof T)[];
  const cells = properties.map((property, index) => ({ property, index, isJson: shape.json.includes(property) }));
  return {
    toRow: (thing) => {
      const row: Row = [];
      for (const { property, isJson } of cells) row.push(isJson ? JSON.stringify(thing[property]) : thing[property]);
      return row;
    },
    fromRow: (row) => {
      const thing: Partial<T> = {};
      for (const { property, index, isJson } of cells) {
        const value = row[index];
        thing[property] = (isJson ? JSON.parse(String(value)) : value) as T[keyof T];
      }
      return thing as T;
    },
  };
}
