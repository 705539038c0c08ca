import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { ViewChange } from '../../shared/wire/feed.ts';
import { admin as words } from '../../shared/words/en/admin.ts';
import { EXAMPLE_FILE } from '../../shared/words/en/example-file.ts';
import { accessStore } from '../access/access-store.ts';
import { pinFits } from '../access/pin.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase, type SqliteDatabase } from '../db/open-database.ts';
import { MIGRATIONS } from '../db/schema.ts';
import { masterStore } from '../stock/master-store.ts';
import { type ImportHost, importData } from './import.ts';
import { importStore } from './import-store.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z') as EpochMs;

let db: SqliteDatabase;
let host: ImportHost;
let announced: (readonly ViewChange[])[];

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'lotkeeper-'));
  db = openDatabase(join(folder, 'site.db'));
  migrate(db, MIGRATIONS);
  announced = [];
  const masters = masterStore(db);
  host = { access: accessStore(db), masters, imports: importStore(db, masters), announce: (changes) => announced.push(changes) };
  return () => {
    db.close();
    rmSync(folder, { recursive: true });
  };
});

const FILE = {
  site: { code: 'GDY', name: 'Gdynia', timeZone: 'Europe/Warsaw' },
  zones: [{ code: 'FRZ', name: 'Frozen', minCelsius: -22, maxCelsius: -18, storageClass: 'frozen' }],
  bins: [
    { code: 'A-01-1', zone: 'FRZ', kind: 'storage' },
    { code: 'a-01-2', zone: 'FRZ', kind: 'dock' },
  ],
  items: [{ gtin: '09521000000018', sku: 'VEG-1', name: 'Peas', unit: 'each', storageClass: 'frozen' }],
  workers: [{ badge: 'ana7', name: 'Ana', roles: ['admin'], pin: '284913' }],
};

const take = (data: unknown, dryRun = false) => importData(host, { data, dryRun, by: null }, NOW);
const rowsWritten = () =>
  ['site', 'zone', 'bin', 'item', 'worker'].map((table) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());

async function fieldsOf(data: unknown) {
  const reply = await take(data);
  return reply.ok ? [] : reply.problems.map(({ field, code }) => `${field} ${code}`);
}

/** Puts lots straight into a bin: what an import must respect, whoever brought it. */
function putLots(bin: string, oneLot: 0 | 1, numbers: readonly string[]): void {
  const totals = '{}';
  for (const number of numbers) {
    const lot = `09521000000018/${number}`;
    db.prepare("INSERT INTO lot (key, gtin, number, status, totals) VALUES (?, '09521000000018', ?, 'available', ?)").run(
      lot,
      number,
      totals,
    );
    if (oneLot) db.prepare("INSERT INTO occupant (site, bin, lot) VALUES ('GDY', ?, ?)").run(bin, lot);
    db.prepare(
      `INSERT INTO stock (site, bin, lot, pallet, one_lot, quantity, reserved, moved_at, seen_at, claim) VALUES ('GDY', ?, ?, '', ?, 5, 0, 1, 1, '{}')`,
    ).run(bin, lot, oneLot);
  }
}

describe('a file of master data', () => {
  test('is taken whole, and phones learn of it', async () => {
    expect(await take(FILE)).toMatchObject({ ok: true, tally: { bins: { added: 2, changed: 0, same: 0 } } });
    expect(rowsWritten()).toEqual([1, 1, 2, 1, 1]);
    expect(announced.flat().map(({ thing, key }) => `${thing} ${key}`)).toEqual(
      expect.arrayContaining(['site GDY', 'zone FRZ', 'bin A-01-1', 'bin A-01-2', 'item 09521000000018']),
    );
    expect(JSON.stringify(announced)).not.toMatch(/argon2|ANA7/);
    expect(await pinFits(host.access.workers()[0]?.pinHash ?? null, '284913')).toBe(true);
  });

  test('changes nothing the second time', async () => {
    await take(FILE);
    const tally = { added: 0, changed: 0 };
    expect(await take(FILE)).toMatchObject({ ok: true, tally: { site: tally, zones: tally, bins: tally, items: tally, workers: tally } });
    expect(announced).toHaveLength(1);
  });

  test('tried out writes nothing and says what it would do', async () => {
    expect(await take(FILE, true)).toMatchObject({ ok: true, dryRun: true, tally: { zones: { added: 1 } } });
    expect(rowsWritten()).toEqual([0, 0, 0, 0, 0]);
    expect(announced).toEqual([]);
  });

  test('replaces entries of the same key and leaves the others', async () => {
    await take(FILE);
    await take({ workers: [{ badge: 'ANA7', name: 'Ana Maria', roles: ['admin', 'supervisor'] }] });
    expect(rowsWritten()).toEqual([1, 1, 2, 1, 1]);
    expect(host.access.workers()[0]).toMatchObject({ name: 'Ana Maria', roles: ['admin', 'supervisor'] });
    expect(await pinFits(host.access.workers()[0]?.pinHash ?? null, '284913')).toBe(true);
  });
});

test('the example on the admin page is taken as it stands by a store that was just set up', async () => {
  await take({ site: FILE.site, workers: FILE.workers });
  const added = (count: number) => ({ added: count, changed: 0, same: 0 });
  expect(await take(JSON.parse(EXAMPLE_FILE))).toMatchObject({
    ok: true,
    tally: { zones: added(1), bins: added(4), items: added(1), workers: added(3) },
  });
});

test('a refused file says nothing of the PINs in it', async () => {
  const reply = await take({ ...FILE, workers: [{ ...FILE.workers[0], pin: '123456' }] });
  expect(JSON.stringify(reply)).not.toContain('123456');
});

test('a file that names the site leaves where its server answers as it is', async () => {
  await take(FILE);
  const site = host.masters.site();
  if (!site) throw new Error('no site');
  const hosts = ['dock-pc:7000'];
  host.masters.save('site', { ...site, hosts });
  expect(await take(FILE)).toMatchObject({ ok: true, tally: { site: { changed: 0, same: 1 } } });
  await take({ site: { ...FILE.site, name: 'Gdynia port' } });
  expect(host.masters.site()).toMatchObject({ name: 'Gdynia port', hosts });
  expect(announced.flat().at(-1)).toMatchObject({ thing: 'site', after: { hosts } });
});

describe('people changed by a file', () => {
  const EVE = { badge: 'EVE7', name: 'Eve', roles: ['picker'], pin: '739164' };
  const acts = () =>
    db
      .prepare<[], { act: string; facts: string }>('SELECT act, facts FROM access_audit ORDER BY n')
      .all()
      .map(({ act, facts }) => ({ act, ...JSON.parse(facts) }));

  async function eveAtWork() {
    await take({ ...FILE, workers: [...FILE.workers, EVE] });
    const eve = host.access.workerByBadge('EVE7');
    if (!eve) throw new Error('nobody');
    host.access.insertDevice({ id: 'd-1', publicKey: 'k', thumbprint: 't', name: 'Phone 1', registeredAt: NOW, by: eve.id });
    host.access.insertSession({ token: 'open', id: 's-1', worker: eve.id, device: 'd-1', at: NOW, expiresAt: NOW + 1e7 });
    for (let n = 0; n < 5; n++) host.access.addFailure('EVE7', 'd-1', NOW);
    return { eve, isSignedIn: () => host.access.sessionByToken('open') !== null };
  }

  test('with a new PIN are signed out and no longer locked', async () => {
    const { isSignedIn } = await eveAtWork();
    await take({ workers: [{ ...EVE, pin: '518203' }] });
    expect(isSignedIn()).toBe(false);
    expect(host.access.failures('EVE7', 'd-1').count).toBe(0);
  });

  test('who leave are signed out; another name or role signs nobody out', async () => {
    const { isSignedIn } = await eveAtWork();
    await take({ workers: [{ ...EVE, name: 'Eva', roles: ['picker', 'dock'] }] });
    expect(isSignedIn()).toBe(true);
    await take({ workers: [{ ...EVE, active: false }] });
    expect(isSignedIn()).toBe(false);
  });

  test('are each in the audit, with what they hold now', async () => {
    const { eve } = await eveAtWork();
    await take({ workers: [{ ...EVE, roles: ['supervisor'] }] });
    const ofEve = acts().filter(({ of }) => of === eve.id);
    expect(ofEve).toMatchObject([
      { act: 'worker-added', roles: 'picker', pin: 'new' },
      { act: 'worker-changed', roles: 'supervisor', pin: 'as before', active: 'true' },
    ]);
  });
});

describe('one wrong field stops the whole file and is named', () => {
  test.each([
    ['bins[1].code invalid', { ...FILE, bins: [FILE.bins[0], { ...FILE.bins[1], code: 'A 01' }] }],
    ['bins[1].kind none-of', { ...FILE, bins: [FILE.bins[0], { ...FILE.bins[1], kind: 'shelf' }] }],
    ['bins[0].zone zone-unknown', { ...FILE, bins: [{ ...FILE.bins[0], zone: 'CHL' }] }],
    ['bins[1].code twice', { ...FILE, bins: [FILE.bins[0], { ...FILE.bins[1], code: 'a-01-1' }] }],
    ['items[0].gtin invalid', { ...FILE, items: [{ ...FILE.items[0], gtin: '09521000000017' }] }],
    ['zones[0].maxCelsius invalid', { ...FILE, zones: [{ ...FILE.zones[0], maxCelsius: -30 }] }],
    ['site.timeZone invalid', { ...FILE, site: { ...FILE.site, timeZone: 'Mars/Olympus' } }],
    ['workers[0].pin invalid', { ...FILE, workers: [{ ...FILE.workers[0], pin: '123456' }] }],
    ['workers[0].pin pin-missing', { ...FILE, workers: [{ badge: 'BEN7', name: 'Ben', roles: ['picker'] }] }],
    ['site no-site', { zones: FILE.zones }],
    ['file not-object', 'no JSON object'],
    ['bins not-list', { ...FILE, bins: 'A-01-1' }],
    ['bins[0] not-object', { ...FILE, bins: ['A-01-1'] }],
    ['bins[0].zone missing', { ...FILE, bins: [{ code: 'A-01-1', kind: 'storage' }] }],
    ['bins[0].kind missing', { ...FILE, bins: [{ code: 'A-01-1', zone: 'FRZ' }] }],
    ['bins[0].active not-yes-or-no', { ...FILE, bins: [{ ...FILE.bins[0], active: 'yes' }] }],
    ['zones[0].name not-text', { ...FILE, zones: [{ ...FILE.zones[0], name: 7 }] }],
    ['zones[0].minCelsius not-number', { ...FILE, zones: [{ ...FILE.zones[0], minCelsius: '-22' }] }],
    ['bins[0].walkOrder not-whole', { ...FILE, bins: [{ ...FILE.bins[0], walkOrder: 1.5 }] }],
    ['zones[0].minCelsius too-small', { ...FILE, zones: [{ ...FILE.zones[0], minCelsius: -273 }] }],
    ['zones[0].graceMinutes too-big', { ...FILE, zones: [{ ...FILE.zones[0], graceMinutes: 5000 }] }],
    ['items[0].name too-short', { ...FILE, items: [{ ...FILE.items[0], name: ' ' }] }],
    ['items[0].unit too-long', { ...FILE, items: [{ ...FILE.items[0], unit: 'a very long unit' }] }],
  ])('%s', async (problem, data) => {
    expect(await fieldsOf(data)).toEqual([problem]);
    expect(rowsWritten()).toEqual([0, 0, 0, 0, 0]);
  });

  test('a key the server does not know is no field of ours', async () => {
    expect(await fieldsOf({ ...FILE, bins: [{ ...FILE.bins[0], colour: 'red' }] })).toEqual(['bins[0] field-unknown']);
  });

  test('another site, and a file that leaves nobody in charge', async () => {
    await take(FILE);
    expect(await fieldsOf({ site: { ...FILE.site, code: 'OTHER' } })).toEqual(['site.code other-site']);
    expect(await fieldsOf({ workers: [{ badge: 'ANA7', name: 'Ana', roles: ['picker'] }] })).toEqual(['workers no-admin-left']);
  });

  test('every problem has its sentence', async () => {
    const codes = [
      'invalid',
      'missing',
      'not-text',
      'not-number',
      'not-whole',
      'not-yes-or-no',
      'not-list',
      'not-object',
      'none-of',
      'field-unknown',
      'too-small',
      'too-big',
      'too-short',
      'too-long',
      'twice',
      'no-site',
      'other-site',
      'zone-unknown',
      'holds-many-lots',
      'counted-otherwise',
      'pin-missing',
      'no-admin-left',
    ];
    expect(Object.keys(words).sort()).toEqual(codes.map((code) => `import.${code}`).sort());
  });
});

describe('a bin whose kind changes', () => {
  test('to hold one lot must hold no more than one', async () => {
    await take(FILE);
    putLots('A-01-2', 0, ['L1', 'L2']);
    expect(await fieldsOf({ bins: [{ code: 'A-01-2', zone: 'FRZ', kind: 'storage' }] })).toEqual(['bins[0].kind holds-many-lots']);
  });

  test('to hold one lot is guarded from then on', async () => {
    await take(FILE);
    putLots('A-01-2', 0, ['L1']);
    expect(await take({ bins: [{ code: 'A-01-2', zone: 'FRZ', kind: 'storage' }] })).toMatchObject({ ok: true });
    expect(() => putLots('A-01-2', 1, ['L2'])).toThrow(/UNIQUE|FOREIGN/);
  });

  test('to hold many lots is free for a second one', async () => {
    await take(FILE);
    putLots('A-01-1', 1, ['L1']);
    expect(await take({ bins: [{ code: 'A-01-1', zone: 'FRZ', kind: 'quarantine' }] })).toMatchObject({ ok: true });
    expect(db.prepare('SELECT count(*) FROM occupant').pluck().get()).toBe(0);
    expect(() => putLots('A-01-1', 0, ['L2'])).not.toThrow();
  });
});

test('an item keeps its unit while lots of it are on the books', async () => {
  await take(FILE);
  putLots('A-01-2', 0, ['L1']);
  expect(await fieldsOf({ items: [{ ...FILE.items[0], unit: 'kg', decimals: 3 }] })).toEqual([
    'items[0].unit counted-otherwise',
    'items[0].decimals counted-otherwise',
  ]);
});
