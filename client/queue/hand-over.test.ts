import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriedSums, keepCarried, tryCarriedAgain, waitingPieces } from './carried.ts';
import { carryOnce } from './carry-once.ts';
import { createClock } from './clock.ts';
import { dexieHost } from './dexie-queue.ts';
import { enqueue } from './enqueue.ts';
import type { GiveOver } from './give-over.ts';
import { handOverOf } from './hand-over.ts';
import { handOverText, type ReadHandOver, readHandOver } from './hand-over-text.ts';
import { laneOf, type OutboxDatabase } from './outbox-database.ts';
import { enrolledOutbox, NOW, paperServer, sighting } from './paper-server.contract.ts';
import { pushOnce } from './push-once.ts';
import { joined, readQrFrame, type Seen, toQrFrames, withFrame } from './qr-frames.ts';
import { squeezed, unsqueezed } from './squeeze.ts';

const clock = createClock({ wall: () => NOW, mono: () => 0, boot: 'boot-1' });
const cursor = async () => null;

/** One phone with scans the server never heard of, another that will carry them, and the server. */
async function twoPhones(scans: number) {
  const origin = await enrolledOutbox();
  const ids: string[] = [];
  for (let at = 0; at < scans; at++) ids.push((await enqueue(origin, sighting(at))).id);
  const courier = await enrolledOutbox();
  const server = paperServer(origin);
  return {
    ...{ origin, courier, server, ids },
    give: async (what: GiveOver = 'waiting') => textOf(origin, what),
    push: (most = 100) => pushOnce({ ...dexieHost(origin), wire: server, clock, build: 'test', cursor }, most),
    carry: () =>
      carryOnce({ outbox: courier, wire: { ...server, present: async () => ({ ok: true, value: null }) }, clock, build: 'test' }),
  };
}

async function textOf(outbox: OutboxDatabase, what: GiveOver): Promise<string> {
  const handOver = await handOverOf(outbox, { what, of: 'Ana', at: NOW });
  if (!handOver) throw new Error('there is nothing to hand over');
  return handOverText(handOver);
}

async function read(text: string): Promise<ReadHandOver> {
  const handOver = await readHandOver(text);
  if (typeof handOver === 'string') throw new Error(handOver);
  return handOver;
}

const waitingOn = async (outbox: OutboxDatabase) => (await laneOf(outbox)).nextSeq - 1 - (await laneOf(outbox)).ackedSeq;

describe('handing the queue to another phone', () => {
  it('brings every scan to the server in order, and the phone it came from drains nothing twice', async () => {
    const { origin, courier, server, ids, give, carry, push } = await twoPhones(5);
    expect(await keepCarried(courier, await read(await give()))).toBe('kept');
    expect(await carry()).toEqual({ kind: 'taken', more: false });
    expect(server.ids()).toEqual(ids);
    expect(await carry()).toEqual({ kind: 'idle' });
    await push();
    expect(server.ids()).toEqual(ids);
    expect(await waitingOn(origin)).toBe(0);
    expect((await origin.commands.toArray()).map((row) => row.verdict?.outcome)).toEqual(Array(5).fill('recorded'));
  });

  it('goes on where the phone it came from had got to meanwhile, and lets it scan on', async () => {
    const { courier, origin, server, give, carry, push } = await twoPhones(5);
    await keepCarried(courier, await read(await give()));
    await push(2);
    await enqueue(origin, sighting(9));
    await carry();
    await push();
    await push();
    expect(server.ids()).toEqual((await origin.commands.toArray()).map((row) => row.id));
    expect(await waitingOn(origin)).toBe(0);
  });

  it('is cut into pieces that are one push each, every one signed', async () => {
    const { courier, origin, server, ids, give, carry } = await twoPhones(5);
    await origin.commands.toCollection().modify({ bytes: 200 * 1024 });
    const handOver = await read(await give());
    expect(handOver.pieces.map((piece) => piece.headSeq)).toEqual([2, 4, 5]);
    await keepCarried(courier, handOver);
    for (const more of [true, true, false]) expect(await carry()).toEqual({ kind: 'taken', more });
    expect(server.ids()).toEqual(ids);
    expect(server.pushes.map((push) => push.queue.depth)).toEqual([5, 3, 1]);
  });

  it('hands over what a restored server may have forgotten when asked to, and says so when that is missing', async () => {
    const { courier, server, ids, give, carry, push, origin } = await twoPhones(2);
    await push();
    ids.push((await enqueue(origin, sighting(7))).id);
    server.restore(0, 'e2');
    await keepCarried(courier, await read(await give('waiting')));
    await carry();
    expect(await carriedSums(courier)).toMatchObject([{ of: 'Ana', waiting: 1, taken: 0, problem: 'gap' }]);
    expect(await carry()).toEqual({ kind: 'idle' });

    await keepCarried(courier, await read(await give('kept')));
    await tryCarriedAgain(courier);
    await carry();
    expect(server.ids()).toEqual(ids);
    expect(await carriedSums(courier)).toMatchObject([{ waiting: 0, taken: 3, problem: null }]);
  });

  it('is sent once more to a server that was restored after it took it', async () => {
    const { courier, server, ids, give, carry } = await twoPhones(2);
    await keepCarried(courier, await read(await give()));
    await carry();
    server.restore(0, 'e2');
    await courier.lane.update('this', { epoch: 'e2' });
    expect(await waitingPieces(courier)).toHaveLength(1);
    await carry();
    expect(server.ids()).toEqual(ids);
  });

  it('stays on the carrying phone while nobody answers, and when the server refuses it', async () => {
    const { courier, server, give, carry } = await twoPhones(1);
    await keepCarried(courier, await read(await give()));
    server.faults.push({ kind: 'unreachable', timedOut: false }, { kind: 'refused', field: 'sig', message: 'no' });
    expect(await carry()).toMatchObject({ kind: 'unreachable' });
    await carry();
    expect(await carriedSums(courier)).toMatchObject([{ waiting: 1, problem: 'refused' }]);
    await tryCarriedAgain(courier);
    expect(await carry()).toEqual({ kind: 'taken', more: false });
  });

  it('knows its own queue when it is handed back, and the same piece handed over twice', async () => {
    const { origin, courier, give } = await twoPhones(2);
    const handOver = await read(await give());
    expect(await keepCarried(origin, handOver)).toBe('own');
    await keepCarried(courier, handOver);
    await keepCarried(courier, handOver);
    expect(await courier.carried.count()).toBe(1);
  });

  it('is nothing while nothing waits', async () => {
    const { origin, push } = await twoPhones(1);
    await push();
    expect(await handOverOf(origin, { what: 'waiting', of: '', at: NOW })).toBeNull();
    expect(await handOverOf(origin, { what: 'kept', of: '', at: NOW })).not.toBeNull();
  });
});

describe('a hand-over that is read', () => {
  it('is refused when anything in it was changed, lost or reordered', async () => {
    const { give } = await twoPhones(3);
    const text = await give();
    const said = JSON.parse(text);
    const [piece] = said.pieces;
    const odd = [
      { ...said, pieces: [{ ...piece, bodies: piece.bodies.slice(1) }] },
      { ...said, pieces: [{ ...piece, bodies: [...piece.bodies].reverse() }] },
      { ...said, lane: said.deviceId },
      { ...said, after: { ...said.after, seq: 1 } },
      { ...said, pieces: [{ ...piece, bodies: [{ ...piece.bodies[0], kind: 'pick' }, ...piece.bodies.slice(1)] }] },
    ];
    for (const each of odd) expect(await readHandOver(JSON.stringify(each))).toBe('damaged');
    for (const each of ['', '{}', text.slice(0, -9), JSON.stringify({ ...said, v: 2 })])
      expect(await readHandOver(each)).toBe('unreadable');
  });

  it('comes whole through a QR sequence, whatever its size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), async (scans) => {
        const { give } = await twoPhones(scans);
        const text = await give();
        const frames = await toQrFrames(await squeezed(text));
        const seen = frames.reduce<Seen>((all, each) => withFrame(all, readQrFrame(each) as never), new Map());
        const bytes = await joined(seen);
        expect(bytes && (await unsqueezed(bytes))).toBe(text);
      }),
      { numRuns: 5 },
    );
  });

  it('needs few frames: fourteen scans fit in six', async () => {
    const { give } = await twoPhones(14);
    expect((await toQrFrames(await squeezed(await give()))).length).toBeLessThanOrEqual(6);
  });
});
