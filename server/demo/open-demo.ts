import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { openStore, type Store } from '../store.ts';
import { demoMark } from './demo-mark-store.ts';
import { fillDemo } from './fill-demo.ts';

export interface DemoOptions {
  readonly dataDir: string;
  /** Make the demo anew. */
  readonly reset: boolean;
  readonly now: EpochMs;
}

/** A demo store as it was left, or a fresh one. A folder with anything real in it is refused and stays as it is. */
export async function openDemo({ dataDir, reset, now }: DemoOptions): Promise<Store> {
  const found = openStore({ dataDir });
  const mark = demoMark(found.db);
  if (mark.isDemo() && mark.isWhole() && !reset) return found;
  const isReal = !mark.isDemo() && !mark.isEmpty();
  found.close();
  if (isReal) throw new Error(`${dataDir} holds a real store. Give the demo a folder of its own: LOTKEEPER_DATA.`);
  for (const file of ['lotkeeper.db', 'lotkeeper.db-wal', 'lotkeeper.db-shm']) rmSync(join(dataDir, file), { force: true });
  const store = openStore({ dataDir });
  await fillDemo(store, now);
  return store;
}
