import { describe, expect, it } from 'vitest';
import { given, lot, minutes, says } from '../engine/given.arbitrary.ts';

const leave = (quantity: number, more: { from?: string; destination?: string; shipment?: string } = {}) => ({
  lot: lot('L1'),
  from: 'STAGE',
  quantity,
  destination: 'ACME',
  ...more,
});

describe('a dispatch', () => {
  it('closes a lot that has nothing left anywhere, and keeps its record', () => {
    const store = given().stock('L1', 'STAGE', 5).stock('L1', 'A-1', 1);
    expect(says(store.report('dispatch', leave(5), { as: 'dock' }))).toBe('recorded');
    expect(store.lotOf('L1')).toMatchObject({ status: 'available', totals: { received: 6, dispatched: 5 } });
    store.report('transfer', { lot: lot('L1'), from: 'A-1', to: 'STAGE', quantity: 1 });
    store.report('dispatch', leave(1));
    expect(store.lotOf('L1')).toMatchObject({ status: 'closed', totals: { received: 6, dispatched: 6 } });
  });

  it('may leave in parts', () => {
    const store = given().stock('L1', 'STAGE', 5);
    store.report('dispatch', leave(2));
    expect(store.stands()).toEqual(['STAGE L1 3']);
  });

  it('makes a shipment of its own when none is named, and keeps the destination of one that is', () => {
    const store = given().stock('L1', 'STAGE', 5);
    store.report('dispatch', leave(1), { id: 'd1' });
    store.report('dispatch', leave(1, { shipment: 'SH-7' }));
    const { destination: _, ...unnamed } = leave(1, { shipment: 'SH-7' });
    expect(says(store.report('dispatch', unnamed))).toBe('recorded');
    expect([...store.slice.shipments.values()].map((each) => [each.number, each.destination, each.departedAt])).toEqual([
      ['d1', 'ACME', minutes(0)],
      ['SH-7', 'ACME', null],
    ]);
  });

  it.each([
    ['without a destination', leave(1, { destination: '  ' }), 'destination-required', 'detail-missing'],
    ['of more than is staged', leave(6), 'not-enough-stock', 'missing-transfer-scan'],
  ])('%s is refused; in fact, it has left', (_, payload, code, anomaly) => {
    const store = given().stock('L1', 'STAGE', 5).stock('L1', 'A-1', 1);
    expect(says(store.ask('dispatch', payload))).toBe(`refused ${code}`);
    expect(says(store.report('dispatch', payload))).toBe(`flagged ${code} ${anomaly}`);
    expect(store.lotOf('L1')?.totals.dispatched).toBe(Math.min(payload.quantity, 5));
  });

  it('by a picker is refused; in fact, it has left', () => {
    const store = given().stock('L1', 'STAGE', 5);
    expect(says(store.ask('dispatch', leave(5), { as: 'picker' }))).toBe('refused role-not-allowed');
    expect(says(store.report('dispatch', leave(5), { as: 'picker' }))).toBe('flagged role-not-allowed authority-missing');
    expect(store.stands()).toEqual([]);
  });

  it.each([
    ['recalled', { status: 'recalled' }, 'lot-recalled'],
    ['held', { status: 'hold', holdReason: 'smell' }, 'lot-held'],
    ['expired', { expiryOn: '2026-11-19' }, 'lot-expired'],
  ])('of %s goods is refused even from the dock; in fact, it stops', (_, facts, code) => {
    const store = given().lot('L1', facts).stock('L1', 'STAGE', 5);
    expect(says(store.ask('dispatch', leave(5)))).toBe(`refused ${code}`);
    expect(store.report('dispatch', leave(5)).flags).toMatchObject([{ code: 'blocked-lot-moved', severity: 'stop' }]);
    expect(store.stands()).toEqual([]);
  });

  it.each([
    ['a storage bin: they were never picked', 'A-1', 'not-enough-stock', 'missing-transfer-scan'],
    ['quarantine', 'QUAR', 'lot-held', 'blocked-lot-moved'],
    ['returns', 'RET', 'lot-held', 'blocked-lot-moved'],
  ])('does not take goods from %s', (_, from, code, anomaly) => {
    const store = given().stock('L1', from, 5);
    expect(says(store.ask('dispatch', leave(5, { from })))).toBe(`refused ${code}`);
    expect(says(store.report('dispatch', leave(5, { from })))).toBe(`flagged ${code} ${anomaly}`);
    expect(store.stands()).toEqual([]);
  });

  it('may leave from the hand that picked them, not from another’s', () => {
    const store = given().stock('L1', 'A-1', 5);
    store.report('pick', { lot: lot('L1'), from: 'A-1', quantity: 5 }, { worker: 'ben' });
    const { from: _, ...fromHand } = leave(5);
    expect(says(store.ask('dispatch', fromHand, { worker: 'ada' }))).toBe('refused not-enough-stock');
    expect(says(store.report('dispatch', fromHand, { worker: 'ben' }))).toBe('recorded');
    expect(store.stands()).toEqual([]);
  });

  it('of a lot still expected receives and dispatches it, and a receipt is missing', () => {
    const store = given().lot('L1', { status: 'expected' });
    expect(says(store.report('dispatch', leave(5)))).toBe('flagged lot-not-received missing-receipt-scan');
    expect(store.lotOf('L1')).toMatchObject({ status: 'closed', totals: { received: 5, dispatched: 5 } });
  });
});

describe('a return', () => {
  const back = (quantity: number, to = 'RET') => ({ lot: lot('L1'), to, quantity });

  it('reopens the lot and keeps its expiry and first receipt', () => {
    const store = given().lot('L1', { status: 'closed', expiryOn: '2026-12-01' }).dispatched('L1', 10);
    const before = store.lotOf('L1');
    expect(says(store.report('return', back(4), { as: 'dock' }))).toBe('recorded');
    expect(store.lotOf('L1')).toMatchObject({ status: 'available', expiryOn: '2026-12-01', firstReceivedAt: before?.firstReceivedAt });
    expect(store.stands()).toEqual(['RET L1 4']);
  });

  it('of more than was dispatched is refused; in fact, it is there and unexplained', () => {
    const store = given().dispatched('L1', 3).stock('L1', 'A-1', 7);
    expect(store.ask('return', back(4)).broke).toEqual({ code: 'return-exceeds-dispatched', asked: 4, dispatched: 3 });
    expect(says(store.report('return', back(4)))).toBe('flagged return-exceeds-dispatched return-unexplained');
    expect(store.stands()).toEqual(['A-1 L1 7', 'RET L1 4']);
  });

  it('counts what came back before', () => {
    const store = given().dispatched('L1', 5);
    store.report('return', back(3));
    expect(says(store.ask('return', back(3)))).toBe('refused return-exceeds-dispatched');
    expect(says(store.ask('return', back(2)))).toBe('accepted');
  });

  it('does not go straight back on sale', () => {
    const store = given().dispatched('L1', 5);
    expect(says(store.ask('return', back(5, 'A-1')))).toBe('refused wrong-zone');
    expect(says(store.ask('return', back(5, 'QUAR')))).toBe('accepted');
  });

  it('keeps a recalled lot recalled', () => {
    const store = given().lot('L1', { status: 'recalled' }).dispatched('L1', 5);
    store.report('return', back(5));
    expect(store.lotOf('L1')?.status).toBe('recalled');
  });
});
