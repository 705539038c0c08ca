import { describe, expect, it } from 'vitest';
import { commandBodySchema } from '../../shared/wire/envelope.ts';
import { NotSaved } from '../queue/handle.ts';
import { laneOf } from '../queue/outbox-database.ts';
import { showQueue, useQueueState } from '../queue/queue-state.ts';
import type { Draft } from '../queue/report-body.ts';
import { aPhone, aReadyPhone, overlaySize, pick, transfer } from './a-phone.contract.ts';
import { ask, report } from './ask.ts';
import { catchUp } from './catch-up.ts';
import { siteOf } from './questions.ts';
import { aLot, lotChange, lotOf, NOW } from './small-store.contract.ts';

describe('the phone answers by itself', () => {
  it('OK to what the rules allow', async () => {
    const { phone } = await aReadyPhone();
    expect(await ask(pick('L-118', 'A-01-1', 10), phone)).toMatchObject({ sign: 'ok', judgement: { outcome: 'accepted' } });
  });

  it('STOP to a newer lot while an older one can still be picked, naming it', async () => {
    const { phone } = await aReadyPhone();
    expect(await ask(pick('L-200', 'A-02-1', 10), phone)).toMatchObject({
      sign: 'stop',
      judgement: { broke: { code: 'older-lot-first', expected: lotOf('L-118'), bin: 'A-01-1' }, overridable: true },
      told: { outcome: 'stop', codes: ['older-lot-first'], basis: { epoch: 'e1', rev: 0 } },
    });
  });

  it('OK to the newer lot as soon as its own pick of the older one is saved', async () => {
    const { phone } = await aReadyPhone();
    await report(pick('L-118', 'A-01-1', 40), { outcome: 'ok', codes: [] }, phone);
    expect((await ask(pick('L-200', 'A-02-1', 10), phone)).sign).toBe('ok');
  });

  it('STOP to a second lot in a one-lot bin', async () => {
    const { phone } = await aReadyPhone();
    expect(await ask(transfer('L-118', 'A-01-1', 'A-02-1', 10), phone)).toMatchObject({
      sign: 'stop',
      judgement: { broke: { code: 'bin-occupied' } },
    });
  });

  it.each([
    ['lot', transfer('L-999', 'A-01-1', 'A-01-3', 1), 'lot-unknown'],
    ['bin', transfer('L-118', 'A-01-1', 'Z-99-9', 1), 'bin-unknown'],
    ['item', { ...pick('L-118', 'A-01-1', 1), payload: { ...pick('L-118', 'A-01-1', 1).payload, lot: '09501101530027/X' } }, 'lot-unknown'],
  ])('CHECK, never STOP, to a %s it has not heard of', async (_, draft, code) => {
    const { phone } = await aReadyPhone();
    expect(await ask(draft as ReturnType<typeof pick>, phone)).toMatchObject({ sign: 'check', judgement: { broke: { code } } });
  });

  it('CHECK while it has no copy of the stock', async () => {
    const { phone } = await aPhone();
    expect(await ask(pick('L-118', 'A-01-1', 1), phone)).toEqual({
      sign: 'check',
      judgement: null,
      told: { outcome: 'check', codes: ['no-data'] },
    });
  });

  it('CHECK when its copy of the stock cannot be read', async () => {
    const { phone, view } = await aReadyPhone();
    await view.delete();
    const blind = { ...phone, views: { ...phone.views, current: async () => view } };
    expect((await ask(pick('L-118', 'A-01-1', 1), blind)).sign).toBe('check');
  });

  it('by stopping the scanning when not even its queue can be read', async () => {
    const { phone, disk } = await aReadyPhone();
    showQueue({ notSaved: null });
    phone.outbox.backendDB().close();
    disk.indexedDB.open = () => {
      throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
    };
    await expect(ask(pick('L-118', 'A-01-1', 1), phone)).rejects.toBeInstanceOf(NotSaved);
    expect(useQueueState.getState().notSaved).toBe('broken');
  });

  it('without queueing or changing anything', async () => {
    const { phone, view, outbox } = await aReadyPhone();
    await ask(pick('L-118', 'A-01-1', 1), phone);
    await ask(pick('L-200', 'A-02-1', 1), phone);
    expect([await overlaySize(view), await view.acts.count(), (await laneOf(outbox)).nextSeq]).toEqual([0, 0, 1]);
  });

  it('STOP by the day at the site, not at the phone', async () => {
    const { phone, feed, pull, view } = await aReadyPhone();
    feed.add([lotChange(aLot(lotOf('L-118'), '2026-11-20'))]);
    await pull();
    expect((await ask(pick('L-118', 'A-01-1', 1), phone)).sign).toBe('ok');
    const site = await view.reading(siteOf);
    if (!site) throw new Error('no site');
    feed.add([{ thing: 'site', key: site.code, after: { ...site, timeZone: 'Pacific/Kiritimati' } }]);
    await pull();
    expect(await ask(pick('L-118', 'A-01-1', 1), phone)).toMatchObject({ sign: 'stop', judgement: { broke: { code: 'lot-expired' } } });
  });
});

describe('a report', () => {
  it('names worker, device, time, what it was judged by and what was shown', async () => {
    const { phone, outbox } = await aReadyPhone();
    const { id, seq } = await report(pick('L-118', 'A-01-1', 1), { outcome: 'check', codes: ['wrong-zone'] }, phone);
    expect((await outbox.commands.get(seq))?.body).toMatchObject({
      id,
      kind: 'pick',
      kindVersion: 1,
      actor: { worker: 'w-ana', role: 'picker', session: 'session-1' },
      clock: { wall: NOW, boot: 'boot-1' },
      basis: { epoch: 'e1', rev: 0 },
      told: { outcome: 'check', codes: ['wrong-zone'] },
    });
  });

  it('names what it was judged by, also when news has come since', async () => {
    const { phone, outbox, feed, pull } = await aReadyPhone();
    const draft = pick('L-118', 'A-01-1', 1);
    const { told } = await ask(draft, phone);
    feed.add([lotChange(aLot(lotOf('L-118'), '2026-11-20'))]);
    await pull();
    const [asked, unasked] = [await report(draft, told, phone), await report(draft, { outcome: '', codes: [] }, phone)];
    const basisOf = async (seq: number) => (await outbox.commands.get(seq))?.body.basis.rev;
    expect([await basisOf(asked.seq), await basisOf(unasked.seq)]).toEqual([0, 1]);
  });

  it.each<[string, Partial<Draft>]>([
    ['an endless QR code', { scans: [{ raw: 'x'.repeat(3000), symbology: ']Q1', via: 'camera' }] }],
    ['scan upon scan', { scans: Array.from({ length: 50 }, () => ({ raw: 'x', symbology: null, via: 'wedge' as const })) }],
    ['a novel for a reason', { override: { worker: 'w-sam', role: 'supervisor', session: 's', reason: 'because '.repeat(99) } }],
    ['a reason of blanks', { override: { worker: 'w-sam', role: 'supervisor', session: 's', reason: '   ' } }],
    ['a nonsense quantity', { payload: { ...pick('L-118', 'A-01-1', -0.5).payload } as never }],
  ])('is readable to the server in spite of %s', async (_, part) => {
    const { phone, outbox } = await aReadyPhone();
    const told = { outcome: 'check', codes: Array.from({ length: 40 }, () => 'wrong-zone') };
    const { seq } = await report({ ...pick('L-118', 'A-01-1', 1), ...part } as Draft, told, phone);
    expect(commandBodySchema.safeParse((await outbox.commands.get(seq))?.body).success).toBe(true);
  });

  it('is saved although the copy of the stock is gone', async () => {
    const { phone, view, outbox } = await aReadyPhone();
    await view.delete();
    const blind = { ...phone, views: { ...phone.views, current: async () => view } };
    await report(pick('L-118', 'A-01-1', 1), { outcome: 'check', codes: [] }, blind);
    expect(await outbox.commands.count()).toBe(1);
  });

  it('that cannot be saved stops the scanning, with the last scans still on screen', async () => {
    const { phone, disk } = await aReadyPhone();
    phone.outbox.backendDB().close();
    disk.indexedDB.open = () => {
      throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
    };
    const lost = pick('L-118', 'A-01-1', 3);
    await expect(report(lost, { outcome: 'ok', codes: [] }, phone)).rejects.toBeInstanceOf(NotSaved);
    expect(useQueueState.getState().notSaved).toBe('broken');
    expect(useQueueState.getState().lastScans[0]).toEqual(lost);
  });

  it('that a newer app queued, before an older one came back, is sent as it is and left out of the overlay', async () => {
    const { phone, outbox, view } = await aReadyPhone();
    const { seq } = await report(pick('L-118', 'A-01-1', 1), { outcome: 'ok', codes: [] }, phone);
    await outbox.commands.update(seq, { 'body.kindVersion': 99 });
    await catchUp(outbox, view);
    expect([await view.acts.count(), await outbox.commands.count()]).toEqual([0, 1]);
  });
});
