import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Site } from '../../shared/domain/bins/bin.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { siteSchema } from '../admin/master-data.ts';
import { openStore, type Store } from '../store.ts';
import { createSite, mintSetupToken } from './setup.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z') as EpochMs;
const SITE: Site = siteSchema.parse({ code: 'GDY', name: 'Gdynia', timeZone: 'Europe/Warsaw' });
const ADMIN = { name: 'Ana', pin: '284913', language: 'en' };

let store: Store;

beforeEach(() => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lotkeeper-'));
  store = openStore({ dataDir });
  return () => {
    store.close();
    rmSync(dataDir, { recursive: true });
  };
});

const create = (token: string | null) => createSite(store, { token: token ?? '', site: SITE, admin: ADMIN }, NOW);

test('the link creates the site and its first administrator', async () => {
  const reply = await create(mintSetupToken(store, NOW));
  expect(reply).toMatchObject({ ok: true, badge: expect.stringMatching(/^[A-Z0-9]{6}$/) });
  expect(store.access.workers()).toMatchObject([{ name: 'Ana', roles: ['admin'], active: true }]);
});

test('nobody works here before it is used: there is no default account', () => {
  mintSetupToken(store, NOW);
  expect(store.access.workers()).toEqual([]);
});

test('it opens the door once', async () => {
  const token = mintSetupToken(store, NOW);
  await create(token);
  expect(await create(token)).toEqual({ ok: false, why: 'closed' });
  expect(store.access.workers()).toHaveLength(1);
});

test('two people with the same link at once make one site', async () => {
  const token = mintSetupToken(store, NOW);
  const replies = await Promise.all([create(token), create(token)]);
  expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
  expect(store.access.workers()).toHaveLength(1);
});

test('a guessed one, and one printed at an earlier start, are refused', async () => {
  const earlier = mintSetupToken(store, NOW);
  mintSetupToken(store, NOW);
  expect(await create('guess')).toEqual({ ok: false, why: 'bad-token' });
  expect(await create(earlier)).toEqual({ ok: false, why: 'bad-token' });
});

test('none is printed once there is a site', async () => {
  await create(mintSetupToken(store, NOW));
  expect(mintSetupToken(store, NOW)).toBeNull();
});

test('it lies hashed in the file', () => {
  const token = mintSetupToken(store, NOW);
  expect(JSON.stringify(store.db.prepare('SELECT * FROM setup_token').all())).not.toContain(token);
});
