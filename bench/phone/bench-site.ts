import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, startServer } from '../../e2e/server-process.ts';
import { hashPin } from '../../server/access/pin.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { BADGE, type Filled, fillStore } from '../sync/filled-store.ts';
import { PHONE } from '../sync/movements.ts';

export const WHO = { badge: BADGE, pin: '602718' };
const DAY_MS = 86_400_000;

/** A site on disk that servers are started on copies of. */
export interface Seed {
  readonly folder: string;
  readonly filled: Filled;
}

export interface Size {
  readonly lots: number;
  readonly free: number;
}

/** Lots that have stood for a day, a worker who can sign in, and the enrolled phone of the floors. */
export async function withSeed<T>(size: Size, act: (seed: Seed) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-phone-'));
  try {
    const at = (Date.now() - DAY_MS) as EpochMs;
    const filled = fillStore(folder, { ...size, phone: PHONE, at, pinHash: await hashPin(WHO.pin) });
    return await act({ folder, filled });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The built product as its own process, on a copy of the seed of its own. */
export async function withServer<T>({ folder }: Seed, act: (server: RunningServer) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-phone-'));
  cpSync(folder, dataDir, { recursive: true });
  const server = await startServer({ dataDir, env: { LOTKEEPER_BACKUP_EVERY: 'off' } });
  try {
    return await act(server);
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
