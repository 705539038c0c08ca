import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClock } from './clock.ts';
import { dexieHost } from './dexie-queue.ts';
import { type Drainer, startDrainer } from './drainer.ts';
import { enqueue } from './enqueue.ts';
import { inOneTab } from './one-tab.ts';
import { laneOf } from './outbox-database.ts';
import { enrolledOutbox, NOW, paperServer, sighting } from './paper-server.contract.ts';
import { type Pushed, pushOnce } from './push-once.ts';

const FAST = { idle: 40, first: 10, most: 40, mostUnreachable: 20, mostSilent: 5, hung: 1000 };
const DOWN = { kind: 'unreachable', timedOut: false } as const;
const MORE = { kind: 'taken', more: true } as const;
const REFUSED = { kind: 'refused', field: 'commands.0', message: 'unreadable' } as const;
const SLOW = { kind: 'unreachable', timedOut: true } as const;

let running: Drainer[] = [];
afterEach(() => {
  for (const drainer of running) drainer.stop();
  running = [];
});

/** A drainer over scripted outcomes; the last one repeats. */
function drainerOver(script: Pushed[], delays = FAST) {
  const batches: number[] = [];
  const greetings: boolean[] = [];
  const push = async (most: number, greet: boolean): Promise<Pushed> => {
    batches.push(most);
    greetings.push(greet);
    return (script.length > 1 ? script.shift() : script[0]) ?? { kind: 'idle' };
  };
  const drainer = startDrainer({ push, exclusively: (work) => work(), told: () => {}, delays, random: () => 1 });
  running.push(drainer);
  return { drainer, batches, greetings };
}

it('greets until the server has heard of this phone: not yet when it only asked to be spoken to otherwise', async () => {
  const { drainer, greetings } = drainerOver([MORE, { kind: 'reset', reset: 'epoch' }, { kind: 'taken', more: false }, { kind: 'idle' }]);
  drainer.greet();
  await vi.waitFor(() => expect(greetings.length).toBeGreaterThan(3));
  expect(greetings.slice(0, 4)).toEqual([true, true, true, false]);
});

it('greets again when that is asked for while a push is under way that greets nobody', async () => {
  const greetings: boolean[] = [];
  const push = async (_: number, greet: boolean): Promise<Pushed> => {
    greetings.push(greet);
    if (greetings.length === 2) drainer.greet();
    await sleep(5);
    return { kind: 'idle' };
  };
  const drainer = startDrainer({ push, exclusively: (work) => work(), told: () => {}, delays: FAST, random: () => 1 });
  running.push(drainer);
  drainer.wake();
  await vi.waitFor(() => expect(greetings.length).toBeGreaterThan(3));
  expect(greetings.slice(0, 4)).toEqual([true, false, true, false]);
});

async function queueWith(scans: number, tabs = 1) {
  const outbox = await enrolledOutbox();
  for (let at = 0; at < scans; at++) await enqueue(outbox, sighting(at));
  const server = paperServer(outbox);
  const clock = createClock({ wall: () => NOW, mono: () => 0, boot: 'boot-1' });
  const start = () => {
    const drainer = startDrainer({
      push: (most, greet) => pushOnce({ ...dexieHost(outbox), wire: server, clock, build: 'test', cursor: async () => null }, most, greet),
      exclusively: (work) => inOneTab('drain-test', work),
      told: () => {},
      delays: FAST,
    });
    running.push(drainer);
    return drainer;
  };
  return { outbox, server, drainers: Array.from({ length: tabs }, start) };
}

describe('the queue drains by itself', () => {
  it('once the network is back, with no new scan and nobody waking it', async () => {
    const { outbox, server, drainers } = await queueWith(5);
    server.faults.push(DOWN, DOWN, DOWN, { kind: 'server', message: 'restarting' }, DOWN);
    drainers[0]?.wake();
    await vi.waitFor(async () => expect((await laneOf(outbox)).ackedSeq).toBe(5), 3000);
    expect(server.pushes.length).toBeGreaterThan(5);
  });

  it('also when pushing itself breaks', async () => {
    const push = vi.fn(async (): Promise<Pushed> => ({ kind: 'idle' })).mockRejectedValueOnce(new Error('the database was closed'));
    const drainer = startDrainer({ push, exclusively: (work) => work(), told: () => {}, delays: FAST });
    running.push(drainer);
    drainer.wake();
    await vi.waitFor(() => expect(push.mock.calls.length).toBeGreaterThan(1));
  });

  it('also when a push never comes back', async () => {
    const push = vi.fn(async (): Promise<Pushed> => ({ kind: 'idle' })).mockImplementationOnce(() => new Promise(() => {}));
    const drainer = startDrainer({ push, exclusively: (work) => work(), told: () => {}, delays: { ...FAST, hung: 20 } });
    running.push(drainer);
    drainer.wake();
    await vi.waitFor(() => expect(push.mock.calls.length).toBeGreaterThan(1));
  });

  it('also when showing what came of a push breaks', async () => {
    const push = vi.fn(async (): Promise<Pushed> => ({ kind: 'idle' }));
    const told = vi.fn().mockImplementationOnce(() => {
      throw new Error('the screen is gone');
    });
    const drainer = startDrainer({ push, exclusively: (work) => work(), told, delays: FAST });
    running.push(drainer);
    drainer.wake();
    await vi.waitFor(() => expect(told.mock.calls.length).toBeGreaterThan(1));
  });

  it('soon after a push that was never answered: waiting for the answer was pause enough', async () => {
    const { drainer, batches } = drainerOver([SLOW, SLOW, { kind: 'idle' }], {
      ...FAST,
      first: 60_000,
      most: 60_000,
      mostUnreachable: 60_000,
    });
    drainer.wake();
    await vi.waitFor(() => expect(batches.length).toBe(3));
  });

  it('at once after a reset, however long the server was away before it said so; a second reset in a row is waited out', async () => {
    const slow = { ...FAST, first: 60_000, most: 60_000, mostUnreachable: 1 };
    const RESET = { kind: 'reset', reset: 'epoch' } as const;
    const { drainer, batches } = drainerOver([DOWN, DOWN, DOWN, RESET, RESET, { kind: 'idle' }], slow);
    drainer.wake();
    await vi.waitFor(() => expect(batches.length).toBe(5));
    await sleep(30);
    expect(batches.length).toBe(5);
  });

  it('and stops when told to', async () => {
    const { drainer, batches } = drainerOver([DOWN]);
    drainer.wake();
    await sleep(30);
    drainer.stop();
    const pushed = batches.length;
    await sleep(60);
    expect(batches.length).toBe(pushed);
  });
});

describe('one push at a time', () => {
  it('however often it is woken and from however many tabs', async () => {
    const { outbox, server, drainers } = await queueWith(40, 3);
    let flying = 0;
    let most = 0;
    const push = server.push;
    server.push = async (sent) => {
      flying += 1;
      most = Math.max(most, flying);
      await sleep(1);
      const answer = await push(sent);
      flying -= 1;
      return answer;
    };
    for (let at = 40; at < 60; at++) {
      await enqueue(outbox, sighting(at));
      for (const drainer of drainers) drainer.wake();
    }
    await vi.waitFor(async () => expect((await laneOf(outbox)).ackedSeq).toBe(60), 3000);
    expect(most).toBe(1);
    expect(new Set(server.ids()).size).toBe(60);
  });
});

describe('the batch', () => {
  it('doubles to 500 while it goes well', async () => {
    const { drainer, batches } = drainerOver([...Array.from({ length: 5 }, () => MORE), { kind: 'idle' }]);
    drainer.wake();
    await vi.waitFor(() => expect(batches.slice(0, 5)).toEqual([100, 200, 400, 500, 500]));
  });

  it('halves down to a single scan when the server or the line finds it too much', async () => {
    const { drainer, batches } = drainerOver([{ kind: 'too-large' }, SLOW, SLOW, SLOW, SLOW, SLOW, SLOW, SLOW]);
    drainer.wake();
    await vi.waitFor(() => expect(batches.slice(0, 9)).toEqual([100, 50, 25, 12, 6, 3, 1, 1, 1]), 3000);
  });

  it('is tried again at once when less would do, so that one bad scan holds nobody up for long', async () => {
    const patient = { ...FAST, first: 60_000, most: 60_000 };
    const { drainer, batches } = drainerOver([{ kind: 'too-large' }, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED], patient);
    drainer.wake();
    await vi.waitFor(() => expect(batches).toEqual([100, 50, 25, 12, 6, 3, 1]));
    await sleep(20);
    expect(batches.length).toBe(7);
  });

  it('stays as it is while nobody answers', async () => {
    const { drainer, batches } = drainerOver([DOWN]);
    drainer.wake();
    await vi.waitFor(() => expect(batches.slice(0, 3)).toEqual([100, 100, 100]));
  });
});
