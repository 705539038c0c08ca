import { describe, expect, it } from 'vitest';
import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import { laneOf } from '../queue/outbox-database.ts';
import { aPhone, aReadyPhone, keep, pick, seqsIn, transfer, viewOf } from './a-phone.contract.ts';
import { binCard, lotCard, siteOf } from './questions.ts';
import { aRow, bin as binOf, lotOf, NOW, rowChange, smallStore } from './small-store.contract.ts';
import { metaOf } from './view-database.ts';
import { viewsOf } from './views.ts';

const DOWN = { kind: 'unreachable', timedOut: false } as const;
const rows = smallStore().length;

describe('a first copy of the stock', () => {
  it('answers only once it is complete and up to date', async () => {
    const { phone, feed, pull } = await aPhone();
    feed.state.pageRows = 5;
    feed.faults.push(null, null, DOWN);
    expect(await pull()).toEqual(DOWN);
    expect(await phone.views.current()).toBeNull();
    expect(await pull()).toEqual({ kind: 'current' });
    expect(await (await viewOf(phone)).reading(siteOf)).toMatchObject({ code: 'COLD' });
  });

  it('goes on where it stood, also in an app started anew', async () => {
    const { feed, pull, disk, phone } = await aPhone();
    feed.state.pageRows = 5;
    feed.faults.push(null, null, DOWN);
    await pull();
    phone.views.close();
    phone.outbox.close();
    const again = await aPhone(feed, disk);
    feed.asked.length = 0;
    await again.pull();
    expect(feed.asked[0]).not.toBe('snapshot start');
    expect(again.progress.at(-2)).toMatchObject({ done: rows, total: rows });
  });

  it('tells how far it is, row by row', async () => {
    const { feed, pull, progress } = await aPhone();
    feed.state.pageRows = 8;
    await pull();
    expect(progress.map((step) => step?.done ?? null)).toEqual([8, 16, rows, null]);
  });

  it('holds what changed while it was being fetched, on pages to come and on pages already here', async () => {
    const { phone, feed, pull } = await aPhone();
    feed.state.pageRows = 5;
    feed.faults.push(null, null, DOWN);
    await pull();
    const bin = { code: binOf('A-01-1'), zone: 'F', kind: 'pick-face', active: true, capacityPallets: null, walkOrder: 0 } as const;
    feed.add([{ thing: 'bin', key: bin.code, after: bin }, rowChange(aRow('A-01-1', lotOf('L-118'), 7))]);
    await pull();
    const card = await (await viewOf(phone)).reading((rows) => binCard(rows, bin.code));
    expect([card?.bin.kind, card?.stands.map(({ row }) => row.quantity)]).toEqual(['pick-face', [7]]);
  });

  it('never mixes the pages of a server before and after its restore', async () => {
    const { feed, pull, phone } = await aPhone();
    feed.state.pageRows = 5;
    feed.faults.push(null, DOWN);
    await pull();
    feed.state.epoch = 'e2';
    expect(await pull()).toEqual({ kind: 'current' });
    expect((await metaOf(await viewOf(phone))).cursor?.epoch).toBe('e2');
  });

  it('is begun again when the feed no longer reaches back to where it was begun', async () => {
    const { feed, pull, phone } = await aPhone();
    feed.state.pageRows = 5;
    feed.faults.push(null, DOWN);
    await pull();
    feed.add([]);
    feed.state.compactedTo = 1;
    expect(await pull()).toEqual({ kind: 'reset', reset: 'compacted' });
    expect(await pull()).toEqual({ kind: 'current' });
    expect((await metaOf(await viewOf(phone))).cursor?.rev).toBe(1);
  });

  it('shows the reports that waited for it', async () => {
    const { phone, pull } = await aPhone();
    await keep(phone, transfer('L-118', 'A-01-1', 'A-01-3', 40));
    await pull();
    expect((await (await viewOf(phone)).reading((rows) => lotCard(rows, lotOf('L-118'))))?.stands.map(({ row }) => row.bin)).toEqual([
      'A-01-3',
    ]);
  });
});

describe('a new copy', () => {
  it.each([
    ['the server was restored', 'epoch'],
    ['the phone was away longer than the feed reaches back', 'compacted'],
  ])('is fetched when %s; the old one answers until it is complete', async (_, reset) => {
    const { phone, feed, pull, outbox } = await aReadyPhone();
    await keep(phone, pick('L-118', 'A-01-1', 1));
    feed.add([]);
    if (reset === 'epoch') feed.state.epoch = 'e2';
    else feed.state.compactedTo = 1;
    expect(await pull()).toEqual({ kind: 'reset', reset });
    feed.faults.push(DOWN);
    await pull();
    expect(await (await viewOf(phone)).reading(siteOf)).toMatchObject({ code: 'COLD' });
    expect(await pull()).toEqual({ kind: 'current' });
    expect((await viewOf(phone)).name).toBe('view-3-b');
    expect(await seqsIn(outbox)).toEqual([1]);
  });

  it('says that it is of another history than the last push', async () => {
    const { feed, pull, outbox } = await aReadyPhone();
    await outbox.lane.toCollection().modify({ epoch: 'e1' });
    feed.state.epoch = 'e2';
    await pull();
    expect(await pull()).toEqual({ kind: 'current', restored: true });
  });

  it('shows a report as pending though a history that has ended had judged it', async () => {
    const { phone, feed, pull, outbox } = await aReadyPhone();
    const { seq } = await keep(phone, transfer('L-118', 'A-01-1', 'A-01-3', 40));
    const verdict = { n: 1, rev: 0, outcome: 'recorded', flags: [], occurredAt: NOW, error: null, effect: 'applied' } as const;
    await outbox.commands.update(seq, { verdict } as never);
    await outbox.lane.toCollection().modify({ epoch: 'e1' });
    feed.state.epoch = 'e2';
    await pull();
    await pull();
    expect((await (await viewOf(phone)).reading((rows) => lotCard(rows, lotOf('L-118'))))?.stands.map(({ row }) => row.bin)).toEqual([
      'A-01-3',
    ]);
  });

  it('is found by a second tab without being told', async () => {
    const { phone, feed, pull, disk } = await aReadyPhone();
    const otherTab = viewsOf(phone.outbox, disk);
    const old = await otherTab.current();
    await old?.open();
    feed.state.epoch = 'e2';
    await pull();
    await pull();
    expect((await otherTab.current())?.name).toBe('view-3-b');
  });
});

describe('following the feed', () => {
  it('takes page after page until nothing is newer, and knows of when its data is', async () => {
    const { feed, pull, view } = await aReadyPhone();
    feed.state.pageEntries = 2;
    for (let quantity = 1; quantity <= 5; quantity++) feed.add([rowChange(aRow('A-01-1', lotOf('L-118'), quantity))]);
    await pull();
    expect((await view.reading((rows) => lotCard(rows, lotOf('L-118'))))?.stands.map(({ row }) => row.quantity)).toEqual([5]);
    expect(await metaOf(view)).toMatchObject({ cursor: { rev: 5 }, dataAsOf: NOW + 5 });
  });

  it('does not call data fresh before the last page', async () => {
    const { feed, pull, view } = await aReadyPhone();
    feed.state.pageEntries = 1;
    feed.add([]);
    feed.add([]);
    feed.faults.push(null, DOWN);
    await pull();
    expect(await metaOf(view)).toMatchObject({ cursor: { rev: 1 }, dataAsOf: NOW });
  });

  it('brings the verdict on own reports: flagged ones wait in the inbox', async () => {
    const { phone, feed, pull, outbox } = await aReadyPhone();
    const { id } = await keep(phone, pick('L-118', 'A-01-1', 1));
    const verdict = { n: 1, rev: 1, outcome: 'flagged', flags: [], occurredAt: NOW, error: null, effect: 'applied' } as const;
    feed.add([], { verdict: { id, ...verdict } });
    feed.add([], { verdict: { id: '0190f3c0-0000-7000-8000-00000000ffff' as CommandId, ...verdict } });
    await pull();
    expect((await outbox.inbox.toArray()).map((entry) => entry.id)).toEqual([id]);
    expect((await outbox.commands.get(1))?.verdict?.outcome).toBe('flagged');
  });

  it('passes over kinds of things that only a newer app knows', async () => {
    const { feed, pull, view } = await aReadyPhone();
    // A kind that this app's types cannot name.
    const robot = { thing: 'robot', key: 'R2', after: { battery: 7 } } as unknown as Parameters<typeof feed.add>[0][number];
    feed.add([robot, rowChange(aRow('A-01-1', lotOf('L-118'), 3))]);
    expect(await pull()).toEqual({ kind: 'current' });
    expect((await view.reading((rows) => binCard(rows, binOf('A-01-1'))))?.stands.map(({ row }) => row.quantity)).toEqual([3]);
  });

  it('leaves the queue alone: what waits still waits', async () => {
    const { phone, feed, pull, outbox } = await aReadyPhone();
    await keep(phone, pick('L-118', 'A-01-1', 1));
    feed.add([]);
    await pull();
    expect(await laneOf(outbox)).toMatchObject({ nextSeq: 2, ackedSeq: 0 });
  });
});
