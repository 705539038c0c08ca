import { describe, expect, it, onTestFinished } from 'vitest';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { startBackups } from './backup-timer.ts';
import type { TakenBackup } from './take-backup.ts';

const MINUTE = 60_000;
const TAKEN: TakenBackup = { path: 'x', rev: 1, bytes: 1, dropped: [] };

/** A store that is backed up every five minutes, at a time of the test's own. */
function aStore() {
  let now = 0;
  let lastAt: number | null = null;
  let fault: Error | null = null;
  const taken: number[] = [];
  const errors: unknown[] = [];
  const backups = startBackups({
    every: { kind: 'span', ms: 5 * MINUTE },
    lookEvery: 1e9,
    now: () => now as EpochMs,
    timeZone: () => 'UTC',
    lastAt: () => lastAt,
    take: async (at) => {
      if (fault) throw fault;
      lastAt = at;
      taken.push(at / MINUTE);
      return TAKEN;
    },
    onTaken: () => undefined,
    onError: (error) => errors.push(error),
  });
  onTestFinished(() => backups.stop());
  return {
    backups,
    taken,
    errors,
    at: async (minute: number) => {
      now = minute * MINUTE;
      await backups.look();
    },
    break: (error: Error | null) => {
      fault = error;
    },
  };
}

describe('the server backs itself up', () => {
  it('when one is due, and not before', async () => {
    const store = aStore();
    for (const minute of [0, 1, 4, 5, 6, 10]) await store.at(minute);
    expect(store.taken).toEqual([0, 5, 10]);
  });

  it('one at a time', async () => {
    const store = aStore();
    await Promise.all([store.at(0), store.at(0)]);
    expect(store.taken).toEqual([0]);
  });

  it('tells a failure once, rests ten minutes, and says that the last one is old', async () => {
    const store = aStore();
    await store.at(0);
    store.break(new Error('disk full'));
    for (const minute of [5, 6, 9, 14]) await store.at(minute);
    expect(store.errors).toHaveLength(1);
    expect(store.backups.warning()).toBe('the last verified backup is of 1970-01-01T00:00:00.000Z');
    store.break(null);
    await store.at(15);
    expect(store.taken).toEqual([0, 15]);
    expect(store.backups.warning()).toBeNull();
  });
});
