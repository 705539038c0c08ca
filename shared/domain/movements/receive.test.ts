import { describe, expect, it } from 'vitest';
import { given, lot, minutes, says } from '../engine/given.arbitrary.ts';
import { ITEMS } from '../engine/store.arbitrary.ts';

const ITEM = ITEMS[0]?.gtin ?? '';
const OTHER = ITEMS[1]?.gtin ?? '';
const PALLET = '195060001343500009';
const arrive = (number: string, more: Record<string, unknown> = {}) => ({ item: ITEM, lot: number, to: 'DOCK', quantity: 5, ...more });

describe('a receipt', () => {
  it('makes the lot known with what the label says', () => {
    const store = given();
    expect(
      says(store.report('receive', arrive('L1', { expiryOn: '2027-01-01', supplier: 'Fjord', reference: 'ASN-1' }), { as: 'dock' })),
    ).toBe('recorded');
    expect(store.lotOf('L1')).toMatchObject({
      status: 'available',
      expiryOn: '2027-01-01',
      supplier: 'Fjord',
      reference: 'ASN-1',
      firstReceivedAt: minutes(0),
      totals: { received: 5 },
    });
    expect(store.stands()).toEqual(['DOCK L1 5']);
  });

  it('adds facts, and blanks or changes none', () => {
    const store = given().lot('L1', { expiryOn: '2027-01-01' });
    expect(says(store.report('receive', arrive('L1', { supplier: 'Fjord' }), { at: minutes(9) }))).toBe('recorded');
    expect(says(store.report('receive', arrive('L1', { supplier: 'Other' })))).toBe('recorded');
    expect(store.lotOf('L1')).toMatchObject({ expiryOn: '2027-01-01', supplier: 'Fjord' });
    expect(store.stands()).toEqual(['DOCK L1 10']);
  });

  it('of an expected lot opens it', () => {
    const store = given().lot('L1', { status: 'expected', expiryOn: '2027-01-01' });
    store.report('receive', arrive('L1'));
    expect(store.lotOf('L1')).toMatchObject({ status: 'available', firstReceivedAt: minutes(0) });
  });

  it('may go straight into a storage bin, under the one-lot rule', () => {
    const store = given().stock('L2', 'A-1', 5);
    expect(says(store.ask('receive', arrive('L1', { to: 'A-2' })))).toBe('accepted');
    expect(says(store.ask('receive', arrive('L1', { to: 'A-1' })))).toBe('refused bin-occupied');
    expect(says(store.report('receive', arrive('L1', { to: 'A-1' })))).toBe('flagged bin-occupied bin-conflict');
    expect(store.stands()).toEqual(['A-1 L2 5', 'disputed ?→A-1 L1 5']);
  });

  it.each([
    ['of an item nobody knows', { item: '00000000000017' }, 'refused item-unknown'],
    ['into a bin nobody knows', { to: 'X-1' }, 'refused bin-unknown'],
    ['into a bin out of use', { to: 'A-9' }, 'refused bin-inactive'],
    ['of nothing', { quantity: 0 }, 'refused invalid-quantity'],
    ['of less than nothing', { quantity: -5 }, 'refused invalid-quantity'],
  ])('%s is refused', (_, more, verdict) => {
    expect(says(given().ask('receive', arrive('L1', more)))).toBe(verdict);
  });

  it('by a picker is refused', () => {
    expect(says(given().ask('receive', arrive('L1'), { as: 'picker' }))).toBe('refused role-not-allowed');
  });

  it('of a pallet scanned before adds nothing', () => {
    const store = given();
    store.report('receive', arrive('L1', { pallet: PALLET }));
    expect(says(store.ask('receive', arrive('L1', { pallet: PALLET })))).toBe('refused already-scanned');
    expect(says(store.report('receive', arrive('L1', { pallet: PALLET })))).toBe('recorded already-scanned');
    expect(store.stands()).toEqual(['DOCK L1 …0009 5']);
  });
});

describe('a lot number that another item bears', () => {
  const twice = () => given().stock('DUP', 'A-1', 5);
  const again = arrive('DUP', { item: OTHER });

  it('is refused, and worth a supervisor’s look even so', () => {
    const told = twice().ask('receive', again, { as: 'dock' });
    expect(told).toMatchObject({ outcome: 'refused', overridable: false, broke: { code: 'duplicate-lot-number', other: lot('DUP') } });
    expect(told.effects.map((each) => each.thing)).toEqual(['anomaly']);
  });

  it('is taken in as a fact and held until a supervisor releases it', () => {
    const store = twice();
    expect(says(store.report('receive', again, { as: 'dock' }))).toBe('flagged duplicate-lot-number duplicate-lot-number');
    expect(store.lotOf('DUP', 1)).toMatchObject({ status: 'hold', holdReason: 'duplicate-lot-number' });
    store.report('release', { lot: lot('DUP', 1), reason: 'suppliers share a pattern' });
    expect(store.lotOf('DUP', 1)?.status).toBe('available');
    expect(store.open()).toEqual([]);
    expect(says(store.report('receive', again, { as: 'dock' }))).toBe('recorded');
  });

  it('may be confirmed by a supervisor with a reason', () => {
    const confirmed = { ...again, duplicateReason: 'suppliers share a pattern' };
    expect(says(twice().ask('receive', confirmed))).toBe('accepted');
    expect(twice().ask('receive', confirmed, { as: 'dock' }).broke?.code).toBe('duplicate-lot-number');
  });
});

describe('an expiry day other than the known one', () => {
  it('is refused and keeps the stored day', () => {
    const store = given().lot('L1', { expiryOn: '2027-01-01' }).stock('L1', 'A-1', 5);
    const told = store.ask('receive', arrive('L1', { expiryOn: '2027-02-01' }));
    expect(told.broke).toEqual({ code: 'lot-expiry-mismatch', lot: lot('L1'), stored: '2027-01-01', scanned: '2027-02-01' });
    expect(told.flags).toMatchObject([{ code: 'lot-expiry-mismatch', severity: 'stop' }]);
  });

  it('leaves the delivery at the dock while other goods of the lot are on sale', () => {
    const store = given().lot('L1', { expiryOn: '2027-01-01' }).stock('L1', 'A-1', 5);
    store.report('receive', arrive('L1', { expiryOn: '2027-02-01' }));
    expect(store.lotOf('L1')).toMatchObject({ status: 'available', expiryOn: '2027-01-01' });
    expect(store.stands()).toEqual(['A-1 L1 5', 'DOCK L1 5']);
    const toShelf = { lot: lot('L1'), from: 'DOCK', to: 'A-2', quantity: 5 };
    expect(store.ask('putaway', toShelf, { as: 'picker' }).broke).toMatchObject({ code: 'lot-held', reason: 'lot-expiry-mismatch' });
    expect(store.ask('putaway', toShelf, { as: 'supervisor' }).outcome).toBe('accepted');
  });

  it('lets nobody send the delivery on while it is doubted; what has left all the same is told', () => {
    const store = given().lot('L1', { expiryOn: '2027-01-01' }).stock('L1', 'A-1', 5).stock('L1', 'STAGE', 5);
    store.report('receive', arrive('L1', { expiryOn: '2027-02-01' }));
    const leave = (from: string) => ({ lot: lot('L1'), from, quantity: 5, destination: 'ACME' });
    for (const as of ['dock', 'supervisor'] as const) {
      expect(store.ask('dispatch', leave('DOCK'), { as }).broke).toMatchObject({ code: 'lot-held', reason: 'lot-expiry-mismatch' });
    }
    expect(says(store.ask('dispatch', leave('STAGE')))).toBe('accepted');
    expect(says(store.report('dispatch', leave('DOCK')))).toBe('flagged lot-held blocked-lot-moved');
  });

  it('lets the delivery go once a supervisor has decided', () => {
    const store = given().lot('L1', { expiryOn: '2027-01-01' }).stock('L1', 'A-1', 5);
    store.report('receive', arrive('L1', { expiryOn: '2027-02-01' }));
    const [doubt = ''] = store.slice.anomalies.keys();
    store.report('close-anomaly', { anomaly: doubt, reason: 'printed wrongly' });
    expect(says(store.ask('dispatch', { lot: lot('L1'), from: 'DOCK', quantity: 5, destination: 'ACME' }))).toBe('accepted');
  });

  it('holds the lot when the delivery went where it could be picked', () => {
    const store = given().lot('L1', { expiryOn: '2027-01-01' }).stock('L1', 'A-1', 5);
    store.report('receive', arrive('L1', { expiryOn: '2027-02-01', to: 'A-2' }));
    expect(store.lotOf('L1')).toMatchObject({ status: 'hold', holdReason: 'lot-expiry-mismatch' });
  });
});

describe('goods too old on arrival', () => {
  it('are taken in and go to quarantine', () => {
    const store = given();
    expect(says(store.ask('receive', arrive('OLD', { expiryOn: '2026-11-19' })))).toBe('accepted expired-on-receipt');
    expect(says(store.report('receive', arrive('OLD', { expiryOn: '2026-11-19' })))).toBe('flagged expired-on-receipt');
    expect(store.lotOf('OLD')).toMatchObject({ status: 'hold', holdReason: 'quarantine' });
    expect(store.stands()).toEqual(['DOCK OLD 5']);
  });

  it('are those below the receiving minimum too, but not those on their last day where none is set', () => {
    const store = given();
    const [item] = ITEMS;
    expect(says(store.ask('receive', arrive('EVE', { expiryOn: '2026-11-20' })))).toBe('accepted');
    if (item) store.slice.items.set(item.gtin, { ...item, minDaysAtReceipt: 10 });
    expect(says(store.ask('receive', arrive('EVE', { expiryOn: '2026-11-29' })))).toBe('accepted short-dated-on-receipt');
    expect(says(store.ask('receive', arrive('EVE', { expiryOn: '2026-11-30' })))).toBe('accepted');
  });

  it('do not stop goods of the lot that are on sale already', () => {
    const store = given().lot('L1', { expiryOn: '2026-11-19' }).stock('L1', 'A-1', 5);
    store.report('receive', arrive('L1'));
    expect(store.lotOf('L1')?.status).toBe('available');
  });
});
