import { describe, expect, it } from 'vitest';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { LotKey } from '../../shared/domain/lots/ids.ts';
import { dexieQueue } from '../queue/dexie-queue.ts';
import { laneOf } from '../queue/outbox-database.ts';
import { rekeyLane } from '../queue/rekey-lane.ts';
import { aReadyPhone, keep, overlaySize, transfer, viewOf } from './a-phone.contract.ts';
import { applyPage } from './apply-page.ts';
import { catchUp } from './catch-up.ts';
import { dexieView } from './dexie-view.ts';
import { lotCard } from './questions.ts';
import { aRow, lotOf, NOW, rowChange } from './small-store.contract.ts';
import { metaOf, type ViewDatabase } from './view-database.ts';

const L118 = lotOf('L-118');

/** Where a lot stands on this phone: `A-01-1 40`. */
async function stands(view: ViewDatabase, lot: LotKey = L118): Promise<string[]> {
  const card = await view.reading((rows) => lotCard(rows, lot));
  return (card?.stands ?? []).map(({ row }) => `${row.bin} ${row.quantity}`).sort();
}

const gone = (bin: string) => ({ thing: 'stock' as const, key: `${bin} ${L118} `, after: null });
const there = (bin: string, quantity: number) => rowChange(aRow(bin, L118, quantity));

describe('a report waits over the server rows', () => {
  it('and shows at once where it put the goods', async () => {
    const { phone, view } = await aReadyPhone();
    await keep(phone, transfer('L-118', 'A-01-1', 'A-01-3', 40));
    await catchUp(phone.outbox, view);
    expect(await stands(view)).toEqual(['A-01-3 40']);
  });

  it('heals in an app that was killed between keeping a report and showing it', async () => {
    const { phone, outbox, view } = await aReadyPhone();
    await keep(phone, transfer('L-118', 'A-01-1', 'A-01-3', 30));
    await keep(phone, transfer('L-118', 'A-01-3', 'A-02-3', 10));
    expect(await stands(view)).toEqual(['A-01-1 40']);
    await catchUp(outbox, view);
    expect(await stands(view)).toEqual(['A-01-1 10', 'A-01-3 20', 'A-02-3 10']);
  });

  it('is laid over once, however many tabs catch up at the same time', async () => {
    const { phone, outbox, view } = await aReadyPhone();
    for (let n = 0; n < 5; n++) await keep(phone, transfer('L-118', 'A-01-1', 'A-01-3', 1));
    await Promise.all([catchUp(outbox, view), catchUp(outbox, view), catchUp(outbox, view)]);
    expect(await stands(view)).toEqual(['A-01-1 35', 'A-01-3 5']);
  });

  it('stays although the server has taken it: only a pull that brings its rows drops it', async () => {
    const { phone, outbox, view, feed, pull } = await aReadyPhone();
    await keep(phone, transfer('L-118', 'A-01-1', 'A-01-3', 40));
    await outbox.lane.toCollection().modify({ ackedSeq: 1 });
    await pull();
    expect(await stands(view)).toEqual(['A-01-3 40']);
    feed.add([gone('A-01-1'), there('A-01-3', 40)]);
    feed.state.laneAck = 1;
    await pull();
    expect([await stands(view), await overlaySize(view)]).toEqual([['A-01-3 40'], 0]);
  });

  it('is judged again over what others did meanwhile', async () => {
    const { phone, view, feed, pull } = await aReadyPhone();
    await keep(phone, transfer('L-118', 'A-01-1', 'A-01-3', 40));
    await catchUp(phone.outbox, view);
    feed.add([there('A-01-1', 15)]);
    await pull();
    expect(await stands(view)).toEqual(['A-01-3 15']);
  });

  it('never jumps back: what the server judged goes, what still waits stays', async () => {
    const { phone, view, feed, pull } = await aReadyPhone();
    await keep(phone, transfer('L-118', 'A-01-1', 'A-01-3', 40));
    await keep(phone, transfer('L-118', 'A-01-3', 'A-02-3', 40));
    await catchUp(phone.outbox, view);
    feed.add([gone('A-01-1'), there('A-01-3', 40)]);
    feed.state.laneAck = 1;
    await pull();
    expect(await stands(view)).toEqual(['A-02-3 40']);
    expect((await metaOf(view)).laneAck).toBe(1);
  });

  it('stays although a page of the feed was asked for from another place', async () => {
    const { phone, outbox, view } = await aReadyPhone();
    await keep(phone, transfer('L-118', 'A-01-1', 'A-01-3', 40));
    await catchUp(outbox, view);
    const { cursor } = await metaOf(view);
    if (!cursor) throw new Error('not pulled');
    const upTo = { ...cursor, rev: 9 };
    const page = { kind: 'page', epoch: 'e1', upTo, head: 9, entries: [], laneAck: 1, durable: 0, more: false, serverNow: 0 } as const;
    await applyPage(dexieView(view), { cursor: { ...cursor, rev: 5 }, lane: (await laneOf(outbox)).lane }, page);
    expect([(await metaOf(view)).cursor?.rev, await stands(view)]).toEqual([0, ['A-01-3 40']]);
  });

  it('survives the move to another lane, without the reports the server has long judged', async () => {
    const { phone, outbox, view, feed, pull } = await aReadyPhone();
    await keep(phone, transfer('L-118', 'A-01-1', 'A-01-3', 40));
    const first = await outbox.commands.get(1);
    if (!first) throw new Error('not kept');
    feed.add([gone('A-01-1'), there('A-01-3', 40)], {
      verdict: {
        id: first.id,
        n: 1,
        rev: 1,
        outcome: 'recorded',
        flags: [],
        occurredAt: first.body.clock.wall,
        error: null,
        effect: 'applied',
      },
    });
    feed.state.laneAck = 1;
    await pull();
    await keep(phone, transfer('L-118', 'A-01-3', 'A-02-3', 15));
    const { lane } = await laneOf(outbox);
    await rekeyLane(dexieQueue(outbox), lane, '0190f3c0-0000-7000-8000-0000000000f1');
    feed.state.laneAck = 0;
    await pull();
    expect(await stands(view)).toEqual(['A-01-3 25', 'A-02-3 15']);
  });

  it('goes once the server’s rows hold it by way of a copy of this phone, in the lane they shared', async () => {
    const { phone, outbox, view, feed, pull } = await aReadyPhone();
    const { id } = await keep(phone, transfer('L-118', 'A-01-1', 'A-01-3', 10));
    await keep(phone, transfer('L-118', 'A-01-3', 'A-02-3', 4));
    await rekeyLane(dexieQueue(outbox), (await laneOf(outbox)).lane, '0190f3c0-0000-7000-8000-0000000000f1');
    const word = {
      n: 1,
      rev: 1,
      outcome: 'recorded' as const,
      flags: [],
      occurredAt: NOW as EpochMs,
      error: null,
      effect: 'applied' as const,
    };
    feed.add([there('A-01-1', 30), there('A-01-3', 10)], { verdict: { id, ...word } });
    await pull();
    expect(await stands(view)).toEqual(['A-01-1 30', 'A-01-3 6', 'A-02-3 4']);
    feed.add([there('A-01-1', 29)]);
    await pull();
    expect(await stands(view)).toEqual(['A-01-1 29', 'A-01-3 6', 'A-02-3 4']);
  });

  it('waits alone when nobody can tell what it is about: the next one is shown all the same', async () => {
    const { phone, outbox, view } = await aReadyPhone();
    await keep(phone, { kind: 'transfer', payload: { lot: 7 }, scans: [] } as never);
    await keep(phone, transfer('L-118', 'A-01-1', 'A-01-3', 40));
    await catchUp(outbox, view);
    expect(await stands(view)).toEqual(['A-01-3 40']);
  });

  it('is undone by a void, before and after the server has it', async () => {
    const { phone, outbox, view, feed, pull } = await aReadyPhone();
    const { id } = await keep(phone, transfer('L-118', 'A-01-1', 'A-01-3', 40));
    await catchUp(outbox, view);
    feed.add([gone('A-01-1'), there('A-01-3', 40)]);
    feed.state.laneAck = 1;
    await pull();
    await keep(phone, { kind: 'void', payload: { of: id }, scans: [] });
    await catchUp(outbox, await viewOf(phone));
    expect(await stands(view)).toEqual(['A-01-1 40']);
  });
});
