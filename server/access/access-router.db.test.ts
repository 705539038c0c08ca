import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TRPCError } from '@trpc/server';
import { beforeEach, expect, test } from 'vitest';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { appRouter } from '../api/router.ts';
import { openStore, type Store } from '../store.ts';
import { phoneFromCookies } from './phone-cookie.ts';
import { readSession } from './session.ts';
import { tokenFromCookies } from './session-cookie.ts';
import { mintSetupToken } from './setup.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z') as EpochMs;
const SITE = { code: 'gdy', name: 'Gdynia', timeZone: 'Europe/Warsaw' };
const PHONE = {
  publicKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'),
  deviceName: 'Phone 1',
};

let store: Store;
let cookies: string[];

beforeEach(() => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lotkeeper-'));
  store = openStore({ dataDir });
  cookies = [];
  return () => {
    store.close();
    rmSync(dataDir, { recursive: true });
  };
});

/** A browser: it sends the cookie it was given last. */
function browser(phone: string | null = null) {
  const token = tokenFromCookies(cookies.at(-1), true);
  const session = token === null ? null : readSession(store.access, token, NOW);
  const setCookie = (line: string) => void cookies.push(line);
  return appRouter(store).createCaller({ session, phone, requestId: 'r', secure: true, now: NOW, setCookie });
}

async function setUp(): Promise<string> {
  const created = await browser().setup.create({
    token: mintSetupToken(store, NOW) ?? '',
    site: SITE,
    admin: { name: 'Ana', pin: '284913' },
  });
  if (!created.ok) throw new Error(created.why);
  return created.badge;
}

test('from the first start to the end of the first shift', async () => {
  expect(await browser().access.status()).toEqual({ isSetUp: false, siteName: null, demo: false });
  const badge = await setUp();
  expect(await browser().access.status()).toEqual({ isSetUp: true, siteName: 'Gdynia', demo: false });

  const shift = await browser().access.signIn({ badge: badge.toLowerCase(), pin: '284913', ...PHONE });
  expect(shift).toMatchObject({ ok: true, worker: { name: 'Ana', roles: ['admin'] }, site: { code: 'GDY' } });
  expect(await browser().access.me()).toMatchObject({ worker: { name: 'Ana' }, shiftEndsAt: NOW + 12 * 3_600_000 });

  const stolen = cookies.at(-1);
  await browser().access.signOut();
  expect(cookies.at(-1)).toContain('Max-Age=0');
  cookies = [stolen ?? ''];
  await expect(browser().access.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

test('phones learn of the site and its administrator', async () => {
  await setUp();
  const feed = store.db.prepare('SELECT changes FROM feed').pluck().all().join();
  expect(feed).toContain('"thing":"site"');
  expect(feed).toContain('"name":"Ana"');
  expect(feed).not.toMatch(/argon2|"badge"|pinHash/);
});

test('nobody signs in before there is a site', async () => {
  expect(await browser().access.signIn({ badge: 'ANA7', pin: '284913', ...PHONE })).toEqual({ ok: false, why: 'no-site' });
});

test('a new PIN ends the shift of the old one, and its lock', async () => {
  const badge = await setUp();
  await browser().access.signIn({ badge, pin: '284913', ...PHONE });
  const admin = browser();
  const worker = (await admin.access.me())?.worker.id ?? '';
  const { pin } = await admin.admin.resetPin({ worker });
  await expect(browser().access.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  for (let n = 0; n < 5; n++) await browser().access.signIn({ badge, pin: '284913', ...PHONE });
  expect(await browser().access.signIn({ badge, pin, ...PHONE })).toMatchObject({ why: 'locked' });
  await admin.admin.resetPin({ worker }).then((again) => {
    return expect(browser().access.signIn({ badge, pin: again.pin, ...PHONE })).resolves.toMatchObject({ ok: true });
  });
});

test.each([
  ['publicKey', { publicKey: 'bm90IGEga2V5' }],
  ['badge', { badge: '<script>' }],
  ['deviceName', { deviceName: '' }],
])('a bad %s is named', async (field, wrong) => {
  const call = browser().access.signIn({ badge: 'ANA7', pin: '284913', ...PHONE, ...wrong });
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TRPCError);
  expect(String(error)).toContain(field);
});

test('a browser that lost its key is known by its cookie when somebody signs in on it again', async () => {
  const badge = await setUp();
  const first = await browser().access.signIn({ badge, pin: '284913', ...PHONE });
  const was = first.ok ? first.deviceId : '';
  expect(phoneFromCookies(cookies.at(-2)?.split(';')[0], true)).toBe(was);
  const newKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
  const again = await browser(was).access.signIn({ badge, pin: '284913', ...PHONE, publicKey: newKey });
  expect(store.phones.before(again.ok ? again.deviceId : '')).toBe(was);
  await browser(was).access.signIn({ badge, pin: '284913', ...PHONE });
  expect(store.phones.before(was)).toBeNull();
});
