import { describe, expect, it } from 'vitest';
import { sweep } from '../anomalies/sweep.ts';
import { given, lot, minutes, says } from '../engine/given.arbitrary.ts';

const seen = (number: string, bin: string) => ({ lot: lot(number), bin });

describe('a sighting', () => {
  it('that agrees with the book refreshes when the goods were last seen', () => {
    const store = given().stock('L1', 'A-1', 5);
    expect(says(store.report('sighting', seen('L1', 'A-1'), { as: 'picker' }))).toBe('recorded');
    expect([...store.slice.rows.values()]).toMatchObject([{ quantity: 5, seenAt: minutes(0) }]);
  });

  it('ends a pallet’s being stuck', () => {
    const store = given().stock('L1', 'DOCK', 5);
    store.apply(sweep(store.slice, minutes(0)));
    expect(store.open()).toEqual(['stuck-pallet L1 DOCK']);
    store.report('sighting', seen('L1', 'DOCK'));
    expect(store.open()).toEqual([]);
  });

  it('elsewhere than booked points to a missing scan, and moves nothing', () => {
    const store = given().stock('L1', 'A-1', 5);
    expect(says(store.report('sighting', seen('L1', 'A-2')))).toBe('flagged missing-transfer-scan');
    expect(store.stands()).toEqual(['A-1 L1 5']);
    expect(store.open()).toEqual(['missing-transfer-scan L1 A-2']);
  });

  it('is answered by the move that was missing', () => {
    const store = given().stock('L1', 'A-1', 5);
    store.report('sighting', seen('L1', 'A-2'));
    store.report('transfer', { lot: lot('L1'), from: 'A-1', to: 'A-2', quantity: 5 });
    expect(store.open()).toEqual([]);
  });

  it('of a lot at zero says so', () => {
    const store = given().lot('L1', { status: 'closed' });
    expect(says(store.report('sighting', seen('L1', 'A-1')))).toBe('flagged zero-but-present');
  });

  it('of a lot still expected says that its receipt is missing', () => {
    const store = given().lot('L1', { status: 'expected' });
    expect(says(store.ask('sighting', seen('L1', 'A-1')))).toBe('refused lot-not-received');
    expect(says(store.report('sighting', seen('L1', 'A-1')))).toBe('flagged lot-not-received missing-receipt-scan');
    expect(store.lotOf('L1')?.status).toBe('expected');
  });

  it('of a lot or in a bin nobody knows is kept for a person', () => {
    expect(says(given().report('sighting', seen('L9', 'A-1')))).toBe('parked lot-unknown unknown-lot');
    expect(says(given().lot('L1').report('sighting', seen('L1', 'X-1')))).toBe('parked bin-unknown unknown-code');
  });
});

describe('a sighting of disputed goods', () => {
  const conflict = () => {
    const store = given().stock('L1', 'A-3', 5).stock('L2', 'DOCK', 8);
    store.report('transfer', { lot: lot('L1'), from: 'A-3', to: 'A-1', quantity: 5 }, { at: minutes(0) });
    store.report('putaway', { lot: lot('L2'), from: 'DOCK', to: 'A-1', quantity: 8 }, { at: minutes(5) });
    return store;
  };

  it('where they were claimed to be confirms them, and makes the other goods unconfirmed', () => {
    const store = conflict();
    expect(says(store.report('sighting', seen('L2', 'A-1'), { at: minutes(9) }))).toBe('flagged bin-conflict');
    expect(store.stands()).toEqual(['A-1 L2 8', 'disputed A-3→A-1 L1 5']);
    expect(store.open()).toEqual(['bin-conflict L1 A-1']);
  });

  it('of the goods on the book there leaves the dispute open', () => {
    const store = conflict();
    store.report('sighting', seen('L1', 'A-1'), { at: minutes(9) });
    expect(store.stands()).toEqual(['A-1 L1 5', 'disputed DOCK→A-1 L2 8']);
    expect(store.open()).toEqual(['bin-conflict L2 A-1']);
  });

  it('is over when both have been found', () => {
    const store = conflict();
    store.report('sighting', seen('L2', 'A-1'), { at: minutes(9) });
    store.report('transfer', { lot: lot('L1'), from: 'A-1', to: 'A-3', quantity: 5 }, { at: minutes(12) });
    expect(store.stands()).toEqual(['A-1 L2 8', 'A-3 L1 5']);
    expect(store.open()).toEqual([]);
  });
});
