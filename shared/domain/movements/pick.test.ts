import { describe, expect, it } from 'vitest';
import { given, lot, minutes, says } from '../engine/given.arbitrary.ts';

const pick = (number: string, from: string, quantity = 1, more: { to?: string; shipOn?: string; pallet?: string } = {}) => ({
  lot: lot(number),
  from,
  quantity,
  ...more,
});

/** An older lot in A-1, a younger one in A-2. */
const ladder = (older: Parameters<ReturnType<typeof given>['lot']>[1] = {}) =>
  given()
    .lot('OLD', { expiryOn: '2026-12-01', ...older })
    .lot('NEW', { expiryOn: '2026-12-10' })
    .stock('OLD', 'A-1', 5)
    .stock('NEW', 'A-2', 5);

describe('first expired, first out', () => {
  it('refuses a newer lot while an older one can still be picked, and names lot and bin', () => {
    const told = ladder().ask('pick', pick('NEW', 'A-2'), { as: 'picker' });
    expect(told).toMatchObject({ outcome: 'refused', overridable: true, effects: [] });
    expect(told.broke).toEqual({ code: 'older-lot-first', lot: lot('NEW'), expected: lot('OLD'), bin: 'A-1', expiryOn: '2026-12-01' });
  });

  it.each([
    ['expires on the same day', { expiryOn: '2026-12-10' }],
    ['is held', { status: 'hold', holdReason: 'smell' }],
    ['is recalled', { status: 'recalled' }],
    ['has expired', { expiryOn: '2026-11-19' }],
    ['never expires', { expiryOn: null }],
  ])('lets the newer lot go when the other one %s', (_, older) => {
    expect(says(ladder(older).ask('pick', pick('NEW', 'A-2')))).toBe('accepted');
  });

  it('still wants a lot first on its very last day', () => {
    expect(says(ladder({ expiryOn: '2026-11-20' }).ask('pick', pick('NEW', 'A-2')))).toBe('refused older-lot-first');
  });

  it('passes over a lot that would have expired on the ship date', () => {
    expect(says(ladder().ask('pick', pick('NEW', 'A-2', 1, { shipOn: '2026-12-02' })))).toBe('accepted');
    expect(says(ladder().ask('pick', pick('OLD', 'A-1', 1, { shipOn: '2026-12-02' })))).toBe('refused lot-expired');
    expect(says(ladder().ask('pick', pick('OLD', 'A-1', 1, { shipOn: '2026-12-01' })))).toBe('accepted');
  });

  it.each([
    ['promised to others', (store: ReturnType<typeof given>) => store.stock('OLD', 'A-1', 5, { reserved: 5 })],
    ['at the dock', (store: ReturnType<typeof given>) => store.stock('OLD', 'DOCK', 5)],
    ['in quarantine', (store: ReturnType<typeof given>) => store.stock('OLD', 'QUAR', 5)],
    ['in a bin out of use', (store: ReturnType<typeof given>) => store.stock('OLD', 'A-9', 5)],
  ])('passes over goods %s', (_, put) => {
    const store = given().lot('OLD', { expiryOn: '2026-12-01' }).lot('NEW', { expiryOn: '2026-12-10' }).stock('NEW', 'A-2', 5);
    expect(says(put(store).ask('pick', pick('NEW', 'A-2')))).toBe('accepted');
  });

  it('takes a lot without expiry last, however long it has been here', () => {
    const store = given().lot('OLD', { expiryOn: '2028-01-01' }).stock('OLD', 'A-1', 5).stock('ANY', 'A-2', 5);
    expect(says(store.ask('pick', pick('ANY', 'A-2')))).toBe('refused older-lot-first');
    expect(says(store.ask('pick', pick('OLD', 'A-1')))).toBe('accepted');
  });

  it('does not mind an older lot of another item', () => {
    const store = given().stock('NEW', 'A-2', 5).lot('OLD', { expiryOn: '2026-11-25' }, 1).stock('OLD', 'A-1', 5, { item: 1 });
    expect(says(store.ask('pick', pick('NEW', 'A-2')))).toBe('accepted');
  });

  it('is content once the older lot is used up', () => {
    const store = ladder();
    store.report('pick', pick('OLD', 'A-1', 5));
    expect(says(store.report('pick', pick('NEW', 'A-2', 5)))).toBe('recorded');
  });

  it('wants a lot first again once it is released', () => {
    const store = ladder({ status: 'hold', holdReason: 'smell' });
    store.report('release', { lot: lot('OLD'), reason: 'checked' });
    expect(says(store.ask('pick', pick('NEW', 'A-2')))).toBe('refused older-lot-first');
  });

  it('that was skipped in fact is flagged, milder when the phone had said OK', () => {
    const [warned, misled] = [ladder(), ladder()];
    expect(warned.report('pick', pick('NEW', 'A-2'), { told: 'stop' }).flags).toMatchObject([{ code: 'fefo-skipped', severity: 'warn' }]);
    expect(misled.report('pick', pick('NEW', 'A-2'), { told: 'ok' }).flags).toMatchObject([{ code: 'fefo-skipped', severity: 'info' }]);
    expect(warned.stands()).toEqual(['A-1 OLD 5', 'A-2 NEW 4', 'ada NEW 1']);
  });
});

describe('an override', () => {
  it('by a supervisor with a reason is a deviation that names what was skipped, and no anomaly', () => {
    const store = ladder();
    const told = store.report('pick', pick('NEW', 'A-2'), { as: 'picker', override: { reason: 'customer wants it' } });
    expect(told).toMatchObject({ outcome: 'recorded', broke: null });
    expect(told.flags).toEqual([
      { code: 'fefo-override', severity: 'info', facts: { lots: 'OLD', bin: 'A-1', worker: 'eve', reason: 'customer wants it' } },
    ]);
    expect(store.open()).toEqual([]);
  });

  it.each([
    ['without a reason', { reason: ' ' }, 'refused reason-required', 'flagged reason-required detail-missing fefo-skipped'],
    ['by a picker', { role: 'picker' }, 'refused role-not-allowed', 'flagged role-not-allowed authority-missing fefo-skipped'],
    ['by a made-up role', { role: 'king' }, 'refused role-not-allowed', 'flagged role-not-allowed authority-missing fefo-skipped'],
  ])('%s is none', (_, override, asked, happened) => {
    const told = ladder().ask('pick', pick('NEW', 'A-2'), { as: 'picker', override });
    expect(says(told)).toBe(asked);
    expect(told.overridable).toBe(false);
    expect(says(ladder().report('pick', pick('NEW', 'A-2'), { as: 'picker', override }))).toBe(happened);
  });

  it('that was not needed leaves no trace, and one of a blocked lot does not help', () => {
    expect(says(ladder().report('pick', pick('OLD', 'A-1'), { override: {} }))).toBe('recorded');
    expect(says(ladder({ status: 'recalled' }).ask('pick', pick('OLD', 'A-1'), { override: {} }))).toBe('refused lot-recalled');
  });
});

describe('a pick', () => {
  it.each([
    ['a lot nobody knows', pick('L9', 'A-1'), 'refused lot-unknown'],
    ['a bin nobody knows', pick('OLD', 'X-1'), 'refused bin-unknown'],
    ['nothing', pick('OLD', 'A-1', 0), 'refused invalid-quantity'],
    ['less than nothing', pick('OLD', 'A-1', -2), 'refused invalid-quantity'],
    ['half a step', pick('OLD', 'A-1', 1.5), 'refused invalid-quantity'],
    ['no number at all', pick('OLD', 'A-1', Number.NaN), 'refused invalid-quantity'],
    ['more than any store holds', pick('OLD', 'A-1', 10_000_000_000), 'refused invalid-quantity'],
    ['more than is there', pick('OLD', 'A-1', 6), 'refused not-enough-stock'],
    ['a lot from a bin it does not stand in', pick('OLD', 'A-2'), 'refused not-enough-stock'],
    ['into a bin out of use', pick('OLD', 'A-1', 1, { to: 'A-9' }), 'refused bin-inactive'],
    ['into the bin it came from', pick('OLD', 'A-1', 1, { to: 'A-1' }), 'refused same-bin'],
  ])('of %s is refused', (_, payload, verdict) => {
    const store = ladder();
    expect(says(store.ask('pick', payload, { as: 'picker' }))).toBe(verdict);
    expect(store.stands()).toEqual(['A-1 OLD 5', 'A-2 NEW 5']);
  });

  it.each([
    ['an expired lot', { expiryOn: '2026-11-19' }, 'lot-expired'],
    ['a held lot', { status: 'hold', holdReason: 'smell' }, 'lot-held'],
    ['a recalled lot', { status: 'recalled' }, 'lot-recalled'],
  ])('of %s is refused; in fact, it stops the goods', (_, facts, code) => {
    const store = ladder(facts);
    expect(says(store.ask('pick', pick('OLD', 'A-1')))).toBe(`refused ${code}`);
    expect(store.report('pick', pick('OLD', 'A-1', 5)).flags).toMatchObject([{ code: 'blocked-lot-moved', severity: 'stop' }]);
    expect(store.stands()).toEqual(['A-2 NEW 5', 'ada OLD 5']);
  });

  it('is judged by the day at the site, and the expiry day is usable', () => {
    const store = given().lot('L1', { expiryOn: '2026-11-20' }).stock('L1', 'A-1', 5);
    expect(says(store.ask('pick', pick('L1', 'A-1')))).toBe('accepted');
    expect(says(store.ask('pick', pick('L1', 'A-1'), { at: minutes(24 * 60) }))).toBe('refused lot-expired');
  });

  it('needs the days of life the item asks for, inclusive', () => {
    const item = { item: 1 };
    const of = (expiryOn: string) => given().lot('L1', { expiryOn }, 1).stock('L1', 'A-1', 5, item);
    const one = { lot: lot('L1', 1), from: 'A-1', quantity: 1 };
    expect(says(of('2026-11-23').ask('pick', one))).toBe('accepted');
    expect(of('2026-11-22').ask('pick', one).broke).toMatchObject({ code: 'remaining-life-too-short', days: 2, needs: 3 });
    expect(says(of('2026-11-22').report('pick', one))).toBe('flagged remaining-life-too-short short-dated-picked');
  });

  it('counts only what is promised to nobody else', () => {
    const store = given().stock('L1', 'A-1', 5, { reserved: 4 });
    expect(store.ask('pick', pick('L1', 'A-1', 2)).broke).toMatchObject({ code: 'not-enough-stock', asked: 2, there: 1 });
    expect(says(store.ask('pick', pick('L1', 'A-1', 3), { task: { lot: lot('L1'), open: 3 } }))).toBe('accepted');
    expect(says(store.report('pick', pick('L1', 'A-1', 3), { task: { lot: lot('L1'), open: 3 } }))).toBe('recorded');
    expect([...store.slice.rows.values()]).toMatchObject([{ quantity: 2, reserved: 1 }]);
  });

  it('uses up its own promise once, however many pallets it takes from', () => {
    const pallet = '195060001343500009';
    const store = given().stock('L1', 'A-1', 2, { reserved: 2 }).stock('L1', 'A-1', 4, { reserved: 4, pallet });
    store.report('pick', pick('L1', 'A-1', 4), { task: { lot: lot('L1'), open: 3 } });
    expect([...store.slice.rows.values()]).toMatchObject([{ pallet, quantity: 2, reserved: 2 }]);
  });

  it('of goods promised to others takes them all the same, and no scan is missing', () => {
    const store = given().stock('L1', 'A-1', 5, { reserved: 5 });
    expect(says(store.report('pick', pick('L1', 'A-1', 2)))).toBe('flagged not-enough-stock over-picked');
    expect(store.stands()).toEqual(['A-1 L1 3', 'ada L1 2']);
  });

  it('of goods that were never put away takes them, and a scan is missing', () => {
    const store = given().stock('L1', 'DOCK', 5);
    expect(says(store.ask('pick', pick('L1', 'DOCK', 2, { to: 'STAGE' })))).toBe('refused not-enough-stock');
    expect(says(store.report('pick', pick('L1', 'DOCK', 2, { to: 'STAGE' })))).toBe('flagged not-enough-stock missing-transfer-scan');
    expect(store.stands()).toEqual(['DOCK L1 3', 'STAGE L1 2']);
  });

  it('goes to staging with its order, or stays in the picker’s hand; the earliest pick counts', () => {
    const store = given().stock('L1', 'A-1', 9);
    store.report('pick', { ...pick('L1', 'A-1', 2, { to: 'STAGE' }), order: 'SO-1' }, { at: minutes(1) });
    store.report('pick', pick('L1', 'A-1', 3, { to: 'STAGE' }), { at: minutes(2) });
    store.report('pick', pick('L1', 'A-1', 4), { worker: 'ben', at: minutes(3) });
    expect(store.stands()).toEqual(['STAGE L1 5', 'ben L1 4']);
    expect([...store.slice.rows.values()]).toMatchObject([{ order: 'SO-1', pickedAt: minutes(1) }]);
  });

  it('by someone who may not, has happened all the same', () => {
    expect(says(ladder().ask('pick', pick('OLD', 'A-1'), { as: 'auditor' }))).toBe('refused role-not-allowed');
    expect(says(ladder().ask('pick', pick('OLD', 'A-1'), { as: 'supervisor', held: ['auditor'] }))).toBe('refused role-not-allowed');
    const store = ladder();
    expect(says(store.report('pick', pick('OLD', 'A-1', 5), { as: 'auditor' }))).toBe('flagged role-not-allowed authority-missing');
    expect(store.stands()).toEqual(['A-2 NEW 5', 'ada OLD 5']);
  });

  it('that breaks several rules is flagged for each, and loses nothing', () => {
    const store = ladder({ status: 'hold', holdReason: 'smell', expiryOn: '2026-11-01' });
    const told = store.report('pick', pick('OLD', 'A-1', 9), { as: 'auditor', task: { lot: lot('NEW') } });
    expect(says(told)).toBe('flagged role-not-allowed authority-missing blocked-lot-moved missing-transfer-scan');
    expect(store.stands()).toEqual(['A-2 NEW 5', 'ada OLD 5']);
  });
});

describe('against a task', () => {
  it('another item is the wrong one', () => {
    const store = given().stock('L1', 'A-1', 5).stock('L2', 'A-2', 5, { item: 1 });
    const other = { lot: lot('L2', 1), from: 'A-2', quantity: 1 };
    const task = { item: lot('L1').slice(0, 14) as never };
    expect(says(store.ask('pick', other, { task }))).toBe('refused wrong-item');
    expect(says(store.report('pick', other, { task }))).toBe('flagged wrong-item task-mismatch');
  });

  it('the task’s own lot is right, even when an older one has turned up since', () => {
    expect(says(ladder().ask('pick', pick('NEW', 'A-2'), { task: { lot: lot('NEW') } }))).toBe('accepted');
  });

  it('a lot that expires no later may stand in for it, a younger one may not', () => {
    expect(says(ladder().ask('pick', pick('OLD', 'A-1'), { task: { lot: lot('NEW') } }))).toBe('accepted');
    expect(says(ladder().ask('pick', pick('NEW', 'A-2'), { task: { lot: lot('OLD') } }))).toBe('refused wrong-lot');
  });

  it('more than the task still needs is too much', () => {
    expect(says(ladder().ask('pick', pick('OLD', 'A-1', 3), { task: { lot: lot('OLD'), open: 2 } }))).toBe('refused over-picked');
    const happened = ladder().report('pick', pick('OLD', 'A-1', 3), { task: { lot: lot('OLD'), open: 2 } });
    expect(says(happened)).toBe('flagged over-picked over-picked');
    expect(happened.extent).toBe('applied');
  });
});
