import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyLedger } from '../ledger/verify.ts';
import { NOON, openPaperStore, PEAS, paperPhone, taken } from '../sync/paper-phone.contract.ts';
import { explainFailure } from './backup-failure.ts';
import { backupName, checkRoom } from './backup-folder.ts';
import { lastBackup } from './backup-store.ts';
import { takeBackup } from './take-backup.ts';

const DAY = 86_400_000;

let paper: ReturnType<typeof openPaperStore>;
let phone: ReturnType<typeof paperPhone>;
let folder: string;

beforeEach(() => {
  paper = openPaperStore();
  phone = paperPhone(paper.store);
  folder = join(paper.folder, 'backups');
  taken(phone.send([receive('L-1'), receive('L-2')]));
});

afterEach(() => paper.close());

const receive = (lot: string) => phone.report('receive', { item: PEAS, lot, to: 'DOCK-1', quantity: 4, expiryOn: '2027-05-01' });
const wish = (changes: object = {}) => ({ dataDir: paper.folder, folder, mayMakeFolder: true, keep: 3, ...changes });

describe('a backup', () => {
  test('of a running server is one file that holds everything up to its rev, and says so to the phones', async () => {
    expect(paper.store.meta.durable()).toBe(0);
    const { path, rev } = await takeBackup(wish(), NOON);
    expect(rev).toBe(3);
    expect(path).toBe(join(folder, 'lotkeeper-20261120T110000Z-rev3.db'));
    expect(readdirSync(folder)).toEqual(['beside-the-database', backupName(NOON, 3)]);
    expect(readdirSync(join(folder, 'beside-the-database'))).toEqual(['enrolment.key', 'receipt.key']);
    const copy = new Database(path, { readonly: true });
    expect(copy.pragma('journal_mode', { simple: true })).toBe('delete');
    expect(verifyLedger(copy)).toEqual({ acts: 2, judgements: 2, unsigned: 0, broken: null });
    copy.close();
    const reply = phone.send([receive('L-3')]);
    expect(reply).toMatchObject({ kind: 'taken', rev: 4, durable: 3 });
    expect(lastBackup(paper.store.db)).toEqual({ at: NOON, rev: 3, file: path });
  });

  test('taken while phones push holds a whole push or none of it', async () => {
    const under = takeBackup(wish(), NOON);
    const pushing = (async () => {
      for (let n = 10; n < 60; n++) {
        taken(phone.send([receive(`L-${n}`), receive(`M-${n}`)]));
        await new Promise(setImmediate);
      }
    })();
    const [{ path, rev }] = await Promise.all([under, pushing]);
    expect(rev % 2).toBe(1);
    const copy = new Database(path, { readonly: true });
    expect(verifyLedger(copy)).toMatchObject({ acts: rev - 1, broken: null });
    copy.close();
  });

  test('makes room for itself by the oldest of its kind only', async () => {
    await takeBackup(wish(), NOON);
    writeFileSync(join(folder, 'keep-me.db'), 'not ours');
    for (const day of [1, 2, 3]) await takeBackup(wish(), NOON + day * DAY);
    expect(readdirSync(folder)).toEqual(['beside-the-database', 'keep-me.db', ...[1, 2, 3].map((day) => backupName(NOON + day * DAY, 3))]);
  });

  test('never takes back what phones were told is safe', async () => {
    paper.store.meta.setDurable(100);
    await takeBackup(wish(), NOON);
    expect(paper.store.meta.durable()).toBe(100);
  });
});

describe('without a backup it is said what to do', () => {
  const failing = (changes: object = {}) =>
    takeBackup(wish(changes), NOON).then(
      () => 'made one',
      (error: Error) => error.message,
    );

  test('when the folder somebody named is not there', async () => {
    expect(await failing({ folder: join(paper.folder, 'not-mounted'), mayMakeFolder: false })).toMatch(/not there. Is the disk mounted\?/);
    expect(existsSync(join(paper.folder, 'not-mounted'))).toBe(false);
  });

  test('when the disk is full', () => {
    expect(() => checkRoom(paper.folder, 1e15)).toThrow(/is full: \d+ MiB free, 953674317 MiB needed. Free some space/);
    expect(explainFailure(Object.assign(new Error('x'), { code: 'SQLITE_FULL' }), '/b/x').message).toMatch(
      /disk that holds \/b\/x is full/,
    );
  });

  test('when there is no database', async () => {
    expect(await failing({ dataDir: folder })).toMatch(/There is no database at .*Check LOTKEEPER_DATA/);
  });

  test('when the database is damaged: nothing is left behind, and nothing is told to be safe', async () => {
    paper.store.close();
    const path = join(paper.folder, 'lotkeeper.db');
    const bytes = readFileSync(path);
    bytes.fill(0xab, 4096 * 3, 4096 * 12);
    writeFileSync(path, bytes);
    expect(await failing()).toMatch(/damaged/);
    expect(readdirSync(folder)).toEqual([]);
    rmSync(path);
  });
});
