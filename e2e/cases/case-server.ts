import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { Router } from 'express';
import { hashPin } from '../../server/access/pin.ts';
import { badgeSchema } from '../../server/admin/master-data.ts';
import { trpcHandler } from '../../server/api/handler.ts';
import { createApp } from '../../server/app.ts';
import { createLog } from '../../server/ops/log.ts';
import { readHere } from '../../server/reading/desk-reader.ts';
import { openStore, type Store } from '../../server/store.ts';
import type { Role } from '../../shared/domain/access/matrix.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { ViewChange } from '../../shared/wire/feed.ts';
import type { World } from './world.ts';

export const CASE_ROLES = ['picker', 'dock', 'supervisor', 'admin'] as const satisfies readonly Role[];
export const CASE_PIN = '123456';

/** The product's own server on loopback, with two routes more: a world to start from, and the timed check on demand. */
export interface CaseServer {
  readonly origin: string;
  readonly setClock: (now: EpochMs) => void;
  readonly close: () => Promise<void>;
}

const PLENTY = { perMinute: 1_000_000 };
let knownPin: Promise<string> | undefined;

export async function startCaseServer(): Promise<CaseServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lotkeeper-case-'));
  const store = openStore({ dataDir });
  const log = createLog('error');
  let clock = 0 as EpochMs;
  const now = () => clock;
  knownPin ??= hashPin(CASE_PIN);
  const pinHash = await knownPin;
  const app = createApp({
    log,
    tls: 'off',
    trustProxy: false,
    trust: Router(),
    probes: {},
    trpc: trpcHandler({ store, reader: readHere(store.db), log, now }),
    routers: [worldImport(store, pinHash), timedCheck(store, now)],
    clientDir: dataDir,
    rateLimits: { trpc: PLENTY.perMinute, page: PLENTY.perMinute },
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${portOf(server)}`,
    setClock: (at) => {
      clock = at;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      store.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

function worldImport(store: Store, pinHash: string): Router {
  const router = express.Router();
  router.post('/world-import', (request, response) => {
    const world: World = request.body;
    store.db.transaction(() => place(store, world, pinHash))();
    response.json({ ok: true });
  });
  return router;
}

function place(store: Store, world: World, pinHash: string): void {
  store.masters.save('site', world.site);
  for (const zone of world.zones) store.masters.save('zone', zone);
  for (const item of world.items) store.masters.save('item', item);
  for (const bin of world.bins) store.masters.save('bin', bin);
  for (const role of CASE_ROLES) {
    const badge = badgeSchema.parse(`CASE${role}`.toUpperCase());
    store.access.saveWorker({ id: role, badge, name: role, roles: [role], language: 'en', active: true, pinHash });
  }
  const everything = { lots: new Set(world.effects.filter((each) => each.thing === 'lot').map((each) => each.key)) };
  store.sync.publish([
    { thing: 'site', key: world.site.code, after: world.site },
    ...world.bins.map((bin): ViewChange => ({ thing: 'bin', key: bin.code, after: bin })),
    ...world.items.map((item): ViewChange => ({ thing: 'item', key: item.gtin, after: item })),
  ]);
  store.stock.transactNow(
    {
      lots: everything.lots as never,
      items: new Set(world.items.map((item) => item.gtin)),
      bins: new Set(world.bins.map((bin) => bin.code)),
      pallets: new Set(),
      lotNumbers: new Set(),
      commands: new Set(),
      anomalies: new Set(),
      shipments: new Set(),
      fefo: [],
    },
    () => ({ effects: world.effects, value: null }),
  );
}

function timedCheck(store: Store, now: () => EpochMs): Router {
  const router = express.Router();
  router.post('/timed-check', (_request, response) => {
    response.json({ found: store.sync.sweepNow(now()) });
  });
  return router;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
