import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { Envelope } from '../../shared/wire/envelope.ts';
import { migrate } from '../db/migrate.ts';
import { DATABASE_FILE, openDatabase } from '../db/open-database.ts';
import { MIGRATIONS } from '../db/schema.ts';
import { judgedOrder } from '../ledger/judged-order.ts';
import { verifyLedger } from '../ledger/verify.ts';
import type { Store } from '../store.ts';
import { NOON, openPaperStore, PEAS, paperPhone, peas, taken } from './paper-phone.contract.ts';

const MINUTE = 60_000;

let before: ReturnType<typeof openPaperStore>;
let today: ReturnType<typeof openPaperStore>;
let phones: readonly ReturnType<typeof paperPhone>[];
let lastThen: Envelope;

/** So many minutes before noon. */
const at = (minutes: number) => (NOON - minutes * MINUTE) as EpochMs;
const clock = (minutes: number) => ({ clock: { wall: at(minutes) } });
const receive = (phone: number, quantity: number, minutes: number) =>
  reportOf(phone, 'receive', { item: PEAS, lot: 'X', to: 'DOCK-1', quantity, expiryOn: '2027-05-01' }, minutes);
const transfer = (phone: number, quantity: number, minutes: number) =>
  reportOf(phone, 'transfer', { lot: peas('X'), from: 'DOCK-1', to: 'A-01-1', quantity }, minutes);
const dispatch = (phone: number, quantity: number, minutes: number) =>
  reportOf(phone, 'dispatch', { lot: peas('X'), from: 'DOCK-1', quantity, destination: 'Corner shop' }, minutes);

function reportOf(phone: number, kind: string, payload: Envelope['payload'], minutes: number): readonly [number, Envelope] {
  const report = phones[phone]?.report(kind, payload, clock(minutes));
  if (!report) throw new Error(`no phone ${phone}`);
  return [phone, report];
}

const send = ([phone, report]: readonly [number, Envelope]) => {
  const reply = phones[phone]?.send([report]);
  return reply ? taken(reply) : [];
};

/** As the build before judged order took it: whatever it shares with acts on record, it is judged as it arrives. */
function sendAsThen(report: readonly [number, Envelope]): void {
  const { db } = before.store;
  db.exec('DELETE FROM ledger_touch');
  send(report);
  db.exec('INSERT OR IGNORE INTO touched SELECT name, rev FROM ledger_touch');
}

/** Its rows, in a file of that build's schema. */
function folderOfThen(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lotkeeper-then-'));
  const db = openDatabase(join(folder, DATABASE_FILE));
  migrate(db, MIGRATIONS.slice(0, 2));
  db.pragma('foreign_keys = OFF');
  db.prepare('ATTACH ? AS build').run(join(before.folder, DATABASE_FILE));
  const tables = db.prepare<[], string>("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name <> 'ledger_lot'").pluck();
  const columns = db.prepare<[string], string>("SELECT name FROM pragma_table_info(?, 'main')").pluck();
  for (const table of tables.all()) {
    const names = columns.all(table).join(', ');
    db.exec(`INSERT INTO main.${table} (${names}) SELECT ${names} FROM build.${table}`);
  }
  db.exec("INSERT INTO ledger_lot SELECT substr(name, 5), rev FROM build.touched WHERE name LIKE 'lot %'");
  db.close();
  return folder;
}

const standing = ({ db }: Store) => db.prepare('SELECT bin, quantity FROM stock ORDER BY bin').raw().all();
/** The stock as the latest judgements have it. */
const judgedTo = ({ db }: Store) =>
  db
    .prepare(
      `SELECT effect.value ->> '$.key' AS row, sum(ifnull(effect.value ->> '$.after.quantity', 0) - ifnull(effect.value ->> '$.before.quantity', 0)) AS quantity
       FROM judgement, json_each(effects) AS effect
       WHERE n = (SELECT max(n) FROM judgement AS later WHERE later.command = judgement.command) AND effect.value ->> 'thing' = 'stock'
       GROUP BY row HAVING quantity <> 0 ORDER BY row`,
    )
    .raw()
    .all()
    .map((row) => (row as unknown[])[1]);

/** Where the four scans stand that were judged as they arrived, when that is not at their own times. */
function placesOfThen(): readonly (EpochMs | null)[] {
  const { db } = today.store;
  const revs = db.prepare<[], number>('SELECT rev FROM ledger WHERE lane IS NOT NULL ORDER BY rev LIMIT 4').pluck().all();
  return judgedOrder(db)
    .acts(revs)
    .map(({ judgedAt }) => judgedAt);
}

beforeEach(() => {
  before = openPaperStore();
  before.store.db.exec('CREATE TABLE touched (name TEXT, rev INTEGER, PRIMARY KEY (name, rev))');
  phones = [0, 1, 2, 3].map(() => paperPhone(before.store));
  lastThen = receive(2, 5, 323)[1];
  for (const each of [receive(0, 19, 700), receive(0, 7, 100), dispatch(1, 21, 200), [2, lastThen] as const]) sendAsThen(each);
  bringUpToDate();
});

function bringUpToDate(): void {
  today = openPaperStore(folderOfThen());
  for (const phone of phones) phone.moveTo(today.store);
}

afterEach(() => {
  before.close();
  today.close();
});

describe('a store whose scans were judged in order of arrival', () => {
  test('is taken over as it stands, each scan after those that were judged before it', () => {
    expect(standing(today.store)).toEqual([['DOCK-1', 10]]);
    expect(placesOfThen()).toEqual([null, null, at(100), at(100) + 1]);
    expect(judgedOrder(today.store.db).newest()).toEqual({ at: at(100) + 1, id: lastThen.id });
    expect(verifyLedger(today.store.db).broken).toBeNull();
  });

  test.each([
    ['before all of them but the first', 600],
    ['between two that arrived the other way round', 150],
    ['after all of them, yet not after where they stood', 100],
  ])('neither gains nor loses goods by a late scan: %s', (_, minutes) => {
    send(transfer(3, 2, minutes));
    expect(standing(today.store)).toEqual([
      ['A-01-1', 2],
      ['DOCK-1', 8],
    ]);
    expect(judgedTo(today.store)).toEqual([2, 8]);
    expect(verifyLedger(today.store.db).broken).toBeNull();
  });

  test('has each of its scans in its place once a late one has brought it back', () => {
    send(transfer(3, 2, 600));
    send(transfer(3, 1, 590));
    expect(standing(today.store)).toEqual([
      ['A-01-1', 3],
      ['DOCK-1', 7],
    ]);
    expect(judgedTo(today.store)).toEqual([3, 7]);
    expect(placesOfThen()).toEqual([null, null, null, null]);
  });

  test('carries out an undo that waited for its scan when that comes in', () => {
    const moved = transfer(3, 2, 90);
    const undo = reportOf(2, 'void', { of: moved[1].id }, 80);
    today.close();
    for (const phone of phones) phone.moveTo(before.store);
    sendAsThen(undo);
    bringUpToDate();
    send(moved);
    expect(standing(today.store)).toEqual([['DOCK-1', 10]]);
  });
});
