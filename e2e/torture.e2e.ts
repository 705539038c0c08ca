import { expect, it } from 'vitest';
import { KINDS, type TortureKind } from './torture/kinds.ts';

/** Ordeals of each kind that a test has time for; `npm run torture` goes on for as long as it is told. */
const SHORT: Readonly<Record<TortureKind, number>> = {
  'server-kill': 2,
  'browser-kill': 1,
  partition: 2,
  restore: 1,
  clock: 2,
  skew: 1,
  courier: 1,
};
const SEED = 20_260_601;

it.for(Object.entries(SHORT) as [TortureKind, number][])(
  'a short %s loses, doubles, reorders and hides nothing, and every queue empties by itself',
  // What went wrong once has gone wrong, however well it goes the second time.
  { retry: 0 },
  async ([kind, times]) => {
    const { tally } = await KINDS[kind](SEED, times);
    expect(tally.breaches).toEqual([]);
    expect(tally.commands).toBeGreaterThan(0);
  },
);
