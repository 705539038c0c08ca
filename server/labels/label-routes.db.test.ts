import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '../../shared/domain/access/matrix.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { Session } from '../access/session.ts';
import { importData, importHost } from '../admin/import.ts';
import { demoMark } from '../demo/demo-mark-store.ts';
import { demoRoutes } from '../demo/demo-routes.ts';
import { openStore, type Store } from '../store.ts';
import { labelRoutes } from './label-routes.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z') as EpochMs;
const MASTERS = {
  site: { code: 'GDY', name: 'Gdynia', timeZone: 'Europe/Warsaw' },
  zones: [{ code: 'FRZ', name: 'Frozen', minCelsius: -22, maxCelsius: -18, storageClass: 'frozen' }],
  bins: Array.from({ length: 130 }, (_, n) => ({
    code: `A-${String(n + 1).padStart(3, '0')}`,
    zone: 'FRZ',
    kind: 'storage',
    walkOrder: n,
  })),
  workers: [{ badge: 'ANA7', name: 'Ana', roles: ['admin'], pin: '284913' }],
};

let store: Store;
let server: Server;
let roles: readonly Role[] | null;

beforeEach(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lotkeeper-'));
  store = openStore({ dataDir });
  await importData(importHost(store), { data: MASTERS, dryRun: false, by: null }, NOW);
  roles = null;
  const sessionOf = (): Session | null =>
    roles && { id: 's', worker: 'w', name: 'n', roles, language: 'en', deviceId: 'd', expiresAt: NOW };
  const parts = { store, base: 'https://cold.example', sessionOf };
  const app = express()
    .set('query parser', 'simple')
    .use(
      labelRoutes(parts),
      demoRoutes(parts, () => NOW),
    );
  server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  return () => {
    server.close();
    store.close();
    rmSync(dataDir, { recursive: true });
  };
});

const get = (path: string) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);

describe('sheets of labels', () => {
  test.each([
    ['a stranger', null, '/labels/bins', 401],
    ['a picker', ['picker'], '/labels/bins', 403],
    ['dock staff', ['dock'], '/labels/bins', 200],
    ['dock staff', ['dock'], '/labels/badges', 403],
    ['an administrator', ['admin'], '/labels/badges', 200],
  ] as const)('%s (%s) asking for %s is answered %i', async (_, who, path, status) => {
    roles = who;
    expect((await get(path)).status).toBe(status);
  });

  test('a long list comes in pages', async () => {
    roles = ['dock'];
    const first = await (await get('/labels/bins')).text();
    const second = await (await get('/labels/bins?page=2')).text();
    expect(first.match(/<svg/g)).toHaveLength(120);
    expect(first).toContain('/labels/bins?page=2');
    expect(second.match(/<svg/g)).toHaveLength(10);
    expect(second).toContain('A-130');
  });

  test('a lot nobody can have is refused by name, one nobody has prints nothing', async () => {
    roles = ['dock'];
    const wrong = await get('/labels/lots?lot=nonsense');
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({ error: { field: 'lot' } });
    expect(await (await get('/labels/lots?lot=09521000000018%2FL1')).text()).not.toContain('<svg');
  });
});

describe('the demo’s pages', () => {
  test('are not there in a real store', async () => {
    expect((await get('/demo')).status).toBe(404);
    expect((await get('/demo/labels/badges')).status).toBe(404);
  });

  test('are open to everybody in a demo, and say what they are', async () => {
    demoMark(store.db).mark();
    const page = await (await get('/demo')).text();
    expect(page).toContain('DEMO');
    expect(page).toContain('402917');
    expect((await get('/demo/labels/badges')).status).toBe(200);
  });
});
