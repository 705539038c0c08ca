import { describe, expect, it } from 'vitest';
import { given, lot, says } from '../engine/given.arbitrary.ts';

const found = (bin: string, ...lots: [string, number][]) => ({
  bin,
  found: lots.map(([number, quantity]) => ({ lot: lot(number), quantity })),
});

describe('a count', () => {
  it('that finds what is booked is accurate', () => {
    const store = given().stock('L1', 'A-1', 5);
    expect(says(store.report('count', found('A-1', ['L1', 5]), { as: 'picker' }))).toBe('recorded');
  });

  it('that finds less is a variance, and the book waits for a supervisor', () => {
    const store = given().stock('L1', 'A-1', 5);
    const told = store.report('count', found('A-1', ['L1', 2]));
    expect(told.flags).toMatchObject([{ code: 'count-variance', facts: { book: 5, found: 2, variance: -3 } }]);
    expect(store.stands()).toEqual(['A-1 L1 5']);
    expect(store.open()).toEqual(['count-variance L1 A-1']);
  });

  it('counts what it does not name as not found', () => {
    const store = given().stock('L1', 'QUAR', 5).stock('L2', 'QUAR', 3);
    expect(says(store.report('count', found('QUAR', ['L1', 5])))).toBe('flagged count-variance');
    expect(store.open()).toEqual(['count-variance L2 QUAR']);
  });

  it('that finds a lot booked elsewhere, or at zero, says the most telling thing once', () => {
    const store = given().stock('L1', 'A-1', 5).lot('L2', { status: 'closed' });
    expect(says(store.report('count', found('DOCK', ['L1', 2], ['L2', 1])))).toBe('flagged missing-transfer-scan zero-but-present');
    expect(store.open()).toEqual(['missing-transfer-scan L1 DOCK', 'zero-but-present L2 DOCK']);
  });

  it('adds up a lot named twice, and takes zero for an answer', () => {
    const store = given().stock('L1', 'A-1', 5);
    expect(says(store.report('count', found('A-1', ['L1', 2], ['L1', 3])))).toBe('recorded');
    expect(says(store.report('count', found('A-1', ['L1', 0])))).toBe('flagged count-variance');
    expect(says(store.ask('count', found('A-1', ['L1', -1])))).toBe('refused invalid-quantity');
    expect(says(store.ask('count', found('X-1', ['L1', 1])))).toBe('refused bin-unknown');
  });

  it('is not spoilt by a lot nobody knows', () => {
    const store = given().stock('L1', 'A-1', 5);
    expect(says(store.report('count', found('A-1', ['L1', 4], ['L9', 1])))).toBe('flagged count-variance unknown-lot');
  });
});

describe('an adjustment', () => {
  const set = (quantity: number, more: { bin?: string; seen?: number; reason?: string } = {}) => ({
    lot: lot('L1'),
    bin: 'A-1',
    quantity,
    reason: 'counted',
    ...more,
  });

  it('to zero frees the bin and keeps the lot’s record', () => {
    const store = given().stock('L1', 'A-1', 5).stock('L2', 'DOCK', 5);
    expect(says(store.report('adjust', set(0)))).toBe('recorded');
    expect(store.lotOf('L1')).toMatchObject({ status: 'closed', totals: { received: 5, adjustedOut: 5 } });
    expect(says(store.ask('putaway', { lot: lot('L2'), from: 'DOCK', to: 'A-1', quantity: 5 }))).toBe('accepted');
  });

  it('upwards brings goods back onto the book, and settles the doubt about them', () => {
    const store = given().lot('L1', { status: 'closed' });
    store.report('sighting', { lot: lot('L1'), bin: 'A-1' });
    expect(says(store.report('adjust', set(3)))).toBe('recorded');
    expect(store.lotOf('L1')).toMatchObject({ status: 'available', totals: { adjustedIn: 3 } });
    expect(store.open()).toEqual([]);
  });

  it('keeps what has moved since the supervisor looked', () => {
    const store = given().stock('L1', 'A-1', 10);
    store.report('transfer', { lot: lot('L1'), from: 'A-1', to: 'A-2', quantity: 2 });
    store.report('adjust', set(8, { seen: 10 }));
    expect(store.stands()).toEqual(['A-1 L1 6', 'A-2 L1 2']);
  });

  it.each([
    ['without a reason', set(3, { reason: ' ' }), 'reason-required'],
    ['below zero', set(-1), 'invalid-quantity'],
    ['into a bin of another lot', set(3, { bin: 'A-2' }), 'bin-occupied'],
  ])('%s is refused', (_, payload, code) => {
    expect(says(given().stock('L1', 'A-1', 5).stock('L2', 'A-2', 5).ask('adjust', payload))).toBe(`refused ${code}`);
  });

  it('is a decision: without the role for it, it has not been taken', () => {
    const store = given().stock('L1', 'A-1', 5);
    expect(says(store.report('adjust', set(0), { as: 'picker' }))).toBe('flagged role-not-allowed authority-missing');
    expect(store.stands()).toEqual(['A-1 L1 5']);
  });
});

describe('a write-off', () => {
  const destroy = (quantity: number, reason = 'damaged') => ({ lot: lot('L1'), bin: 'QUAR', quantity, reason });

  it('may destroy expired, held and recalled goods', () => {
    const store = given().lot('L1', { status: 'recalled', expiryOn: '2026-11-01' }).stock('L1', 'QUAR', 5);
    expect(says(store.report('write-off', destroy(2)))).toBe('recorded');
    expect(store.stands()).toEqual(['QUAR L1 3']);
    expect(store.lotOf('L1')).toMatchObject({ status: 'recalled', totals: { adjustedOut: 2 } });
  });

  it('needs a reason, a supervisor, and goods', () => {
    const store = given().stock('L1', 'QUAR', 5);
    expect(says(store.ask('write-off', destroy(1, '')))).toBe('refused reason-required');
    expect(says(store.ask('write-off', destroy(1), { as: 'dock' }))).toBe('refused role-not-allowed');
    expect(says(store.ask('write-off', destroy(6)))).toBe('refused not-enough-stock');
  });
});
