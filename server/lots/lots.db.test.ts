import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '../../shared/domain/access/matrix.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { lotKeySchema } from '../../shared/wire/ids.ts';
import { importData, importHost } from '../admin/import.ts';
import { appRouter } from '../api/router.ts';
import { type DemoPhone, demoPhone, enrolDemoPhone } from '../demo/demo-phone.ts';
import { chance } from '../demo/demo-random.ts';
import { type Act, bin } from '../demo/demo-warehouse.ts';
import { openStore, type Store } from '../store.ts';

const HOUR = 3_600_000;
const MORNING = Date.parse('2026-11-17T08:00:00Z');
const at = (hours: number) => (MORNING + hours * HOUR) as EpochMs;
const NOW = at(76);

const L1 = lotKeySchema.parse('09521000000018/L1');
const L2 = lotKeySchema.parse('09521000000018/L2');
const [ITEM, EXPIRY] = [L1.slice(0, 14), '2026-11-24'];

const MASTERS = {
  site: { code: 'GDY', name: 'Gdynia', timeZone: 'Europe/Warsaw' },
  zones: [{ code: 'FRZ', name: 'Frozen', minCelsius: -22, maxCelsius: -18, storageClass: 'frozen' }],
  bins: ['A-01-1:storage', 'A-01-2:storage', 'DOCK-1:dock', 'STAGE-1:staging'].map((each) => {
    const [code, kind] = each.split(':');
    return { code, kind, zone: 'FRZ' };
  }),
  items: [{ gtin: ITEM, sku: 'VEG-1', name: 'Garden peas', unit: 'each', storageClass: 'frozen', unitsPerCarton: 10 }],
  workers: [
    { badge: 'PIC1', name: 'Ola', roles: ['picker'], pin: '402917' },
    { badge: 'DOC1', name: 'Dev', roles: ['dock'], pin: '715380' },
    { badge: 'SUP1', name: 'Sofia', roles: ['supervisor'], pin: '926451' },
  ],
};

type Said = Pick<Act, 'kind'> & { readonly at: EpochMs; readonly payload: object };

let store: Store;
let phones: Record<'picker' | 'dock' | 'spare' | 'supervisor', DemoPhone>;

beforeEach(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lotkeeper-'));
  store = openStore({ dataDir });
  const reply = await importData(importHost(store), { data: MASTERS, dryRun: false, by: null }, at(0));
  expect(reply).toMatchObject({ ok: true });
  phones = { picker: enrol('picker', 1), dock: enrol('dock', 2), spare: enrol('dock', 4), supervisor: enrol('supervisor', 3) };
  return () => {
    store.close();
    rmSync(dataDir, { recursive: true });
  };
});

function enrol(role: Role, n: number): DemoPhone {
  const id = `00000000-0000-4000-8000-00000000000${n}`;
  const worker = store.access.workers().find(({ roles }) => roles.includes(role))?.id ?? '';
  const phone = demoPhone({ deviceId: id, actor: { worker, role }, chance: chance(n) });
  enrolDemoPhone(store.access, phone, { name: `Phone ${n}`, at: at(0), until: at(1000) });
  return phone;
}

function push(who: keyof typeof phones, said: readonly Said[], sentAt: EpochMs): void {
  const phone = phones[who];
  const parcel = phone.push(said as readonly Act[], sentAt);
  const reply = store.sync.push(parcel, parcel, sentAt);
  if (reply.kind !== 'taken') throw new Error(reply.reset);
  phone.taken(reply.ack);
}

/** L1 is received, put away, picked and in part dispatched; L2 is put where L1 already stands. */
function aMorning(): void {
  const receive = (lot: string, hours: number): Said => ({
    at: at(hours),
    kind: 'receive',
    payload: { item: ITEM, lot, to: bin('DOCK-1'), quantity: 100, expiryOn: EXPIRY },
  });
  push('dock', [receive('L1', 0), receive('L2', 1)], at(1));
  push('picker', [{ at: at(2), kind: 'putaway', payload: { lot: L1, from: 'DOCK-1', to: 'A-01-1', quantity: 100 } }], at(2));
  push('picker', [{ at: at(3), kind: 'pick', payload: { lot: L1, from: 'A-01-1', to: 'STAGE-1', quantity: 20 } }], at(3));
  push('supervisor', [{ at: at(5), kind: 'putaway', payload: { lot: L2, from: 'DOCK-1', to: 'A-01-1', quantity: 100 } }], at(5));
  const dispatch = { lot: L1, from: 'STAGE-1', quantity: 5, destination: 'Shop 12' };
  push('dock', [{ at: at(4), kind: 'dispatch', payload: dispatch }], at(6));
}

function desk(roles: readonly Role[] = ['supervisor']) {
  const session = { id: 's', worker: 'w', name: 'n', roles, language: 'en', deviceId: 'd', expiresAt: NOW };
  return appRouter(store).createCaller({ session, requestId: 'r', secure: false, now: NOW, setCookie: () => {} });
}

describe('a lot’s page', () => {
  test('tells its life in the order it happened, whenever it was sent', async () => {
    aMorning();
    push('spare', [{ at: at(2.5), kind: 'sighting', payload: { lot: L1, bin: 'A-01-1' } }], at(7));
    const page = await desk().lots.page({ lot: L1 });
    const lines = page?.life.map(({ kind, workerName, deviceName, verdict }) => `${kind} ${workerName} ${deviceName} ${verdict.outcome}`);
    expect(lines).toEqual([
      'receive Dev Phone 2 recorded',
      'putaway Ola Phone 1 recorded',
      'sighting Dev Phone 4 recorded',
      'pick Ola Phone 1 recorded',
      'dispatch Dev Phone 2 recorded',
    ]);
  });

  test('says what each act did to the books', async () => {
    aMorning();
    const page = await desk().lots.page({ lot: L1 });
    expect(page?.life.find(({ kind }) => kind === 'pick')).toMatchObject({
      occurredAt: at(3),
      error: 1200,
      said: { from: 'A-01-1', to: 'STAGE-1', quantity: 20 },
      booked: [
        { place: 'bin', bin: 'A-01-1', change: -20 },
        { place: 'bin', bin: 'STAGE-1', change: 20 },
      ],
    });
  });

  test('adds up: what came in is here or has left', async () => {
    aMorning();
    expect((await desk().lots.page({ lot: L1 }))?.balance).toEqual({ cameIn: 100, wentOut: 5, onHand: 95, unaccounted: 0 });
    const disputed = await desk().lots.page({ lot: L2 });
    expect(disputed).toMatchObject({
      balance: { onHand: 100, unaccounted: 0 },
      stock: [],
      unconfirmed: [{ quantity: 100, claimedBin: 'A-01-1' }],
    });
  });

  test('says where its goods went, also when only the shipment knew', async () => {
    aMorning();
    const pick = { lot: L1, from: 'A-01-1', to: 'STAGE-1', quantity: 10 };
    push('picker', [{ at: at(7), kind: 'pick', payload: pick }], at(7));
    const load = (hours: number, some: object): Said => ({
      at: at(hours),
      kind: 'dispatch',
      payload: { lot: L1, from: 'STAGE-1', quantity: 2, shipment: 'S-7', ...some },
    });
    push('dock', [load(8, { destination: 'Shop 14', carrier: 'Lowland' }), load(9, { quantity: 3 })], at(9));
    const page = await desk().lots.page({ lot: L1 });
    expect(page?.dispatched).toMatchObject([
      { destination: 'Shop 14', shipment: 'S-7', quantity: 3, at: at(9) },
      { destination: 'Shop 14', shipment: 'S-7', carrier: 'Lowland', quantity: 2, at: at(8) },
      { destination: 'Shop 12', shipment: null, quantity: 5, at: at(4) },
    ]);
    expect(page?.life.at(-1)).toMatchObject({ kind: 'dispatch', destination: 'Shop 14', shipment: 'S-7' });
  });

  test('does not count a dispatch that was undone as gone', async () => {
    aMorning();
    const life = (await desk().lots.page({ lot: L1 }))?.life ?? [];
    const of = life.find(({ kind }) => kind === 'dispatch')?.command;
    push('dock', [{ at: at(7), kind: 'void', payload: { of } }], at(7));
    expect(await desk().lots.page({ lot: L1 })).toMatchObject({ dispatched: [], balance: { unaccounted: 0 } });
  });

  test('of a lot nobody ever heard of is empty', async () => {
    expect(await desk().lots.page({ lot: '09521000000018/NEVER' })).toBeNull();
  });
});

describe('anomalies', () => {
  test('show both claims with the people behind them', async () => {
    aMorning();
    const { rows, open, total } = await desk().anomalies.list({});
    expect({ open, total }).toEqual({ open: { stop: 1, warn: 0, info: 0 }, total: 1 });
    expect(rows[0]).toMatchObject({ code: 'bin-conflict', bin: 'A-01-1', lotNumber: 'L2', itemName: 'Garden peas' });
    expect(rows[0]?.claims.map(({ workerName }) => workerName)).toEqual(['Sofia', 'Ola']);
  });

  test('keep who opened and who closed them, and why', async () => {
    aMorning();
    const { rows } = await desk().anomalies.list({});
    const id = rows[0]?.id ?? '';
    push('supervisor', [{ at: at(8), kind: 'close-anomaly', payload: { anomaly: id, reason: 'L2 moved to A-01-2' } }], at(8));
    expect((await desk().anomalies.list({})).total).toBe(0);
    expect((await desk().anomalies.list({ open: false })).rows.map((row) => row.id)).toEqual([id]);
    expect((await desk().anomalies.one({ id }))?.history).toMatchObject([
      { what: 'opened', kind: 'putaway', workerName: 'Sofia', at: at(5) },
      { what: 'closed', kind: 'close-anomaly', workerName: 'Sofia', at: at(8), reason: 'L2 moved to A-01-2' },
    ]);
  });

  test('say of each side which lot it is about, how much and where', async () => {
    aMorning();
    const [row] = (await desk().anomalies.list({})).rows;
    expect((await desk().anomalies.one({ id: row?.id ?? '' }))?.said).toMatchObject([
      { kind: 'putaway', lot: L2, from: 'DOCK-1', to: 'A-01-1', quantity: 100 },
      { kind: 'putaway', lot: L1, from: 'DOCK-1', to: 'A-01-1', quantity: 100 },
    ]);
  });

  test('of a pick before an older lot stand where it was picked', async () => {
    const receive = (lot: string, expiryOn: string) => ({ item: ITEM, lot, to: bin('DOCK-1'), quantity: 100, expiryOn });
    const put = (lot: string, to: string) => ({ lot, from: 'DOCK-1', to, quantity: 100 });
    push(
      'dock',
      [
        { at: at(0), kind: 'receive', payload: receive('L1', EXPIRY) },
        { at: at(1), kind: 'receive', payload: receive('L2', '2026-12-24') },
        { at: at(2), kind: 'putaway', payload: put(L1, 'A-01-1') },
        { at: at(3), kind: 'putaway', payload: put(L2, 'A-01-2') },
      ],
      at(3),
    );
    push('picker', [{ at: at(4), kind: 'pick', payload: { lot: L2, from: 'A-01-2', to: 'STAGE-1', quantity: 7 } }], at(4));
    const [row] = (await desk().anomalies.list({ code: 'fefo-skipped' })).rows;
    expect(row).toMatchObject({ bin: 'A-01-2', facts: { expected: L1, bin: 'A-01-1' } });
    expect((await desk().anomalies.one({ id: row?.id ?? '' }))?.said).toMatchObject([{ lot: L2, from: 'A-01-2', quantity: 7 }]);
  });

  test('are found by severity, code, bin and lot', async () => {
    aMorning();
    const totals = [{ severity: 'stop' }, { code: 'bin-conflict' }, { bin: 'A-01-1' }, { severity: 'info' }, { bin: 'A-01-2' }] as const;
    expect(await Promise.all(totals.map(async (query) => (await desk().anomalies.list(query)).total))).toEqual([1, 1, 1, 0, 0]);
  });
});

describe('lists', () => {
  test('goods that should have left stand in the stuck list with their last scan', async () => {
    aMorning();
    expect(await desk().stuck.list()).toMatchObject([
      { bin: 'STAGE-1', number: 'L1', quantity: 15, waitsFor: 'dispatch', since: at(3), dwellMs: 73 * HOUR, windowMs: 24 * HOUR },
    ]);
  });

  test('goods stand since they were last seen, and the last scan is that of whoever saw them', async () => {
    aMorning();
    const stuckAt = async (hours: number) => {
      const session = {
        id: 's',
        worker: 'w',
        name: 'n',
        roles: ['supervisor'] as const,
        language: 'en',
        deviceId: 'd',
        expiresAt: at(9000),
      };
      const caller = appRouter(store).createCaller({ session, requestId: 'r', secure: false, now: at(hours), setCookie: () => {} });
      return (await caller.stuck.list()).find(({ bin: code }) => code === 'A-01-1');
    };
    expect(await stuckAt(2400)).toMatchObject({ since: at(3), lastWorker: 'Ola', lastDevice: 'Phone 1', lastScan: { at: at(3) } });
    push('spare', [{ at: at(30), kind: 'sighting', payload: { lot: L1, bin: 'A-01-1' } }], at(31));
    expect(await stuckAt(2400)).toMatchObject({
      since: at(30),
      dwellMs: 2370 * HOUR,
      lastWorker: 'Dev',
      lastDevice: 'Phone 4',
      lastScan: { at: at(30), error: 1200 },
    });
    expect((await desk().lots.page({ lot: L1 }))?.stock).toContainEqual(
      expect.objectContaining({ bin: 'A-01-1', seenAt: at(30), workerName: 'Dev' }),
    );
  });

  test('the age table counts what is on hand, disputed goods too', async () => {
    aMorning();
    const { rows, cells } = await desk().lots.age({});
    expect(rows).toMatchObject([
      { number: 'L1', quantity: 95, bins: ['A-01-1', 'STAGE-1'], ageDays: 3, daysLeft: 4 },
      { number: 'L2', quantity: 100, bins: [], zones: [] },
    ]);
    expect(cells).toEqual([{ age: '0-3', expiry: '4-7', lots: 2 }]);
    expect((await desk().lots.age({ zone: 'FRZ' })).total).toBe(1);
  });

  test('lots are found by number, SKU, name and GTIN, in any case', async () => {
    aMorning();
    for (const text of ['l1', 'veg-1', 'GARDEN', '0952100000001']) {
      expect((await desk().lots.search({ text })).map(({ number }) => number)).toContain('L1');
    }
    expect(await desk().lots.search({ text: '%' })).toEqual([]);
  });
});
