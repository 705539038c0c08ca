import { describe, expect, it } from 'vitest';
import { type Given, given, lot } from '../engine/given.arbitrary.ts';
import { ITEMS } from '../engine/store.arbitrary.ts';
import { type DayIso, parseDay } from '../engine/time.ts';
import { type Gtin, lotNumberOf } from '../lots/ids.ts';
import { planPick, touchOfPlan } from './plan.ts';
import type { Demand } from './plan-shape.ts';

const ITEM = ITEMS[0]?.gtin as Gtin;
const TODAY = day('2026-11-20');

function day(text: string): DayIso {
  const parsed = parseDay(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

/** A plan in plain text: what to take, what is short, and what may not be taken and why. */
function plan(store: Given, quantity: number, more: Partial<Demand> = {}) {
  const made = planPick(store.slice, { item: ITEM, quantity, ...more }, TODAY);
  if (!made.ok) return made.broke.code;
  return {
    take: made.allocations.map((each) => `${lotNumberOf(each.lot)} ${each.bin} ${each.quantity}`),
    short: made.shortage,
    not: made.excluded.map((each) => `${lotNumberOf(each.lot)} ${each.bin} ${each.reason}`).sort(),
  };
}

const early = { expiryOn: '2026-12-01' };
const later = { expiryOn: '2026-12-10' };

describe('the order of a plan', () => {
  it('is expiry, whatever came first', () => {
    const store = given().lot('B', later).lot('A', early).stock('B', 'A-1', 5).stock('A', 'A-2', 5);
    expect(plan(store, 7)).toEqual({ take: ['A A-2 5', 'B A-1 2'], short: 0, not: [] });
  });

  it('is first receipt among lots that expire on one day, then lot number', () => {
    const store = given()
      .lot('C', { ...early, firstReceivedAt: 2000 })
      .lot('A', { ...early, firstReceivedAt: 3000 })
      .lot('B', { ...early, firstReceivedAt: 3000 })
      .stock('A', 'A-1', 1)
      .stock('B', 'A-2', 1)
      .stock('C', 'A-3', 1);
    expect(plan(store, 3)).toEqual({ take: ['C A-3 1', 'A A-1 1', 'B A-2 1'], short: 0, not: [] });
  });

  it('is bin code within a lot', () => {
    const store = given().stock('A', 'A-3', 5).stock('A', 'A-1', 5);
    expect(plan(store, 6)).toEqual({ take: ['A A-1 5', 'A A-3 1'], short: 0, not: [] });
  });

  it('puts lots that never expire last, oldest receipt first', () => {
    const store = given()
      .lot('N2', { firstReceivedAt: 2000 })
      .lot('N1', { firstReceivedAt: 1000 })
      .lot('DATED', { expiryOn: '2030-01-01' })
      .stock('N1', 'A-1', 1)
      .stock('N2', 'A-2', 1)
      .stock('DATED', 'A-3', 1);
    expect(plan(store, 3)).toEqual({ take: ['DATED A-3 1', 'N1 A-1 1', 'N2 A-2 1'], short: 0, not: [] });
  });

  it('compares days as days, over a change of year', () => {
    const store = given().lot('Y26', { expiryOn: '2026-12-31' }).lot('Y27', { expiryOn: '2027-01-01' });
    expect(plan(store.stock('Y27', 'A-1', 1).stock('Y26', 'A-2', 1), 1)).toEqual({ take: ['Y26 A-2 1'], short: 0, not: [] });
  });

  it('knows no other item', () => {
    const store = given().lot('Z', { expiryOn: '2026-11-21' }, 1).stock('Z', 'A-1', 5, { item: 1 }).stock('A', 'A-2', 5);
    expect(plan(store, 1)).toEqual({ take: ['A A-2 1'], short: 0, not: [] });
  });
});

describe('how much a plan takes', () => {
  const store = given().lot('A', early).stock('A', 'A-1', 5);

  it('is exactly what is asked, or what there is and the rest short', () => {
    expect(plan(store, 5)).toEqual({ take: ['A A-1 5'], short: 0, not: [] });
    expect(plan(store, 8)).toEqual({ take: ['A A-1 5'], short: 3, not: [] });
    expect(plan(given().lot('A'), 8)).toEqual({ take: [], short: 8, not: [] });
  });

  it.each([0, -1, 0.5, Number.NaN, 1e12])('is nothing for a demand of %s', (quantity) => {
    expect(plan(store, quantity)).toBe('invalid-quantity');
  });

  it('is nothing of an item or lot nobody knows', () => {
    expect(plan(store, 1, { item: '00000000000017' as Gtin })).toBe('item-unknown');
    expect(plan(store, 1, { lot: lot('L9') })).toBe('lot-unknown');
  });

  it('leaves what is promised, row by row', () => {
    const promised = given()
      .lot('A', early)
      .stock('A', 'A-1', 10, { reserved: 20 })
      .stock('A', 'A-2', 10, { reserved: 7 })
      .lot('B', later)
      .stock('B', 'A-3', 5);
    expect(plan(promised, 5)).toEqual({ take: ['A A-2 3', 'B A-3 2'], short: 0, not: ['A A-1 reserved'] });
  });

  it('keeps to the lot a request names, older ones notwithstanding', () => {
    const named = given().lot('A', early).stock('A', 'A-1', 5).lot('B', later).stock('B', 'A-3', 1).stock('B', 'A-2', 1);
    expect(plan(named, 3, { lot: lot('B') })).toEqual({ take: ['B A-2 1', 'B A-3 1'], short: 1, not: [] });
  });
});

describe('what a plan may not take', () => {
  it.each([
    ['recalled', { status: 'recalled' }, {}],
    ['held', { status: 'hold', holdReason: 'smell' }, {}],
    ['expired', { expiryOn: '2026-11-19' }, {}],
    ['expired-at-ship-date', { expiryOn: '2026-11-25' }, { shipOn: day('2026-11-26') }],
    ['remaining-life-too-short', { expiryOn: '2026-11-25' }, { minDays: 6 }],
  ])('is listed as %s', (reason, facts, more) => {
    const store = given().lot('A', facts).stock('A', 'A-1', 5);
    expect(plan(store, 1, more)).toEqual({ take: [], short: 1, not: [`A A-1 ${reason}`] });
  });

  it.each([
    ['on its very last day', { expiryOn: '2026-11-20' }, {}],
    ['that expires on the ship date', { expiryOn: '2026-11-26' }, { shipOn: day('2026-11-26') }],
    ['with just the days it needs', { expiryOn: '2026-11-26' }, { minDays: 6 }],
    ['that never expires', { expiryOn: null }, { minDays: 600, shipOn: day('2027-11-26') }],
  ])('is not a lot %s', (_, facts, more) => {
    const store = given().lot('A', facts).stock('A', 'A-1', 5);
    expect(plan(store, 1, more)).toEqual({ take: ['A A-1 1'], short: 0, not: [] });
  });

  it('goes by the stricter of item and order, from the ship date', () => {
    const store = given().lot('A', { expiryOn: '2026-12-05' }, 1).stock('A', 'A-1', 5, { item: 1 });
    const item = ITEMS[1]?.gtin as Gtin;
    const on = (shipOn: string, minDays?: number) =>
      plan(store, 1, { item, shipOn: day(shipOn), ...(minDays !== undefined && { minDays }) });
    expect(on('2026-12-02')).toMatchObject({ short: 0 });
    expect(on('2026-12-03')).toMatchObject({ not: ['A A-1 remaining-life-too-short'] });
    expect(on('2026-12-02', 2)).toMatchObject({ short: 0 });
    expect(on('2026-12-02', 4)).toMatchObject({ not: ['A A-1 remaining-life-too-short'] });
  });

  it('may be a share of a lot’s whole life', () => {
    const born = (producedOn: string, expiryOn: string) => given().lot('A', { producedOn, expiryOn }).stock('A', 'A-1', 5);
    const third = { minLifeFraction: [2, 3] as const };
    expect(plan(born('2026-11-01', '2026-12-01'), 1, third)).toMatchObject({ not: ['A A-1 remaining-life-too-short'] });
    expect(plan(born('2026-11-16', '2026-12-16'), 1, third)).toMatchObject({ short: 0 });
    expect(plan(born('2026-11-10', '2026-12-10'), 1, third)).toMatchObject({ short: 0 });
    expect(plan(born('2026-11-09', '2026-12-09'), 1, third)).toMatchObject({ not: ['A A-1 remaining-life-too-short'] });
  });

  it.each(['DOCK', 'STAGE', 'QUAR', 'RET', 'A-9'])('stands in %s', (code) => {
    expect(plan(given().stock('A', code, 5), 1)).toEqual({ take: [], short: 1, not: [`A ${code} bin-not-pickable`] });
  });

  it('is disputed', () => {
    const store = given().stock('B', 'A-1', 5, { item: 1 }).stock('A', 'DOCK', 5);
    store.report('putaway', { lot: lot('A'), from: 'DOCK', to: 'A-1', quantity: 5 });
    expect(plan(store, 1)).toEqual({ take: [], short: 1, not: ['A DOCK unconfirmed'] });
  });

  it('says the gravest thing only', () => {
    const store = given().lot('A', { status: 'recalled', expiryOn: '2026-11-01' }).stock('A', 'QUAR', 5, { reserved: 5 });
    expect(plan(store, 1)).toMatchObject({ not: ['A QUAR recalled'] });
  });

  it('names the reason a lot is held for', () => {
    const store = given().lot('A', { status: 'hold', holdReason: 'quarantine' }).stock('A', 'A-1', 5);
    expect(planPick(store.slice, { item: ITEM, quantity: 1 }, TODAY)).toMatchObject({ excluded: [{ holdReason: 'quarantine' }] });
  });
});

it('a plan looks at the whole line of its item', () => {
  expect(touchOfPlan({ item: ITEM, quantity: 1 }, TODAY).fefo).toEqual([{ item: ITEM, on: TODAY, whole: true }]);
});
