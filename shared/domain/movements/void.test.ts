import { describe, expect, it } from 'vitest';
import { given, lot, minutes, says } from '../engine/given.arbitrary.ts';

const SECOND = 1000;
const soon = (seconds: number) => (minutes(0) + seconds * SECOND) as ReturnType<typeof minutes>;
const undo = (of: string) => ({ of });
const move = (from: string, to: string, quantity: number) => ({ lot: lot('L1'), from, to, quantity });

describe('an undo', () => {
  it('at once puts everything back as it was', () => {
    const store = given().stock('L1', 'A-1', 10, { reserved: 4 });
    const before = [...store.slice.rows.values()];
    store.report('transfer', move('A-1', 'A-2', 10), { id: 'm' });
    expect(says(store.report('void', undo('m'), { at: soon(5) }))).toBe('recorded');
    expect([...store.slice.rows.values()]).toEqual(before.map((row) => ({ ...row, seenAt: soon(5) })));
    expect(store.slice.departures.size).toBe(0);
  });

  it('at once closes what the slip had opened', () => {
    const store = given().stock('L1', 'A-1', 10);
    store.report('transfer', move('A-1', 'W-1', 10), { id: 'm' });
    store.report('void', undo('m'), { at: soon(10) });
    expect(store.open()).toEqual([]);
    expect([...store.slice.anomalies.values()]).toMatchObject([{ code: 'wrong-zone', closedBy: expect.any(String) }]);
  });

  it('later leaves open what a person must look at', () => {
    const store = given().lot('L1', { status: 'recalled' }).stock('L1', 'A-1', 10);
    store.report('pick', { lot: lot('L1'), from: 'A-1', quantity: 5 }, { id: 'p' });
    store.report('void', undo('p'), { at: soon(11) });
    expect(store.stands()).toEqual(['A-1 L1 10']);
    expect(store.open()).toEqual(['blocked-lot-moved L1 A-1']);
  });

  it('moves back what is still there, and invents nothing', () => {
    const store = given().stock('L1', 'A-1', 10);
    store.report('transfer', move('A-1', 'A-2', 10), { id: 'm' });
    store.report('transfer', move('A-2', 'A-3', 4));
    store.report('void', undo('m'), { at: minutes(5) });
    expect(store.stands()).toEqual(['A-1 L1 6', 'A-3 L1 4']);
  });

  it('leaves goods in dispute when their old bin has been given away', () => {
    const store = given().stock('L1', 'A-1', 10).stock('L2', 'DOCK', 3);
    store.report('transfer', move('A-1', 'A-2', 10), { id: 'm' });
    store.report('putaway', { lot: lot('L2'), from: 'DOCK', to: 'A-1', quantity: 3 }, { at: minutes(1) });
    store.report('void', undo('m'), { at: minutes(5) });
    expect(store.stands()).toEqual(['A-1 L2 3', 'disputed ?→A-1 L1 10']);
    expect(store.open()).toEqual(['bin-conflict L1 A-1']);
  });

  it.each([
    ['a dispatch', 'dispatch' as const, { lot: lot('L1'), from: 'STAGE', quantity: 5, destination: 'ACME' }, { dispatched: 0 }],
    ['a write-off', 'write-off' as const, { lot: lot('L1'), bin: 'STAGE', quantity: 5, reason: 'wet' }, { adjustedOut: 0 }],
    ['an adjustment', 'adjust' as const, { lot: lot('L1'), bin: 'STAGE', quantity: 9, reason: 'found' }, { adjustedIn: 0 }],
  ])('of %s takes it out of the lot’s totals again', (_, kind, payload, totals) => {
    for (const at of [soon(5), minutes(5)]) {
      const store = given().stock('L1', 'STAGE', 5);
      store.report(kind, payload, { id: 'm' });
      if (at !== soon(5)) store.report('sighting', { lot: lot('L1'), bin: 'STAGE' }, { at: minutes(2) });
      store.report('void', undo('m'), { at });
      expect(store.stands()).toEqual(['STAGE L1 5']);
      expect(store.lotOf('L1')).toMatchObject({ status: 'available', totals });
    }
  });

  it('of a hold gives the lot back, also when its goods have moved since', () => {
    const store = given().stock('L1', 'A-1', 10);
    store.report('hold', { lot: lot('L1'), reason: 'smell' }, { id: 'h' });
    store.report('write-off', { lot: lot('L1'), bin: 'A-1', quantity: 1, reason: 'sample' });
    store.report('void', undo('h'), { at: minutes(5) });
    expect(store.lotOf('L1')).toMatchObject({ status: 'available', holdReason: null });
  });

  it('of a disputed move takes the goods out of dispute', () => {
    const store = given().stock('L1', 'DOCK', 5).stock('L2', 'A-1', 5);
    store.report('putaway', move('DOCK', 'A-1', 5), { id: 'm' });
    store.report('void', undo('m'), { at: minutes(5) });
    expect(store.stands()).toEqual(['A-1 L2 5', 'DOCK L1 5']);
    expect(store.open()).toEqual(['bin-conflict L1 A-1']);
  });

  it('puts goods back from the hand', () => {
    const store = given().stock('L1', 'A-1', 5);
    store.report('pick', { lot: lot('L1'), from: 'A-1', quantity: 5 }, { id: 'p' });
    store.report('void', undo('p'), { at: minutes(50) });
    expect(store.stands()).toEqual(['A-1 L1 5']);
  });

  it.each([
    ['goods of the same lot came later', [], ['A-2 L1 3', 'A-1 L1 10']],
    ['everything had moved on by the first', [move('A-2', 'A-3', 10)], ['A-2 L1 3', 'A-3 L1 10']],
  ])('of what is undone already is recorded and moves nothing: %s', (_, onward, stands) => {
    const store = given().stock('L1', 'A-1', 10).stock('L1', 'DOCK', 3);
    store.report('transfer', move('A-1', 'A-2', 10), { id: 'm' });
    for (const each of onward) store.report('transfer', each);
    store.report('void', undo('m'), { at: minutes(1) });
    store.report('putaway', move('DOCK', 'A-2', 3), { at: minutes(2) });
    const second = store.report('void', undo('m'), { at: minutes(3) });
    expect([says(second), second.extent]).toEqual(['recorded', 'none']);
    expect(store.stands()).toEqual([...stands].sort());
  });

  it('that was not carried out leaves the next one to do it', () => {
    const store = given().stock('L1', 'A-1', 10);
    store.report('void', undo('m'), { at: minutes(-1) });
    store.report('transfer', move('A-1', 'A-2', 10), { id: 'm', worker: 'ben', as: 'picker' });
    store.report('void', undo('m'), { worker: 'ada', as: 'picker' });
    expect(store.stands()).toEqual(['A-2 L1 10']);
    store.report('void', undo('m'), { worker: 'ben', as: 'picker' });
    expect(store.stands()).toEqual(['A-1 L1 10']);
  });

  it('can be undone itself, and that too: who changes his mind undoes what he said last', () => {
    const store = given().stock('L1', 'A-1', 10);
    store.report('transfer', move('A-1', 'A-2', 10), { id: 'm' });
    store.report('void', undo('m'), { id: 'v' });
    store.report('void', undo('v'), { id: 'w' });
    expect(store.stands()).toEqual(['A-2 L1 10']);
    store.report('void', undo('w'));
    expect(store.stands()).toEqual(['A-1 L1 10']);
  });

  it('is one’s own to make; a supervisor may undo anybody’s', () => {
    const store = given().stock('L1', 'A-1', 10);
    store.report('transfer', move('A-1', 'A-2', 10), { id: 'm', worker: 'ben', as: 'picker' });
    expect(says(store.ask('void', undo('m'), { worker: 'ada', as: 'picker' }))).toBe('refused role-not-allowed');
    store.report('void', undo('m'), { worker: 'ada', as: 'picker' });
    expect(store.stands()).toEqual(['A-2 L1 10']);
    expect(says(store.ask('void', undo('m'), { worker: 'ada', as: 'supervisor' }))).toBe('accepted');
    expect(says(store.ask('void', undo('m'), { worker: 'ben', as: 'picker' }))).toBe('accepted');
  });

  it('of something nobody did is kept until it is known', () => {
    expect(says(given().ask('void', undo('m')))).toBe('refused code-unknown');
    expect(says(given().report('void', undo('m')))).toBe('parked code-unknown unknown-code');
  });
});
