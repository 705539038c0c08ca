import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { type Badge, parseBadge } from '../../shared/domain/scanning/our-codes.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase, type SqliteDatabase } from '../db/open-database.ts';
import { MIGRATIONS } from '../db/schema.ts';
import { type AccessStore, accessStore, type Worker } from './access-store.ts';
import { publicKeySchema } from './device-key.ts';
import { hashPin } from './pin.ts';
import { closeSession, readSession } from './session.ts';
import { type SignInResult, signIn } from './sign-in.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = Date.parse('2026-11-20T12:00:00Z');
const at = (ms: number) => (NOON + ms) as EpochMs;

let folder: string;
let db: SqliteDatabase;
let store: AccessStore;
let pinHash: string;

beforeAll(async () => {
  pinHash = await hashPin('284913');
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lotkeeper-'));
  db = openDatabase(join(folder, 'site.db'));
  migrate(db, MIGRATIONS);
  store = accessStore(db);
  store.saveWorker(worker({}));
  return () => {
    db.close();
    rmSync(folder, { recursive: true });
  };
});

afterAll(() => expect(pinHash).toMatch(/^\$argon2id\$/));

function badgeOf(text: string): Badge {
  const badge = parseBadge(text);
  if (!badge) throw new Error(text);
  return badge;
}

function worker(some: Partial<Worker>): Worker {
  return { id: 'w-ana', badge: badgeOf('ANA7'), name: 'Ana', roles: ['picker'], language: 'en', active: true, pinHash, ...some };
}

function newPhone() {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return publicKeySchema.parse(publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'));
}

const PHONE = newPhone();

function tries(some: { badge?: string; pin?: string; publicKey?: string }, ms = 0): Promise<SignInResult> {
  return signIn(store, { badge: 'ANA7', pin: '284913', publicKey: PHONE, deviceName: 'Phone 1', ...some }, at(ms));
}

async function signedIn(ms = 0, publicKey = PHONE) {
  const result = await tries({ publicKey }, ms);
  if (!result.ok) throw new Error(result.why);
  return result;
}

describe('signing in', () => {
  test('badge and PIN open a shift of twelve hours on this phone', async () => {
    const { session, token } = await signedIn();
    expect(session).toMatchObject({ worker: 'w-ana', name: 'Ana', roles: ['picker'], expiresAt: NOON + 12 * HOUR });
    expect(readSession(store, token, at(1))).toEqual(session);
    expect(store.device(session.deviceId)?.publicKey).toEqual(PHONE);
  });

  test.each([
    ['a wrong PIN', { pin: '284914' }, 'wrong'],
    ['a badge nobody wears', { badge: 'NOBODY' }, 'wrong'],
  ])('%s does not', async (_, given, why) => {
    expect(await tries(given)).toEqual({ ok: false, why });
  });

  test('a worker who has left does not', async () => {
    store.saveWorker(worker({ active: false }));
    expect(await tries({})).toEqual({ ok: false, why: 'wrong' });
  });

  test('a phone keeps its id from one worker to the next, and holds one shift at a time', async () => {
    store.saveWorker(worker({ id: 'w-ben', badge: badgeOf('BEN7'), name: 'Ben' }));
    const first = await signedIn();
    const second = await signIn(store, { badge: 'BEN7', pin: '284913', publicKey: PHONE, deviceName: 'Phone 1' }, at(1));
    expect(second).toMatchObject({ ok: true, session: { deviceId: first.session.deviceId, name: 'Ben' } });
    expect(readSession(store, first.token, at(2))).toBeNull();
  });

  test('a revoked phone signs nobody in', async () => {
    const { session } = await signedIn();
    store.revokeDevice(session.deviceId, at(1));
    expect(await tries({})).toEqual({ ok: false, why: 'device-revoked' });
  });

  test('neither PIN nor token lies in the file', async () => {
    const { token } = await signedIn();
    const dump = JSON.stringify(['worker', 'session', 'access_audit'].map((table) => db.prepare(`SELECT * FROM ${table}`).all()));
    expect(dump).not.toContain(token);
    expect(dump).not.toContain('284913');
  });
});

describe('five wrong PINs', () => {
  const wrong = async (times: number, badge = 'ANA7') => {
    for (let n = 0; n < times; n++) await tries({ pin: '111112', publicKey: PHONE, badge });
  };

  test('lock the badge on that phone for 15 minutes, the right PIN too', async () => {
    await signedIn();
    await wrong(5);
    expect(await tries({}, 10 * MINUTE)).toEqual({ ok: false, why: 'locked', minutes: 5 });
    expect((await tries({}, 15 * MINUTE + 1)).ok).toBe(true);
  });

  test('do not lock it on the next phone', async () => {
    const other = newPhone();
    await signedIn(0, other);
    await signedIn();
    await wrong(5);
    expect((await tries({ publicKey: other })).ok).toBe(true);
  });

  test('from strangers, each with a phone of their own, lock no phone in use', async () => {
    await signedIn();
    for (let n = 0; n < 5; n++) await tries({ pin: '111112', publicKey: newPhone() });
    expect(await tries({ publicKey: newPhone() })).toMatchObject({ why: 'locked' });
    expect((await tries({})).ok).toBe(true);
  });

  test('on ever new phones of one colleague are fifty a day at most; the phones the worker uses stay open', async () => {
    store.saveWorker(worker({ id: 'w-ben', badge: badgeOf('BEN7'), name: 'Ben' }));
    await signedIn();
    const guess = async (publicKey: string, ms: number) => tries({ pin: '111112', publicKey }, ms);
    const enrol = async () => {
      const publicKey = newPhone();
      await tries({ badge: 'BEN7', publicKey });
      return publicKey;
    };
    for (let phone = 0; phone < 10; phone++) {
      const publicKey = await enrol();
      for (let n = 0; n < 4; n++) expect(await guess(publicKey, 1)).toMatchObject({ why: 'wrong' });
      expect(await guess(publicKey, 1)).toMatchObject({ why: 'locked' });
    }
    const next = await enrol();
    expect(await tries({ publicKey: next }, 2)).toMatchObject({ why: 'locked' });
    expect((await tries({}, 2)).ok).toBe(true);
    expect((await tries({ publicKey: next }, 24 * HOUR + 2)).ok).toBe(true);
  });

  test('lock a badge nobody wears just the same', async () => {
    await wrong(5, 'NOBODY');
    expect(await tries({ badge: 'NOBODY' })).toMatchObject({ why: 'locked' });
  });

  test('count when they are sent all at once', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => tries({ pin: '111112' })));
    expect(results.filter((result) => !result.ok && result.why === 'locked')).toHaveLength(4);
  });

  test('are forgotten after the right one', async () => {
    await signedIn();
    await wrong(4);
    await signedIn();
    expect(await tries({ pin: '111112' })).toEqual({ ok: false, why: 'wrong' });
  });
});

describe('a session', () => {
  test('ends with the shift, however busy', async () => {
    const { token } = await signedIn();
    expect(readSession(store, token, at(5 * HOUR))).not.toBeNull();
    expect(readSession(store, token, at(10 * HOUR))).not.toBeNull();
    expect(readSession(store, token, at(12 * HOUR - 1))).not.toBeNull();
    expect(readSession(store, token, at(12 * HOUR))).toBeNull();
  });

  test('ends after six silent hours', async () => {
    const { token } = await signedIn();
    expect(readSession(store, token, at(HOUR))).not.toBeNull();
    expect(readSession(store, token, at(7 * HOUR))).toBeNull();
  });

  test('ends on signing out', async () => {
    const { token, session } = await signedIn();
    closeSession(store, session, at(1));
    expect(readSession(store, token, at(2))).toBeNull();
  });

  test('ends when its phone is revoked, and when its worker leaves', async () => {
    const { token, session } = await signedIn();
    store.saveWorker(worker({ active: false }));
    expect(readSession(store, token, at(1))).toBeNull();
    store.saveWorker(worker({}));
    expect(readSession(store, token, at(1))).not.toBeNull();
    store.revokeDevice(session.deviceId, at(1));
    expect(readSession(store, token, at(2))).toBeNull();
  });

  test('follows the roles its worker holds now', async () => {
    const { token } = await signedIn();
    store.saveWorker(worker({ roles: ['supervisor'] }));
    expect(readSession(store, token, at(1))?.roles).toEqual(['supervisor']);
  });
});

test('the audit of who signed in where cannot be rewritten', async () => {
  await signedIn();
  expect(() => db.prepare('DELETE FROM access_audit').run()).toThrow('append-only');
  expect(() => db.prepare("UPDATE access_audit SET worker = 'x'").run()).toThrow('append-only');
});
