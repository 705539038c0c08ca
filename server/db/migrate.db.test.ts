import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Migration, migrate } from './migrate.ts';
import { openDatabase, type SqliteDatabase } from './open-database.ts';
import { MIGRATIONS } from './schema.ts';

const FIRST: Migration = { number: 1, name: 'first', sql: 'CREATE TABLE one (a TEXT) STRICT' };
const SECOND: Migration = { number: 2, name: 'second', sql: 'CREATE TABLE two (a TEXT) STRICT' };
const BROKEN: Migration = { number: 2, name: 'broken', sql: 'CREATE TABLE two (a TEXT) STRICT; INSERT INTO nowhere VALUES (1)' };

let folder: string;
let db: SqliteDatabase;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lotkeeper-'));
  db = openDatabase(join(folder, 'site.db'));
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const version = () => db.pragma('user_version', { simple: true });
const tables = () => db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();

describe('the schema of a data folder', () => {
  test('a new file gets every step; an old one only those it lacks', () => {
    migrate(db, [FIRST]);
    migrate(db, [FIRST, SECOND]);
    expect(tables()).toEqual(['one', 'two']);
    expect(version()).toBe(2);
  });

  test('a step that fails leaves the file as it was', () => {
    migrate(db, [FIRST]);
    expect(() => migrate(db, [FIRST, BROKEN])).toThrow(/nowhere/);
    expect(tables()).toEqual(['one']);
    expect(version()).toBe(1);
  });

  test('a file written by a newer version is refused, and says so', () => {
    migrate(db, [FIRST, SECOND]);
    expect(() => migrate(db, [FIRST])).toThrow(/newer Lotkeeper \(schema 2; this version knows 1\)/);
  });

  test('the real steps apply, and a commit is on disk before it is answered', () => {
    migrate(db, MIGRATIONS);
    expect(version()).toBe(MIGRATIONS.length);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  });
});
