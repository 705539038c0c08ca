import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { signIn } from '../access/sign-in.ts';
import { badgeSchema } from '../admin/master-data.ts';
import { openStore, type Store } from '../store.ts';
import { demoMark } from './demo-mark-store.ts';
import { DEMO_PEOPLE } from './demo-people.ts';
import { DEMO_SITE } from './demo-site.ts';
import { tellStory } from './demo-story.ts';
import { openDemo } from './open-demo.ts';

const NOW = Date.parse('2026-11-20T14:00:00Z') as EpochMs;

let dataDir: string;
let store: Store;
let took: number;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'lotkeeper-'));
  const before = performance.now();
  store = await openDemo({ dataDir, reset: false, now: NOW });
  took = performance.now() - before;
});

afterAll(() => {
  store.close();
  rmSync(dataDir, { recursive: true });
});

const count = (from: string) => store.db.prepare(`SELECT count(*) FROM ${from}`).pluck().get();

describe('the demo store', () => {
  test('is one site of 4 zones, 400 bins, 60 items, 1,200 lots and 4 people, made within 20 seconds', () => {
    expect(['site', 'zone', 'bin', 'item', 'worker'].map(count)).toEqual([1, 4, 400, 60, 4]);
    expect(count('lot WHERE first_received_at IS NOT NULL')).toBe(1_200);
    expect(took).toBeLessThan(20_000);
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

test('the same day tells the same story', () => {
  expect(tellStory(NOW)).toEqual(tellStory(NOW));
});

describe('opening a demo', () => {
  test('again finds it as it was left', async () => {
    const rev = count('ledger');
    store.close();
    store = await openDemo({ dataDir, reset: false, now: NOW });
    expect(count('ledger')).toBe(rev);
  });

  test('in a real store’s folder is refused and leaves it as it is', async () => {
    const real = mkdtempSync(join(tmpdir(), 'lotkeeper-'));
    const opened = openStore({ dataDir: real });
    opened.masters.save('site', { ...DEMO_SITE, code: 'REAL' });
    opened.close();
    for (const reset of [false, true]) {
      await expect(openDemo({ dataDir: real, reset, now: NOW })).rejects.toThrow('holds a real store');
    }
    const after = openStore({ dataDir: real });
    expect(after.masters.site()?.code).toBe('REAL');
    expect(demoMark(after.db).isDemo()).toBe(false);
    after.close();
    rmSync(real, { recursive: true });
  });
});
