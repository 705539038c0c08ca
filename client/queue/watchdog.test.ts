import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startWatchdog, type WatchdogPorts } from './watchdog.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** Watches a queue whose front the test moves; counts restarts. */
function watch(some: Partial<WatchdogPorts> = {}) {
  const seen = { front: 1 as number | null, restarts: 0, logged: 0, probes: 0 };
  const stop = startWatchdog({
    oldest: async () => seen.front,
    probe: async () => {
      seen.probes += 1;
      return true;
    },
    restart: () => {
      seen.restarts += 1;
    },
    log: async () => {
      seen.logged += 1;
    },
    ...some,
  });
  return { seen, stop };
}

const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000);

describe('the watchdog', () => {
  it('starts the drainer anew when the oldest scan has not moved for a minute though the server answers', async () => {
    const { seen, stop } = watch();
    await minutes(1);
    expect(seen).toMatchObject({ restarts: 0, probes: 0 });
    await minutes(1);
    expect(seen).toMatchObject({ restarts: 1, logged: 1 });
    stop();
    await minutes(5);
    expect(seen.restarts).toBe(1);
  });

  it('lets a long queue drain: its front moves', async () => {
    const { seen, stop } = watch();
    for (let front = 1; front < 20; front++) {
      seen.front = front;
      await minutes(0.5);
    }
    expect(seen.restarts).toBe(0);
    stop();
  });

  it('leaves a phone without network, and an empty queue, in peace', async () => {
    const away = watch({ probe: async () => false });
    const empty = watch({ oldest: async () => null });
    await minutes(10);
    expect([away.seen.restarts, empty.seen.restarts]).toEqual([0, 0]);
    away.stop();
    empty.stop();
  });

  it('goes on watching when the database does not answer once', async () => {
    let fails = true;
    const { seen, stop } = watch({ oldest: async () => (fails ? Promise.reject(new Error('closed')) : 1) });
    await minutes(1);
    fails = false;
    await minutes(2);
    expect(seen.restarts).toBe(1);
    stop();
  });
});
