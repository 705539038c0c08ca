import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { Envelope } from '../../shared/wire/envelope.ts';
import type { PushReply } from '../../shared/wire/push.ts';
import { holdFolder } from '../db/folder-lock.ts';
import { metaStore } from '../db/meta-store.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open-database.ts';
import { MIGRATIONS } from '../db/schema.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { openStore } from '../store.ts';
import { NOON, openPaperStore, PEAS, paperPhone, peas, taken } from '../sync/paper-phone.contract.ts';
import { restoreBackup } from './restore.ts';
import { restoreLines } from './restore-report.ts';
import { takeBackup } from './take-backup.ts';

const LATER = (NOON + 3_600_000) as EpochMs;

let paper: ReturnType<typeof openPaperStore>;
let phone: ReturnType<typeof paperPhone>;
let other: ReturnType<typeof paperPhone>;
let first: Envelope;
let backup: string;

beforeEach(async () => {
  paper = openPaperStore();
  phone = paperPhone(paper.store);
  other = paperPhone(paper.store);
  first = receive('L-1');
  taken(phone.send([first]));
  backup = (await takeBackup({ dataDir: paper.folder, folder: join(paper.folder, 'backups'), mayMakeFolder: true, keep: 3 }, NOON)).path;
});

afterEach(() => paper.close());

const receive = (lot: string, from = phone) =>
  from.report('receive', { item: PEAS, lot, to: 'DOCK-1', quantity: 4, expiryOn: '2027-05-01' });
const restore = (file = backup, dataDir = paper.folder) => restoreBackup({ dataDir, file }, LATER);
const refusal = (file?: string) => {
  try {
    restore(file);
    return 'restored';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/** Stops the server, restores, starts it again. */
function restored() {
  paper.store.close();
  const facts = restore();
  paper = openPaperStore(paper.folder);
  for (const each of [phone, other]) each.moveTo(paper.store);
  return facts;
}

const rows = (sql: string) => paper.store.db.prepare(sql).raw().all();
const ledgerOf = (lane: string) => paper.store.db.prepare('SELECT id FROM ledger WHERE lane = ? ORDER BY rev').pluck().all(lane);

/** A phone as it behaves: what it kept it sends from where the server says, until all is taken. */
function drain(queue: readonly Envelope[], from = phone): void {
  let reply: PushReply = from.send([], { epoch: 'of before' });
  expect(reply).toMatchObject({ kind: 'reset', reset: 'epoch' });
  while (reply.kind === 'reset' || reply.ack.seq < queue.length) {
    const last: number = reply.kind === 'reset' ? reply.laneLast : reply.ack.seq;
    reply = from.send(queue.slice(last, last + 2), { epoch: reply.epoch });
  }
}

describe('a restore', () => {
  test('begins a new history in which phones hand over what came after the backup, each once and in order', () => {
    const mine = [receive('L-2'), receive('L-3'), phone.report('putaway', { lot: peas('L-1'), from: 'DOCK-1', to: 'A-01-1', quantity: 4 })];
    const theirs = [receive('L-4', other)];
    taken(phone.send(mine.slice(0, 2)));
    taken(other.send(theirs));
    taken(phone.send(mine.slice(2)));
    const [epoch, before] = [paper.store.meta.epoch(), rows('SELECT bin, lot, quantity FROM stock ORDER BY lot')];

    const facts = restored();
    expect(paper.store.meta.epoch()).toBe(facts.epoch);
    expect(facts.epoch).not.toBe(epoch);
    expect([facts.backup.rev, facts.before?.rev]).toEqual([2, 6]);
    expect(paper.store.wasPutBack).toBe(false);

    drain([first, ...mine]);
    drain(theirs, other);
    expect(ledgerOf(phone.lane())).toEqual([first, ...mine].map(({ id }) => id));
    expect(ledgerOf(other.lane())).toEqual(theirs.map(({ id }) => id));
    expect(rows('SELECT bin, lot, quantity FROM stock ORDER BY lot')).toEqual(before);
    expect(verifyLedger(paper.store.db).broken).toBeNull();
  });

  test('sets the database that was here aside, whole, and deletes nothing', () => {
    taken(phone.send([receive('L-2')]));
    const { aside } = restored();
    const old = new Database(aside ?? '', { readonly: true });
    expect(verifyLedger(old)).toMatchObject({ acts: 2, judgements: 2, broken: null });
    old.close();
    expect(existsSync(backup)).toBe(true);
  });

  test('is on record: in the audit, and in the ledger', () => {
    taken(phone.send([receive('L-2')]));
    const { epoch } = restored();
    const audit = paper.store.db.prepare("SELECT facts FROM access_audit WHERE act = 'backup-restored'").pluck().all();
    expect(audit.map((facts) => JSON.parse(String(facts)))).toEqual([
      { from: 'lotkeeper-20261120T110000Z-rev2.db', rev: 2, was: 3, epoch },
    ]);
    expect(rows("SELECT body ->> '$.facts.proof', body ->> '$.facts.was' FROM ledger WHERE kind = 'epoch-begun'")).toEqual([
      ['restored', 3],
    ]);
  });

  test('ends every shift: nobody knows who signed out since', () => {
    const session = { token: 'of-eve', id: 's-1', worker: 'eve', device: phone.deviceId, at: NOON, expiresAt: NOON + 1e9 };
    paper.store.access.insertSession(session);
    backup = join(paper.folder, 'by-hand.db');
    writeFileSync(backup, paper.store.db.serialize());
    restored();
    expect(paper.store.access.sessionByToken('of-eve')).toBeNull();
    expect(paper.store.access.shiftSpan({ worker: 'eve', session: 's-1', device: phone.deviceId })).not.toBeNull();
  });

  test('works on an empty folder: another machine', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lotkeeper-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const facts = restore(backup, join(folder, 'data'));
    expect([facts.before, facts.aside]).toEqual([null, null]);
    expect(facts.brought).toEqual(['receipt.key', 'enrolment.key']);
    const there = openPaperStore(join(folder, 'data'));
    expect(there.store.meta.epoch()).toBe(facts.epoch);
    const certificate = paper.store.notary.certify({
      kind: 'shift',
      session: 's',
      worker: 'w',
      device: phone.deviceId,
      at: 0,
      expiresAt: 0,
    });
    expect(there.store.notary.read(certificate)).toMatchObject({ session: 's' });
    there.store.close();
  });

  test('brings a backup of an older version up to this one', () => {
    const old = openDatabase(join(paper.folder, 'old.db'));
    migrate(old, MIGRATIONS.slice(0, 2));
    metaStore(old, 'the first');
    old.close();
    backup = join(paper.folder, 'old.db');
    const facts = restored();
    expect([facts.backup.rev, paper.store.meta.epoch()]).toEqual([0, facts.epoch]);
    expect(verifyLedger(paper.store.db).broken).toBeNull();
  });

  test('replaces the keys of a server that was started by mistake, and never those of one in use', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lotkeeper-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    openStore({ dataDir: folder }).close();
    expect(restore(backup, folder).brought).toEqual(['receipt.key', 'enrolment.key']);
    expect(readFileSync(join(folder, 'receipt.key'))).toEqual(readFileSync(join(paper.folder, 'receipt.key')));
    writeFileSync(join(paper.folder, 'backups', 'beside-the-database', 'receipt.key'), 'another');
    expect(restored().brought).toEqual([]);
  });

  test('works when the database that is here can no longer be read', () => {
    paper.store.close();
    writeFileSync(join(paper.folder, 'lotkeeper.db'), 'not a database at all, whatever it was');
    const facts = restore();
    expect(facts.before).toBeNull();
    expect(readFileSync(facts.aside ?? '', 'utf8')).toMatch(/^not a database/);
    paper = openPaperStore(paper.folder);
    expect(paper.store.meta.epoch()).toBe(facts.epoch);
  });

  test('tells what comes back by itself, and who does not', () => {
    const eve = paper.store.access.worker('eve');
    if (!eve) throw new Error('nobody');
    paper.store.access.saveWorker({ ...eve, active: false });
    paper.store.access.saveWorker({ ...eve, id: 'new', badge: 'NEW777' as never, name: 'Newcomer' });
    const said = restoreLines(restored(), 'data').join('\n');
    expect(said).toMatch(/Between the backup and it lie 0 revs/);
    expect(said).toMatch(/Not known any more: Newcomer\./);
    expect(said).toMatch(/CAN SIGN IN AGAIN though they were stopped since: eve\./);
  });
});

describe('nothing is restored, and nothing changed', () => {
  const unchanged = () => {
    expect(existsSync(join(paper.folder, 'lotkeeper.db.restoring'))).toBe(false);
    expect(paper.store.meta.epoch()).not.toBe('');
    taken(phone.send([receive('L-9')]));
  };

  test('while a server runs on the folder', () => {
    const letGo = holdFolder(paper.folder);
    expect(refusal()).toMatch(/A server is running on .* Stop it first/);
    letGo?.();
    unchanged();
  });

  test('while another program has the database open', () => {
    expect(refusal()).toMatch(/Another program has .* open/);
    unchanged();
  });

  test('from a file that is missing, damaged, changed, or something else', () => {
    expect(refusal('/nowhere.db')).toMatch(/There is no file \/nowhere.db/);
    expect(refusal(join(paper.folder, 'lotkeeper.db'))).toMatch(/is the database itself/);
    const odd = join(paper.folder, 'odd.db');
    writeFileSync(odd, 'a shopping list, and quite a long one at that: peas, cod, ice, gloves, batteries, labels, tape, salt');
    expect(refusal(odd)).toMatch(/odd.db is damaged: it cannot be read as a Lotkeeper database/);
    new Database(join(paper.folder, 'empty.db')).exec('CREATE TABLE a (b)').close();
    expect(refusal(join(paper.folder, 'empty.db'))).toMatch(/is not a backup of Lotkeeper/);
    paper.store.access.noteAct({ at: NOON, act: 'signed-in', worker: 'ana', device: null, facts: {} });
    const forged = join(paper.folder, 'forged.db');
    writeFileSync(forged, paper.store.db.serialize());
    const other = new Database(forged);
    other.exec("DROP TRIGGER access_audit_refuses_update; UPDATE access_audit SET worker = 'eve'");
    other.close();
    expect(refusal(forged)).toMatch(/is not as it was written \(audit, act 1\)/);
    const changed = new Database(backup);
    changed.exec("DROP TRIGGER ledger_refuses_update; UPDATE ledger SET body = replace(body, '4', '5')");
    changed.close();
    expect(refusal()).toMatch(/is not as it was written \(ledger, rev 2\).* Take an older backup/);
    unchanged();
  });
});
