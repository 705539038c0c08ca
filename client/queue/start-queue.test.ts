import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keep, overlaySize, pick } from '../local/a-phone.contract.ts';
import { report } from '../local/ask.ts';
import { paperFeed } from '../local/paper-feed.contract.ts';
import { metaOf } from '../local/view-database.ts';
import { createClock } from './clock.ts';
import { dexieQueue } from './dexie-queue.ts';
import { unnumbered } from './keep-report.ts';
import { sha256Hex } from './lane-head.ts';
import { OutboxDatabase } from './outbox-database.ts';
import { enrolledOutbox, freshDisk, NOW, paperServer, sighting } from './paper-server.contract.ts';
import { useQueueState } from './queue-state.ts';
import { endShift } from './shift.ts';
import { type QueuePorts, type RunningQueue, startQueue } from './start-queue.ts';
import type { Answer, Failure, Wire } from './wire.ts';

const TOLD = { outcome: 'ok', codes: [] };

let running: RunningQueue | undefined;
afterEach(() => {
  running?.stop();
  useQueueState.setState(useQueueState.getInitialState());
});

/** A phone on one disk and a server on paper behind a line that the test cuts and mends. */
async function world() {
  const disk = freshDisk();
  const outbox = await enrolledOutbox(disk);
  const [server, feed] = [paperServer(outbox), paperFeed()];
  const line: { cut: boolean; session: boolean; pullFails?: Failure; poke?: () => void } = { cut: false, session: true };
  /** How many reports the server had when it was asked for news. */
  const pulls: number[] = [];
  const over = <I, O>(call: (input: I) => Promise<Answer<O>>, needsSession: boolean) => {
    return async (input: I): Promise<Answer<O>> => {
      if (line.cut) return { ok: false, failure: { kind: 'unreachable', timedOut: false } };
      if (needsSession && line.pullFails) return { ok: false, failure: line.pullFails };
      return needsSession && !line.session ? { ok: false, failure: { kind: 'session-expired' } } : call(input);
    };
  };
  const wire: Wire = {
    push: over(server.push, false),
    pull: over((ask) => {
      pulls.push(server.ids().length);
      return feed.wire.pull(ask);
    }, true),
    snapshot: over(feed.wire.snapshot, true),
    present: async () => ({ ok: true, value: null }),
    compare: over(feed.wire.compare, true),
    secondThoughts: over(feed.wire.secondThoughts, true),
    listen: (poke) => {
      line.poke = poke;
      return () => {};
    },
  };
  const ports: QueuePorts = {
    wire,
    build: 'test',
    clock: createClock({ wall: () => NOW, mono: () => 0, boot: 'boot-1' }),
    databases: disk,
    drainDelays: { idle: 30, first: 10, most: 40, mostUnreachable: 20, mostSilent: 5, hung: 1000 },
    pullDelays: { poll: 30, retry: 30, relisten: 10, opening: 1000 },
  };
  const start = async (delays: Partial<QueuePorts> = {}) => {
    running = await startQueue({ ...ports, ...delays });
    return running.phone;
  };
  return { disk, outbox, server, feed, line, pulls, start };
}

/** A database that no longer opens, until it is deleted. */
function breakUntilDeleted(disk: ReturnType<typeof freshDisk>, broken: string): void {
  const open = disk.indexedDB.open.bind(disk.indexedDB);
  const remove = disk.indexedDB.deleteDatabase.bind(disk.indexedDB);
  let deleted = false;
  disk.indexedDB.open = (name, version) => {
    if (name === broken && !deleted) throw new DOMException('Internal error', 'UnknownError');
    return open(name, version);
  };
  disk.indexedDB.deleteDatabase = (name) => {
    deleted ||= name === broken;
    return remove(name);
  };
}

const state = () => useQueueState.getState();

describe('an app that starts', () => {
  it('works with no network: scans are saved, counted and sent by themselves later, with no new scan', async () => {
    const { line, start, server } = await world();
    line.cut = true;
    const phone = await start();
    await report(pick('L-118', 'A-01-1', 1), TOLD, phone);
    await report(pick('L-118', 'A-01-1', 1), TOLD, phone);
    await vi.waitFor(() => expect(state()).toMatchObject({ depth: 2, oldestWall: NOW, online: false, dataAsOf: null }));
    line.cut = false;
    await vi.waitFor(() => expect(server.ids()).toHaveLength(2), 3000);
    await vi.waitFor(() => expect(state()).toMatchObject({ depth: 0, oldestWall: null, online: true, dataAsOf: NOW }), 3000);
  });

  it('sends what is queued although nobody is on shift and the session has ended', async () => {
    const { line, start, server, outbox } = await world();
    line.session = false;
    line.cut = true;
    const phone = await start();
    await report(pick('L-118', 'A-01-1', 1), TOLD, phone);
    await endShift(outbox);
    line.cut = false;
    await vi.waitFor(() => expect(server.ids()).toHaveLength(1), 3000);
    await vi.waitFor(() => expect(state().sessionExpired).toBe(true));
  });

  it.each([
    ['has ended every shift', { kind: 'session-expired' }],
    ['is an older build that cannot read the pull', { kind: 'refused', field: null, message: 'Unrecognized key' }],
  ] as const)('hands over again what a server put back lacks, although that %s and nobody scans or signs in', async (_, failure) => {
    const { line, start, server } = await world();
    const phone = await start();
    await report(pick('L-118', 'A-01-1', 1), TOLD, phone);
    await vi.waitFor(() => expect(server.ids()).toHaveLength(1), 3000);
    server.restore(0, 'e2');
    server.refuse = ({ epoch }) =>
      epoch === 'e2' ? null : { ok: true, value: { kind: 'reset', reset: 'epoch', epoch: 'e2', serverNow: NOW, laneLast: 0 } };
    line.pullFails = failure;
    await vi.waitFor(() => expect(server.ids()).toHaveLength(1), 3000);
  });

  it('shows the scans of an app that was killed right after its tick', async () => {
    const { start, line } = await world();
    const first = await start();
    await vi.waitFor(() => expect(state().dataAsOf).toBe(NOW), 3000);
    line.cut = true;
    await keep(first, pick('L-118', 'A-01-1', 1));
    running?.stop();
    const phone = await start();
    const view = await phone.views.current();
    expect(view && (await metaOf(view)).overlaySeq).toBe(1);
    expect(view && (await overlaySize(view))).toBeGreaterThan(0);
  });

  it('starts once, however often it is asked to', async () => {
    const { start } = await world();
    expect(await start()).toBe(await start());
  });

  it('throws a broken copy of the stock away and keeps the queue', async () => {
    const { start, disk, line } = await world();
    const first = await start();
    await vi.waitFor(() => expect(state().dataAsOf).toBe(NOW), 3000);
    line.cut = true;
    await keep(first, pick('L-118', 'A-01-1', 1));
    running?.stop();
    breakUntilDeleted(disk, 'view-3-a');
    const phone = await start();
    expect(await new OutboxDatabase(disk).commands.count()).toBe(1);
    line.cut = false;
    await vi.waitFor(async () => expect(await phone.views.current()).not.toBeNull(), 3000);
  });

  it('begins the first copy again when the half-written one no longer opens', async () => {
    const { start, disk, line } = await world();
    line.cut = true;
    const first = await start();
    await vi.waitFor(async () => expect(await first.views.underWay()).not.toBeNull());
    running?.stop();
    breakUntilDeleted(disk, 'view-3-a');
    const phone = await start();
    line.cut = false;
    await vi.waitFor(async () => expect(await phone.views.current()).not.toBeNull(), 3000);
  });

  it('asks for news only when little is left of a long queue that flows', async () => {
    const { start, outbox, pulls } = await world();
    const store = dexieQueue(outbox);
    const reports = await Promise.all(Array.from({ length: 700 }, (_, n) => unnumbered(sha256Hex, sighting(n))));
    await store.writing(async () => {
      await store.put(reports.map((report, n) => ({ seq: n + 1, ...report })));
      await store.putLane({ ...(await store.lane()), nextSeq: 701 });
    });
    await start();
    await vi.waitFor(() => expect(pulls).not.toHaveLength(0), 10_000);
    expect(700 - (pulls[0] ?? 0)).toBeLessThanOrEqual(500);
  });

  it('is poked by others and asks at once, by what it has just sent itself and asks a little later', async () => {
    const { start, server, line, pulls } = await world();
    const phone = await start({ pullDelays: { poll: 60_000, retry: 60_000, relisten: 10, opening: 60_000 } });
    await vi.waitFor(async () => expect(await phone.views.current()).not.toBeNull(), 3000);
    await vi.waitFor(() => expect(line.poke).toBeDefined());
    const asked = async (within: number) => {
      const before = pulls.length;
      line.poke?.();
      await new Promise((resolve) => setTimeout(resolve, within));
      return pulls.length > before;
    };
    expect(await asked(100)).toBe(true);
    await report(pick('L-118', 'A-01-1', 1), TOLD, phone);
    await vi.waitFor(() => expect(server.ids()).toHaveLength(1));
    const before = pulls.length;
    expect(await asked(50)).toBe(false);
    await vi.waitFor(() => expect(pulls.length).toBeGreaterThan(before), 1000);
  });

  it('tells the server it is alive, so that a phone with nothing to send is not taken for lost', async () => {
    const { start, server } = await world();
    await start();
    await vi.waitFor(() => expect(server.pushes[0]).toMatchObject({ commands: [], queue: { depth: 0 } }), 3000);
  });
});
