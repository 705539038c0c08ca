import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../db/migrate.ts';
import { openDatabase, type SqliteDatabase } from '../db/open-database.ts';
import { MIGRATIONS } from '../db/schema.ts';
import { ledger } from '../ledger/ledger.ts';
import { anAct, at, record } from '../ledger/on-record.contract.ts';
import { lastScanOf } from './last-scan-store.ts';

let folder: string;
let db: SqliteDatabase;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lotkeeper-'));
  db = openDatabase(join(folder, 'site.db'));
  migrate(db, MIGRATIONS);
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const lastScan = (lot: string, ms: number) =>
  db
    .prepare(`SELECT ${lastScanOf('?', '?')}`)
    .pluck()
    .get(lot, at(ms));

test('the last scan of goods is the newest that saw them at that instant, not one that happened earlier and counts from then on', () => {
  const names = ['lot X'];
  const here = ledger(db);
  record(here, anAct(1, { occurredAt: at(9) }), 1, { names });
  record(here, anAct(2, { occurredAt: at(9) }), 2, { names });
  record(here, anAct(3, { occurredAt: at(4) }), 3, { names, judgedAt: at(9) });
  expect([lastScan('X', 9), lastScan('X', 8), lastScan('Y', 9)]).toEqual([2, null, null]);
});
