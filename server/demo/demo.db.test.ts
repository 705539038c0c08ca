import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayInZone, type EpochMs } from '../../shared/domain/engine/time.ts';
import { gtinSchema } from '../../shared/wire/ids.ts';
import { signIn } from '../access/sign-in.ts';
import { badgeSchema } from '../admin/master-data.ts';
import { openStore, type Store } from '../store.ts';
import { demoMark } from './demo-mark-store.ts';
import { demoPage } from './demo-page.ts';
import { demoPairStore, demoRoomStore } from './demo-pair-store.ts';
import { DEMO_PEOPLE } from './demo-people.ts';
import { DEMO_SITE } from './demo-site.ts';
import { tellStory } from './demo-story.ts';
import { fillDemo } from './fill-demo.ts';

const NOW = Date.parse('2026-11-20T14:00:00Z') as EpochMs;

let dataDir: string;
let store: Store;
let cpuMs: number;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'lotkeeper-'));
  const before = process.cpuUsage();
  store = openStore({ dataDir });
  await fillDemo(store, NOW);
  const { user, system } = process.cpuUsage(before);
  cpuMs = (user + system) / 1000;
}, 120_000);

afterAll(() => {
  store.close();
  rmSync(dataDir, { recursive: true });
});

const count = (from: string) => store.db.prepare(`SELECT count(*) FROM ${from}`).pluck().get();

describe('the demo store', () => {
  test('is one site of 4 zones, 400 bins, 60 items, 1,200 lots and 4 people, made in less than 20 seconds of work', () => {
    expect(['site', 'zone', 'bin', 'item', 'worker'].map(count)).toEqual([1, 4, 400, 60, 4]);
    expect(count('lot WHERE first_received_at IS NOT NULL')).toBe(1_200);
    expect(cpuMs).toBeLessThan(20_000);
  });

  test('came in by reports of signed phones, and by nothing else', () => {
    expect(count("ledger WHERE lane IS NULL AND worker <> 'system'")).toBe(0);
    expect(count('lane')).toBe(3);
    expect(count('lane_place WHERE sig IS NOT NULL')).toBeGreaterThan(500);
  });

  test('is sound but for what the story lets go wrong', () => {
    expect(count("judgement WHERE outcome = 'recorded'")).toBeGreaterThan(6_000);
    expect(count("judgement WHERE outcome <> 'recorded'")).toBeLessThan(40);
    expect(count("judgement WHERE verdict LIKE '%handler-error%'")).toBe(0);
  });

  test('has something of every kind for a supervisor to settle', () => {
    const open = store.db.prepare('SELECT DISTINCT code FROM anomaly WHERE closed_at IS NULL').pluck().all();
    expect(open).toEqual(
      expect.arrayContaining([
        'bin-conflict',
        'blocked-lot-moved',
        'count-variance',
        'detail-missing',
        'duplicate-lot-number',
        'expired-on-receipt',
        'expiring-soon',
        'fefo-skipped',
        'lot-expiry-mismatch',
        'lot-in-two-places',
        'missing-dispatch-scan',
        'missing-transfer-scan',
        'return-unexplained',
        'short-dated-on-receipt',
        'short-dated-picked',
        'stuck-pallet',
        'unknown-lot',
        'wrong-zone',
        'zero-but-present',
      ]),
    );
    expect(count('anomaly WHERE closed_at IS NOT NULL')).toBeGreaterThan(2);
  });

  test('nothing in it happened after now, or was received before it happened', () => {
    expect(count(`ledger WHERE received_at > ${NOW} + 60000 OR occurred_at > received_at`)).toBe(0);
    const days = store.db.prepare('SELECT count(DISTINCT received_at / 86400000) FROM ledger').pluck().get();
    expect(days).toBeGreaterThan(150);
  });

  test('lets everyone in whose badge and PIN the page shows', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
    for (const { badge, pin, role } of DEMO_PEOPLE) {
      const input = { badge: badgeSchema.parse(badge), pin, publicKey: key, deviceName: 'Test' };
      expect(await signIn(store.access, input, NOW)).toMatchObject({ ok: true, session: { roles: [role] } });
    }
  });
});

test('the lot the page says goes first is the one the plan takes first', () => {
  const pair = demoPairStore(store.db)(dayInZone(NOW, DEMO_SITE.timeZone));
  const item = gtinSchema.parse(pair?.first.lot.slice(0, 14));
  expect(pair?.newer.lot.slice(0, 14)).toBe(item);
  expect(store.sync.plan({ item, quantity: 1 }, NOW)).toMatchObject({
    ok: true,
    allocations: [{ lot: pair?.first.lot, bin: pair?.first.bin }],
  });
});

test('the page has a lot to receive, an empty bin to put it in, and says as whom', () => {
  const pair = demoPairStore(store.db)(dayInZone(NOW, DEMO_SITE.timeZone));
  const room = pair && demoRoomStore(store.db)(pair.newer.bin);
  if (!pair || !room) throw new Error('nothing to try');
  expect(count(`stock WHERE bin = '${room.bin}'`)).toBe(0);
  const zones = store.db.prepare('SELECT count(DISTINCT zone) FROM bin WHERE code IN (?, ?)').pluck().get(room.bin, pair.newer.bin);
  expect(zones).toBe(1);
  const page = demoPage('https://demo.test', { ...pair, room });
  for (const told of [room.dock, room.bin, 'NEW-', 'as the dock worker']) expect(page).toContain(told);
});

test('the same day tells the same story', () => {
  expect(tellStory(NOW)).toEqual(tellStory(NOW));
});

test('a store that holds anything is not filled, and not marked', async () => {
  const real = mkdtempSync(join(tmpdir(), 'lotkeeper-'));
  const opened = openStore({ dataDir: real });
  opened.masters.save('site', { ...DEMO_SITE, code: 'REAL' });
  await expect(fillDemo(opened, NOW)).rejects.toThrow('in use');
  expect(demoMark(opened.db).isDemo()).toBe(false);
  expect(opened.masters.site()?.code).toBe('REAL');
  opened.close();
  rmSync(real, { recursive: true });
});
