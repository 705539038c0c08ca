import { browserKill } from './browser-kill.ts';
import { clockJumps } from './clock-jump.ts';
import { courier } from './courier.ts';
import { partition } from './partition.ts';
import { restoring } from './restore.ts';
import { run } from './run.ts';
import { serverKill } from './server-kill.ts';
import { skew } from './skew.ts';
import type { Run } from './tally.ts';

/** Lives through one run of so many ordeals, dealt out by the seed. */
type Torture = (seed: number, times?: number) => Promise<Run>;

export type TortureKind = 'server-kill' | 'browser-kill' | 'partition' | 'restore' | 'clock' | 'skew' | 'courier';

export const KINDS: Readonly<Record<TortureKind, Torture>> = {
  'server-kill': (seed, times) => run(serverKill, seed, times),
  'browser-kill': browserKill,
  partition: (seed, times) => run(partition, seed, times),
  restore: (seed, times) => run(restoring, seed, times),
  clock: (seed, times) => run(clockJumps, seed, times),
  skew: (seed, times) => run(skew, seed, times),
  courier: (seed, times) => run(courier, seed, times),
};
