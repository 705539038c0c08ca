import { describe, expect, it } from 'vitest';
import { GENESIS } from '../../shared/wire/canonical.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import { PROTOCOL, SPOKEN } from '../../shared/wire/versions.ts';
import { createClock } from './clock.ts';
import { dexieHost, dexieQueue } from './dexie-queue.ts';
import { enqueue } from './enqueue.ts';
import { keepVerdicts, markSeen } from './inbox.ts';
import { laneOf, type OutboxDatabase } from './outbox-database.ts';
import { enrolledOutbox, NOW, paperServer, sighting } from './paper-server.contract.ts';
import { type Pushed, type Pusher, pushOnce } from './push-once.ts';
import type { QueueStore } from './queue-store.ts';

const UNREACHABLE = { kind: 'unreachable', timedOut: false } as const;

async function phoneWith(scans: number) {
  const outbox = await enrolledOutbox();
  const ids: string[] = [];
  for (let at = 0; at < scans; at++) ids.push((await enqueue(outbox, sighting(at))).id);
  const server = paperServer(outbox);
  const clock = createClock({ wall: () => NOW, mono: () => 0, boot: 'boot-1' });
  const pusher: Pusher = { ...dexieHost(outbox), wire: server, clock, build: 'test', cursor: async () => null };
  /** Another tab's push: its answer is heard only after what happens `meanwhile`. */
  const slowPush = (meanwhile: () => Promise<unknown>) => {
    const slow: Pusher['wire'] = {
      push: async (sent) => {
        const answer = await server.push(sent);
        await meanwhile();
        return answer;
      },
    };
    return pushOnce({ ...pusher, wire: slow }, 100, true);
  };
  /** The app is killed once it has written so often. */
  const dyingPush = (writes: number) => {
    let left = writes;
    const writing: QueueStore['writing'] = (work) => {
      left -= 1;
      return left < 0 ? Promise.reject(new Error('killed')) : pusher.queue.writing(work);
    };
    return pushOnce({ ...pusher, queue: { ...pusher.queue, writing } }, 100, true);
  };
  return { outbox, server, ids, push: (most = 100, greet = false) => pushOnce(pusher, most, greet), slowPush, dyingPush };
}

async function waiting(outbox: OutboxDatabase): Promise<number> {
  const lane = await laneOf(outbox);
  return lane.nextSeq - 1 - lane.ackedSeq;
}

describe('a push', () => {
  it('sends what waits in order, signed, and is told what the server made of it', async () => {
    const { outbox, server, ids, push } = await phoneWith(3);
    expect(await push()).toEqual({ kind: 'taken', more: false });
    expect(server.ids()).toEqual(ids);
    expect((await outbox.commands.toArray()).map((row) => row.verdict?.outcome)).toEqual(['recorded', 'recorded', 'recorded']);
    expect(await push()).toEqual({ kind: 'idle' });
  });

  it('continues the chain over several pushes', async () => {
    const { server, ids, push } = await phoneWith(5);
    expect(await push(2)).toEqual({ kind: 'taken', more: true });
    expect(await push(2)).toEqual({ kind: 'taken', more: true });
    expect(await push(2)).toEqual({ kind: 'taken', more: false });
    expect(server.ids()).toEqual(ids);
  });

  it('stays below 768 KiB, but always sends at least one scan', async () => {
    const { outbox, server, push } = await phoneWith(3);
    await outbox.commands.toCollection().modify({ bytes: 500 * 1024 });
    await push();
    await outbox.commands.toCollection().modify({ bytes: 900 * 1024 });
    await push();
    expect(server.pushes.map((sent) => sent.commands.length)).toEqual([1, 1]);
  });

  it('tells an idle server that the phone is alive only when asked to', async () => {
    const { server, push } = await phoneWith(0);
    await push(100, true);
    expect(server.pushes).toMatchObject([{ commands: [], headSeq: 0, queue: { depth: 0, oldestWall: null } }]);
  });

  it.each<[string, Pushed]>([
    ['a dead network', UNREACHABLE],
    ['a captive portal', UNREACHABLE],
    ['a broken server', { kind: 'server', message: 'no disk' }],
    ['a proxy that finds it too large', { kind: 'too-large' }],
  ])('loses nothing to %s', async (_, failure) => {
    const { outbox, server, ids, push } = await phoneWith(2);
    server.faults.push(failure as typeof UNREACHABLE);
    expect(await push()).toEqual(failure);
    expect(await waiting(outbox)).toBe(2);
    await push();
    expect(server.ids()).toEqual(ids);
  });

  it('is recognised when its reply was lost: nothing is recorded twice', async () => {
    const { outbox, server, ids, push } = await phoneWith(2);
    server.faults.push(() => ({ ok: false, failure: UNREACHABLE }));
    await push();
    expect(server.ids()).toEqual(ids);
    await push();
    expect(server.ids()).toEqual(ids);
    expect(await waiting(outbox)).toBe(0);
  });

  it('resumes where the server says it stands, also when that is further back', async () => {
    const { outbox, server, ids, push } = await phoneWith(4);
    await push();
    server.restore(1, 'e1');
    await enqueue(outbox, sighting(9));
    await push();
    expect((await laneOf(outbox)).ackedSeq).toBe(1);
    await push();
    expect(server.ids().slice(0, 4)).toEqual(ids);
    expect(await waiting(outbox)).toBe(0);
  });
});

describe('a report the server cannot read', () => {
  const refuses = (name: string) => (sent: { commands: readonly { id: string; kind: string }[] }) => {
    const bad = sent.commands.findIndex((command) => command.id === name && command.kind !== 'unreadable');
    const failure = { kind: 'refused' as const, field: `commands.${bad}.scans`, message: 'too long' };
    return bad === -1 ? null : { ok: false as const, failure };
  };

  it('is wrapped and sent as text, wherever it stands, and the others get through as they are', async () => {
    const { outbox, server, ids, push } = await phoneWith(3);
    const [, bad = ''] = ids;
    server.refuse = refuses(bad);
    expect(await push()).toEqual({ kind: 'taken', more: true });
    await push();
    const taken = server.lanes.get((await laneOf(outbox)).lane)?.taken ?? [];
    expect(taken.map(({ id, kind }) => [id, kind])).toEqual(ids.map((id) => [id, id === bad ? 'unreadable' : 'sighting']));
    expect(JSON.parse(String(taken[1]?.payload.body))).toEqual((await outbox.commands.get(2))?.body);
  });

  it('is left alone while the server refuses everything: an outage quarantines nothing', async () => {
    const { outbox, server, push } = await phoneWith(1);
    server.refuse = () => ({ ok: false, failure: { kind: 'refused', field: 'commands.0.scans', message: 'too long' } });
    await push(1);
    expect((await outbox.commands.get(1))?.sent).toBeUndefined();
  });

  it('does not keep the phone from hearing that the server was restored', async () => {
    const { outbox, server, ids, push } = await phoneWith(1);
    const [bad = ''] = ids;
    server.refuse = (sent) =>
      sent.commands.length > 0 && sent.epoch !== 'e2'
        ? refuses(bad)(sent)
        : sent.epoch === 'e2'
          ? null
          : { ok: true, value: { kind: 'reset', reset: 'epoch', epoch: 'e2', serverNow: NOW, laneLast: 0 } };
    expect(await push(1)).toEqual({ kind: 'reset', reset: 'epoch' });
    expect((await laneOf(outbox)).epoch).toBe('e2');
  });

  it('is left alone when the phone itself is refused', async () => {
    const { outbox, server, push } = await phoneWith(1);
    server.faults.push({ kind: 'refused', field: 'deviceId', message: 'sign in again' });
    expect(await push(1)).toMatchObject({ kind: 'refused' });
    expect((await outbox.commands.get(1))?.sent).toBeUndefined();
  });
});

describe('a reset', () => {
  it('after a restore sends everything it keeps again, in the new epoch: what the server still has it may judge otherwise', async () => {
    const { outbox, server, ids, push } = await phoneWith(4);
    await push();
    server.restore(2, 'e2');
    server.faults.push(() => ({ ok: true, value: { kind: 'reset', reset: 'epoch', epoch: 'e2', serverNow: NOW, laneLast: 2 } }));
    expect(await push(100, true)).toEqual({ kind: 'reset', reset: 'epoch' });
    expect((await outbox.commands.toArray()).map(({ verdict }) => verdict)).toEqual([undefined, undefined, undefined, undefined]);
    expect(await push()).toEqual({ kind: 'taken', more: false });
    expect(server.pushes.at(-1)).toMatchObject({ epoch: 'e2', commands: [{ seq: 1 }, { seq: 2 }, { seq: 3 }, { seq: 4 }] });
    expect(server.ids()).toEqual(ids);
  });

  const RESTORED = { kind: 'reset', reset: 'epoch', epoch: 'e2', serverNow: NOW, laneLast: 0 } as const;
  const verdictsOf = async (outbox: OutboxDatabase) => (await outbox.commands.toArray()).map(({ verdict }) => verdict?.outcome);

  it('that is heard when another tab has obeyed it already takes back none of the new verdicts', async () => {
    const { outbox, server, push, slowPush } = await phoneWith(2);
    await push();
    server.faults.push(() => ({ ok: true, value: RESTORED }));
    server.faults.push(() => ({ ok: true, value: RESTORED }));
    await slowPush(async () => {
      await push(100, true);
      server.restore(0, 'e2');
      await push();
    });
    expect(await verdictsOf(outbox)).toEqual(['recorded', 'recorded']);
    expect(await laneOf(outbox)).toMatchObject({ epoch: 'e2', ackedSeq: 2 });
  });

  it('is final: what the server said before it was restored is not heard any more', async () => {
    const { outbox, server, push, slowPush } = await phoneWith(2);
    await push(1);
    server.faults.push((sent) => {
      const [{ id } = { id: '' }] = sent.commands;
      const verdicts = [
        { id: id as Verdict['id'], n: 7, rev: 7, outcome: 'flagged', flags: [], occurredAt: NOW, error: null, effect: 'none' },
      ] as const;
      const ack = { epoch: 'e1', lane: sent.lane, seq: 2, rev: 7, chain: GENESIS, seal: 'old' };
      return { ok: true, value: { kind: 'taken', epoch: 'e1', serverNow: NOW, ack, verdicts: [...verdicts], rev: 7, durable: 0 } };
    });
    server.faults.push(() => ({ ok: true, value: RESTORED }));
    await slowPush(async () => {
      await push();
      server.restore(0, 'e2');
      await push();
    });
    expect(await verdictsOf(outbox)).toEqual(['recorded', 'recorded']);
    expect(await outbox.inbox.count()).toBe(0);
  });

  it('is asked for again by a tab whose lane came to belong to the history before it', async () => {
    const { outbox, server, push, slowPush } = await phoneWith(1);
    server.faults.push((sent) => {
      const ack = { epoch: 'e2', lane: sent.lane, seq: 1, rev: 3, chain: GENESIS, seal: 'new' };
      return { ok: true, value: { kind: 'taken', epoch: 'e2', serverNow: NOW, ack, verdicts: [], rev: 3, durable: 0 } };
    });
    await slowPush(async () => {
      const [id] = (await outbox.commands.toArray()).map((row) => row.id);
      const verdict = { id: id as Verdict['id'], n: 1, rev: 1, outcome: 'recorded', flags: [], occurredAt: NOW, error: null } as const;
      await keepVerdicts(dexieQueue(outbox), [{ ...verdict, effect: 'applied' }], 'e1');
    });
    expect(await laneOf(outbox)).toMatchObject({ epoch: 'e1', ackedSeq: 0 });
    await push();
    expect(server.pushes.at(-1)).toMatchObject({ epoch: 'e1', commands: [{ seq: 1 }] });
  });

  it.each([0, 1, 2])('is obeyed as a whole or not at all by an app that is killed after %i writes', async (writes) => {
    const { outbox, server, push, dyingPush } = await phoneWith(2);
    await push();
    server.faults.push(() => ({ ok: true, value: RESTORED }));
    await dyingPush(writes).catch(() => undefined);
    const { epoch } = await laneOf(outbox);
    expect(await verdictsOf(outbox)).toEqual(epoch === 'e2' ? [undefined, undefined] : ['recorded', 'recorded']);
    expect(writes === 0 ? 'e1' : 'e2').toBe(epoch);
  });

  it('is asked for even when the app was killed after it had kept the first verdicts, and before the rest', async () => {
    const { outbox, server, ids, push } = await phoneWith(1);
    const verdict = { id: ids[0] as Verdict['id'], n: 1, rev: 1, outcome: 'recorded', flags: [], occurredAt: NOW, error: null } as const;
    await keepVerdicts(dexieQueue(outbox), [{ ...verdict, effect: 'applied' }], 'e0');
    await push();
    expect(server.pushes).toMatchObject([{ epoch: 'e0', acked: null, commands: [{ seq: 1 }] }]);
  });

  it('of a cloned phone moves every kept scan to a lane of its own: ids and hashes stay, numbers start at 1', async () => {
    const { outbox, server, ids, push } = await phoneWith(3);
    await push(1);
    const old = (await laneOf(outbox)).lane;
    const hashes = (await outbox.commands.toArray()).map((row) => row.hash);
    const newLane = '0190f3c0-0000-7000-8000-0000000000f1';
    server.faults.push(() => ({
      ok: true,
      value: { kind: 'reset', reset: 'lane-forked', epoch: 'e1', serverNow: NOW, laneLast: 1, newLane },
    }));
    await push();
    server.lanes.delete(old);
    expect(await push()).toEqual({ kind: 'taken', more: false });
    expect(server.lanes.get(newLane)?.taken.map(({ seq, id, hash }) => [seq, id, hash])).toEqual(
      ids.map((id, at) => [at + 1, id, hashes[at]]),
    );
  });
});

describe('the inbox', () => {
  const flagged = (id: Verdict['id'], n: number, outcome: Verdict['outcome']): Verdict => {
    return { id, n, rev: n, outcome, flags: [], occurredAt: NOW, error: null, effect: 'applied' };
  };

  it('holds what was flagged until the server thinks better of it', async () => {
    const { outbox } = await phoneWith(1);
    const row = await outbox.commands.get(1);
    if (!row) throw new Error('the scan is gone');
    await keepVerdicts(dexieQueue(outbox), [flagged(row.id, 1, 'flagged')], 'e1');
    expect(await outbox.inbox.count()).toBe(1);
    await keepVerdicts(dexieQueue(outbox), [flagged(row.id, 2, 'recorded')], 'e1');
    await keepVerdicts(dexieQueue(outbox), [flagged(row.id, 1, 'flagged')], 'e1');
    expect(await outbox.inbox.count()).toBe(0);
  });
});

it('the word of a server put back by hand replaces what it said at the same rev before it was', async () => {
  const { outbox, ids, push } = await phoneWith(1);
  await push();
  const [row] = await outbox.commands.toArray();
  if (!row?.verdict) throw new Error('there is no verdict');
  await keepVerdicts(dexieQueue(outbox), [{ ...row.verdict, outcome: 'flagged' }], 'e1');
  expect((await outbox.inbox.toArray()).map(({ id }) => id)).toEqual(ids);
});

describe('the protocol spoken', () => {
  const older = { oldest: 1, newest: 1 };

  it('is the oldest until the server has said what it speaks, and goes back when a server says less', async () => {
    const { server, push } = await phoneWith(0);
    await push(100, true);
    server.speaks = SPOKEN;
    await push(100, true);
    await push(100, true);
    server.speaks = older;
    await push(100, true);
    await push(100, true);
    expect(server.pushes.map(({ protocol }) => protocol)).toEqual([1, 1, PROTOCOL, PROTOCOL, 1]);
  });

  it('is another one at once when the server cannot read this one', async () => {
    const { outbox, server, push } = await phoneWith(1);
    await outbox.lane.update('this', { speaks: SPOKEN });
    server.faults.push(() => ({ ok: true, value: { kind: 'reset', reset: 'schema', epoch: 'e1', serverNow: NOW, laneLast: 0 } }));
    expect(await push()).toEqual({ kind: 'taken', more: true });
    expect(await push()).toEqual({ kind: 'taken', more: false });
    expect(server.pushes.map(({ protocol }) => protocol)).toEqual([PROTOCOL, 1]);
  });

  it('of a newer app is worth asking for it; having spoken the oldest first is not', async () => {
    const { server, push } = await phoneWith(0);
    server.speaks = SPOKEN;
    expect(await push(100, true)).toEqual({ kind: 'taken', more: false });
    server.speaks = { oldest: 1, newest: PROTOCOL + 1 };
    expect(await push(100, true)).toEqual({ kind: 'taken', more: false, isOutdated: true });
  });

  it('is none when there is none in common: the queue stays, and a person is told', async () => {
    const { outbox, server, push } = await phoneWith(1);
    const speaks = { oldest: PROTOCOL + 1, newest: PROTOCOL + 2 };
    const reset = { kind: 'reset' as const, reset: 'schema' as const, epoch: 'e1', serverNow: NOW, laneLast: 0, speaks };
    server.faults.push(() => ({ ok: true, value: reset }));
    expect(await push()).toEqual({ kind: 'reset', reset: 'schema' });
    expect(await waiting(outbox)).toBe(1);
  });

  it('decides what a push says: nothing that an older server would refuse', async () => {
    const { outbox, server, push } = await phoneWith(2);
    await outbox.commands.update(1, { told: { occurredAt: NOW, error: 7 } });
    await push(1);
    await outbox.lane.update('this', { speaks: SPOKEN });
    await outbox.commands.update(2, { told: { occurredAt: NOW, error: 7 } });
    await push(1);
    expect(server.pushes.map(({ times }) => times)).toEqual([undefined, [{ seq: 2, at: NOW, error: 7 }]]);
  });
});

describe('what the server has of a lane', () => {
  it('counts as acknowledged only as far as this phone sent it: behind may stand a cloned phone’s scans', async () => {
    const { outbox, server, push } = await phoneWith(3);
    server.faults.push(({ lane }) => {
      const ack = { epoch: 'e1', lane, seq: 3, rev: 3, chain: GENESIS, seal: '' };
      return { ok: true, value: { kind: 'taken', epoch: 'e1', serverNow: NOW, ack, verdicts: [], rev: 3, durable: 0 } };
    });
    await push(1);
    expect(await waiting(outbox)).toBe(2);
  });
});

describe('a second thought of the server', () => {
  const flagged = (n: number, code: string): Verdict => ({
    id: '' as Verdict['id'],
    n,
    rev: n,
    outcome: 'flagged',
    flags: [{ code: code as never, severity: 'warn', facts: {} }],
    occurredAt: NOW,
    error: null,
    effect: 'applied',
  });

  it('comes to the inbox when it says something else, not when it only came about anew', async () => {
    const { outbox, ids } = await phoneWith(1);
    const [id = ''] = ids;
    const tell = (verdict: Verdict) => keepVerdicts(dexieQueue(outbox), [{ ...verdict, id: id as Verdict['id'] }], 'e1');
    await tell(flagged(1, 'bin-conflict'));
    await markSeen(outbox, id as Verdict['id']);
    await tell(flagged(2, 'bin-conflict'));
    expect(await outbox.inbox.count()).toBe(0);
    await tell(flagged(3, 'wrong-zone'));
    expect((await outbox.inbox.toArray()).map(({ verdict }) => verdict.n)).toEqual([3]);
    await tell({ ...flagged(4, 'wrong-zone'), outcome: 'recorded', flags: [] });
    expect(await outbox.inbox.count()).toBe(0);
    expect((await outbox.commands.get(1))?.verdict?.n).toBe(4);
  });
});
