import { describe, expect, it } from 'vitest';
import { given, lot, says } from '../engine/given.arbitrary.ts';

const decide = (number: string, reason = 'smell') => ({ lot: lot(number), reason });

describe('hold and release', () => {
  it('stop a lot everywhere, and give it back', () => {
    const store = given().stock('L1', 'A-1', 5);
    expect(says(store.report('hold', decide('L1')))).toBe('recorded');
    expect(store.lotOf('L1')).toMatchObject({ status: 'hold', holdReason: 'smell' });
    expect(says(store.report('release', decide('L1', 'checked')))).toBe('recorded');
    expect(store.lotOf('L1')).toMatchObject({ status: 'available', holdReason: null });
  });

  it('are a supervisor’s, and a hold needs a reason', () => {
    const store = given().stock('L1', 'A-1', 5);
    expect(says(store.ask('hold', decide('L1'), { as: 'picker' }))).toBe('refused role-not-allowed');
    expect(says(store.ask('hold', decide('L1', '')))).toBe('refused reason-required');
    expect(says(store.ask('hold', decide('L9')))).toBe('refused lot-unknown');
  });

  it('by somebody without the role change nothing and are flagged', () => {
    const store = given().lot('L1', { status: 'hold', holdReason: 'smell' });
    expect(says(store.report('release', decide('L1'), { as: 'picker' }))).toBe('flagged role-not-allowed authority-missing');
    expect(store.lotOf('L1')?.status).toBe('hold');
  });

  it('do not touch a recall', () => {
    const store = given().lot('L1', { status: 'recalled', holdReason: 'glass' });
    store.report('hold', decide('L1'));
    expect(says(store.ask('release', decide('L1')))).toBe('refused lot-recalled');
    store.report('release', decide('L1'));
    expect(store.lotOf('L1')).toMatchObject({ status: 'recalled', holdReason: 'glass' });
  });

  it('close a lot that has nothing left when it is released', () => {
    const store = given().lot('L1', { status: 'hold', holdReason: 'smell' });
    store.report('release', decide('L1'));
    expect(store.lotOf('L1')?.status).toBe('closed');
  });
});

describe('a recall', () => {
  const recall = (...numbers: string[]) => ({ lots: numbers.map((number) => lot(number)), reason: 'glass' });

  it('stops several lots at once, and one nobody knows keeps none of them from being stopped', () => {
    const store = given().stock('L1', 'A-1', 5).lot('L2', { status: 'closed' });
    expect(says(store.report('recall', recall('L1', 'L2', 'L9')))).toBe('flagged unknown-lot');
    expect([store.lotOf('L1')?.status, store.lotOf('L2')?.status]).toEqual(['recalled', 'recalled']);
  });

  it('of nothing anybody knows is kept until it is', () => {
    expect(says(given().report('recall', recall('L9')))).toBe('parked lot-unknown unknown-lot');
  });

  it('needs a reason and a supervisor', () => {
    const store = given().stock('L1', 'A-1', 5);
    expect(says(store.ask('recall', { ...recall('L1'), reason: '' }))).toBe('refused reason-required');
    expect(says(store.ask('recall', recall('L1'), { as: 'dock' }))).toBe('refused role-not-allowed');
  });
});

describe('closing an anomaly', () => {
  const doubted = () => {
    const store = given().stock('L1', 'A-1', 5);
    store.report('sighting', { lot: lot('L1'), bin: 'A-2' });
    return { store, id: [...store.slice.anomalies.keys()][0] ?? '' };
  };

  it('is a supervisor’s, with a reason', () => {
    const { store, id } = doubted();
    expect(says(store.ask('close-anomaly', { anomaly: id, reason: 'misread' }, { as: 'picker' }))).toBe('refused role-not-allowed');
    expect(says(store.ask('close-anomaly', { anomaly: id, reason: '' }))).toBe('refused reason-required');
    expect(says(store.report('close-anomaly', { anomaly: id, reason: 'misread' }, { id: 'closing' }))).toBe('recorded');
    expect(store.slice.anomalies.get(id)).toMatchObject({ closedBy: 'closing', closedReason: 'misread' });
  });

  it('twice changes nothing', () => {
    const { store, id } = doubted();
    store.report('close-anomaly', { anomaly: id, reason: 'misread' });
    expect(store.report('close-anomaly', { anomaly: id, reason: 'again' })).toMatchObject({
      outcome: 'recorded',
      extent: 'none',
      effects: [],
    });
  });

  it('that nobody opened is refused', () => {
    expect(says(given().ask('close-anomaly', { anomaly: 'none', reason: 'why' }))).toBe('refused code-unknown');
  });
});
