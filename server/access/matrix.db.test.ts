import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Capability, can, ROLES, type Role } from '../../shared/domain/access/matrix.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { appRouter } from '../api/router.ts';
import { openStore, type Store } from '../store.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z') as EpochMs;

/** What it takes to call each procedure. One that is missing here fails the walk: whoever adds it decides for whom it is. */
const NEEDS: Readonly<Record<string, 'anyone' | 'signed in' | Capability>> = {
  'access.status': 'anyone',
  'access.signIn': 'anyone',
  'access.present': 'anyone',
  'access.signOut': 'signed in',
  'access.me': 'signed in',
  'setup.status': 'anyone',
  'setup.create': 'anyone',
  'devices.board': 'read-everything',
  'devices.tell': 'signed in',
  'sync.push': 'anyone',
  'sync.pull': 'read-floor',
  'sync.snapshot': 'read-floor',
  'sync.compare': 'read-floor',
  'sync.secondThoughts': 'read-floor',
  'sync.ask': 'read-floor',
  'sync.plan': 'read-floor',
  'sync.poke': 'read-floor',
  'lots.age': 'read-everything',
  'lots.page': 'read-floor',
  'lots.search': 'read-floor',
  'stuck.list': 'read-everything',
  'anomalies.list': 'read-everything',
  'anomalies.one': 'read-everything',
  'admin.overview': 'manage-master-data',
  'admin.importData': 'manage-master-data',
  'admin.resetPin': 'manage-people',
  'admin.revokeDevice': 'manage-people',
};

let dataDir: string;
let store: Store;

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lotkeeper-'));
  store = openStore({ dataDir });
});

afterAll(() => {
  store.close();
  rmSync(dataDir, { recursive: true });
});

/** Calls without input: whoever is let in gets as far as being told so. */
async function answerTo(path: string, roles: readonly Role[] | null): Promise<'401' | '403' | 'let in'> {
  const session = roles && { id: 's', worker: 'w', name: 'n', roles, language: 'en', deviceId: 'd', expiresAt: NOW };
  const router = appRouter(store);
  const caller = router.createCaller({ session, requestId: 'r', secure: true, now: NOW, setCookie: () => {} });
  const procedure = path.split('.').reduce<unknown>((at, name) => Reflect.get(Object(at), name), caller);
  try {
    await (procedure as () => Promise<unknown>)();
  } catch (error) {
    if (error instanceof TRPCError && error.code === 'UNAUTHORIZED') return '401';
    if (error instanceof TRPCError && error.code === 'FORBIDDEN') return '403';
  }
  return 'let in';
}

test('the table names every procedure there is, and no other', () => {
  expect(Object.keys(NEEDS).sort()).toEqual(Object.keys(appRouter(store)._def.procedures).sort());
});

describe.each(Object.entries(NEEDS))('%s, for %s', (path, need) => {
  test('answers a stranger as it should', async () => {
    expect(await answerTo(path, null)).toBe(need === 'anyone' ? 'let in' : '401');
  });

  test.each(ROLES)('answers a %s as the matrix says', async (role) => {
    const isAllowed = need === 'anyone' || need === 'signed in' || can([role], need);
    expect(await answerTo(path, [role])).toBe(isAllowed ? 'let in' : '403');
  });

  test('lets in whoever holds every role', async () => {
    expect(await answerTo(path, ROLES)).toBe('let in');
  });
});
