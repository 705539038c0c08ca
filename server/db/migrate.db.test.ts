import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Migration, migrate } from './migrate.ts';
import { openDatabase, type SqliteDatabase } from './open-database.ts';
import { MIGRATIONS } from './schema.ts';

const FIRST: Migration = { number: 1, name: 'first', sql: 'CREATE TABLE one (a TEXT) STRICT' };
const SECOND: Migration = { number: 2, name: 'second', sql: 'CREATE TABLE two (a TEXT) STRICT' };
const THIRD: Migration = { number: 3, name: 'third', sql: 'CREATE TABLE three (a TEXT) STRICT' };
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

  test('a new file of which one step fails gets none', () => {
    expect(() => migrate(db, [FIRST, BROKEN])).toThrow(/nowhere/);
    expect([tables(), version()]).toEqual([[], 0]);
  });

  test('a step does more to a file that was older than a schema when it was opened, however many steps lie between', () => {
    const more: Migration = { ...THIRD, toOlder: { than: 2, sql: "INSERT INTO one VALUES ('old')" } };
    const other = openDatabase(join(folder, 'other.db'));
    migrate(db, [FIRST]);
    migrate(other, [FIRST, SECOND]);
    for (const each of [db, other]) migrate(each, [FIRST, SECOND, more]);
    expect([db, other].map((each) => each.prepare('SELECT a FROM one').pluck().all())).toEqual([['old'], []]);
    other.close();
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

describe('acts judged in order of arrival, before there was a judged order', () => {
  /** Acts by id and when they happened, as they came in, with a gap between their revs. */
  function arrived(acts: readonly (readonly [id: string, occurredAt: number])[]): void {
    const act = db.prepare("INSERT INTO ledger VALUES (?, ?, NULL, NULL, '', '', 'receive', '', 0, ?, NULL, '{}', '')");
    const judgement = db.prepare(
      "INSERT INTO judgement (rev, command, n, outcome, verdict, effects, chain) VALUES (?, ?, 1, '', '', '[]', '')",
    );
    for (const [index, [id, occurredAt]] of acts.entries()) {
      act.run(3 * index + 1, id, occurredAt);
      judgement.run(3 * index + 1, id);
      if (version() === 2) db.prepare("INSERT INTO ledger_lot VALUES ('X', ?)").run(3 * index + 1);
    }
  }
  const judgedThen = () => db.prepare('SELECT rev, at FROM judged_then ORDER BY rev').raw().all();
  const touches = () => db.prepare('SELECT at, rev FROM ledger_touch ORDER BY at, rev').raw().all();

  test('stand after everything that was judged before them, and are found there as well as at their own time', () => {
    migrate(db, MIGRATIONS.slice(0, 2));
    arrived([
      ['b', 100],
      ['f', 625],
      ['d', 554],
      ['e', 323],
      ['c', 626],
      ['g', 627],
      ['h', 628],
    ]);
    migrate(db, MIGRATIONS);
    expect(judgedThen()).toEqual([
      [7, 626],
      [10, 626],
      [13, 627],
    ]);
    expect(touches()).toEqual([
      [100, 1],
      [323, 10],
      [554, 7],
      [625, 4],
      [626, 7],
      [626, 10],
      [626, 13],
      [627, 13],
      [627, 16],
      [628, 19],
    ]);
  });

  test('are told from those of a build that knew judged order, which stand where their judgements say', () => {
    migrate(db, MIGRATIONS.slice(0, 7));
    arrived([
      ['b', 625],
      ['a', 323],
    ]);
    migrate(db, MIGRATIONS);
    expect(judgedThen()).toEqual([]);
  });

  test('may be none: nothing stands anywhere in a new file', () => {
    migrate(db, MIGRATIONS);
    expect(judgedThen()).toEqual([]);
  });
});
