import { describe, expect, it } from 'vitest';
import { createClock } from './clock.ts';
import { dexieHost, dexieQueue } from './dexie-queue.ts';
import { enqueue } from './enqueue.ts';
import { laneOf, type OutboxDatabase } from './outbox-database.ts';
import { enrolledOutbox, NOW, paperServer, sighting } from './paper-server.contract.ts';
import { prune } from './prune.ts';
import { pushOnce } from './push-once.ts';

const DAY = 86_400_000;

/** Four scans, three of them taken by the server as rev 1, 2, 3. */
async function phone() {
  const outbox = await enrolledOutbox();
  for (let at = 0; at < 4; at++) await enqueue(outbox, sighting(at));
  const server = paperServer(outbox);
  const clock = createClock({ wall: () => NOW, mono: () => 0, boot: 'boot-1' });
  const push = () => pushOnce({ ...dexieHost(outbox), wire: server, clock, build: 'test', cursor: async () => null }, 3);
  await push();
  return { outbox, server, push, seqs: async () => (await outbox.commands.toCollection().keys()) as number[] };
}

/** This phone has pulled as much of its lane as the server took. */
async function served(outbox: OutboxDatabase) {
  const { lane, ackedSeq } = await laneOf(outbox);
  return { lane, laneAck: ackedSeq };
}

describe('letting go of old scans', () => {
  it('never lets go of one the server has not taken', async () => {
    const { outbox, seqs } = await phone();
    await prune(dexieQueue(outbox), { durable: 99, epoch: 'e1', now: NOW + 100 * DAY, ...(await served(outbox)) });
    expect(await seqs()).toEqual([4]);
  });

  it('never lets go of one that a backup may lack: acknowledged is not deletable', async () => {
    const { outbox, seqs } = await phone();
    await prune(dexieQueue(outbox), { durable: 1, epoch: 'e1', now: NOW + 100 * DAY, ...(await served(outbox)) });
    expect(await seqs()).toEqual([2, 3, 4]);
  });

  it('lets go of nothing on the word of a server of another history', async () => {
    const { outbox, seqs } = await phone();
    await prune(dexieQueue(outbox), { durable: 99, epoch: 'e2', now: NOW + 100 * DAY, ...(await served(outbox)) });
    expect(await seqs()).toEqual([1, 2, 3, 4]);
  });

  it('lets go of nothing that the server has not served since: it may have been put back by hand, its revs given anew', async () => {
    const { outbox, seqs } = await phone();
    const { lane } = await laneOf(outbox);
    await prune(dexieQueue(outbox), { durable: 99, epoch: 'e1', now: NOW + 100 * DAY, lane, laneAck: 1 });
    expect(await seqs()).toEqual([2, 3, 4]);
  });

  it('keeps all for 14 days', async () => {
    const { outbox, seqs } = await phone();
    await prune(dexieQueue(outbox), { durable: 99, epoch: 'e1', now: NOW + 13 * DAY, ...(await served(outbox)) });
    expect(await seqs()).toEqual([1, 2, 3, 4]);
  });

  it('still continues the chain afterwards, also after a restore that reaches back to the last one let go', async () => {
    const { outbox, server, push } = await phone();
    await prune(dexieQueue(outbox), { durable: 2, epoch: 'e1', now: NOW + 100 * DAY, ...(await served(outbox)) });
    expect((await laneOf(outbox)).keptFrom.seq).toBe(2);
    server.restore(2, 'e2');
    server.faults.push(() => ({ ok: true, value: { kind: 'reset', reset: 'epoch', epoch: 'e2', serverNow: NOW, laneLast: 2 } }));
    await push();
    await push();
    expect((await laneOf(outbox)).ackedSeq).toBe(4);
    expect(server.pushes.at(-1)?.commands.map(({ seq }) => seq)).toEqual([3, 4]);
  });

  it('takes a lane of its own when a server that cannot be told of a loss forgot more than the phone still holds', async () => {
    const { outbox, server, push } = await phone();
    const { lane } = await laneOf(outbox);
    await prune(dexieQueue(outbox), { durable: 2, epoch: 'e1', now: NOW + 100 * DAY, ...(await served(outbox)) });
    server.lanes.clear();
    server.faults.push(() => ({ ok: true, value: { kind: 'reset', reset: 'epoch', epoch: 'e2', serverNow: NOW, laneLast: 0 } }));
    await push();
    await push();
    await push();
    expect((await laneOf(outbox)).lane).not.toBe(lane);
    expect(server.pushes.at(-1)?.commands.map(({ seq }) => seq)).toEqual([1, 2]);
  });
});
