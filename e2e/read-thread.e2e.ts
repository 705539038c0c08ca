import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../scripts/prepare.mjs';
import { fillDemo } from '../server/demo/fill-demo.ts';
import { type DeskReader, readHere } from '../server/reading/desk-reader.ts';
import { readInThread } from '../server/reading/read-thread.ts';
import { openStore, type Store } from '../server/store.ts';
import type { EpochMs } from '../shared/domain/engine/time.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z') as EpochMs;
const ALL = { sort: 'expiry', descending: false, offset: 0, limit: 5000 } as const;
const dataDir = mkdtempSync(join(tmpdir(), 'lotkeeper-'));

let store: Store;
let reader: DeskReader;

beforeAll(async () => {
  store = openStore({ dataDir });
  await fillDemo(store, NOW);
  reader = readInThread({ dataDir, db: store.db }, pathToFileURL(join(ROOT, 'dist/server/read-worker.js')));
});

afterAll(async () => {
  await reader.close();
  store.close();
  rmSync(dataDir, { recursive: true });
});

describe('the thread that dashboards are read in', () => {
  it('answers as the server itself would', async () => {
    const here = readHere(store.db);
    expect(await reader.read('age', ALL, NOW)).toEqual(await here.read('age', ALL, NOW));
    expect(await reader.read('stuck', null, NOW)).toEqual(await here.read('stuck', null, NOW));
  });

  it('sees what was committed a moment ago, and nothing that is not', async () => {
    const lots = async () => (await reader.read('search', { text: 'JUST-NOW', limit: 10 }, NOW)).length;
    const add = store.db.prepare(
      `INSERT INTO lot (key, gtin, number, status, totals) SELECT gtin || '/JUST-NOW', gtin, 'JUST-NOW', 'available', '{}' FROM item LIMIT 1`,
    );
    store.db.exec('BEGIN IMMEDIATE');
    add.run();
    expect(await lots()).toBe(0);
    store.db.exec('COMMIT');
    expect(await lots()).toBe(1);
  });

  it('tells who asked what went wrong, and goes on answering the others', async () => {
    const broken = reader.read('lot', null as never, NOW);
    const sound = reader.read('stuck', null, NOW);
    await expect(broken).resolves.toBeNull();
    await expect(reader.read('no such read' as never, null as never, NOW)).rejects.toThrow('not a function');
    expect((await sound).length).toBeGreaterThan(0);
  });

  it('is started anew after it ended', async () => {
    await reader.close();
    expect((await reader.read('age', ALL, NOW)).total).toBeGreaterThan(100);
  });

  it('leaves nobody waiting when it ends in the middle', async () => {
    const asked = reader.read('age', ALL, NOW);
    const told = expect(asked).rejects.toThrow('closing');
    await reader.close();
    await told;
  });
});
