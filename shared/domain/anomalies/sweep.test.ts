import { describe, expect, it } from 'vitest';
import { type Given, given, lot, minutes, NOON } from '../engine/given.arbitrary.ts';
import type { EpochMs } from '../engine/time.ts';
import { sweep } from './sweep.ts';

const HOUR = 3_600_000;
const hoursAgo = (hours: number, ms = 0) => (NOON - hours * HOUR - ms) as EpochMs;
const since = (hours: number, ms = 0) => ({ movedAt: hoursAgo(hours, ms), seenAt: hoursAgo(hours, ms) });

/** What a sweep at noon leaves open. */
function swept(store: Given, at: EpochMs = NOON): string[] {
  store.apply(sweep(store.slice, at));
  return store.open();
}

describe('a stuck pallet', () => {
  it.each([
    ['a minute short of its window', since(23), []],
    ['exactly as long as its window', since(24), []],
    ['a moment longer', since(24, 1), ['stuck-pallet L1 DOCK']],
  ])('at the dock %s', (_, facts, open) => {
    expect(swept(given().stock('L1', 'DOCK', 5, facts))).toEqual(open);
  });

  it('has a window for every kind of place', () => {
    const store = given()
      .stock('L1', 'A-1', 5, since(90 * 24))
      .stock('L2', 'A-2', 5, since(90 * 24, 1))
      .stock('L3', 'QUAR', 5, since(7 * 24, 1));
    expect(swept(store)).toEqual(['stuck-pallet L2 A-2', 'stuck-pallet L3 QUAR']);
  });

  it('counts from when it was last seen, and each pallet for itself', () => {
    const pallet = '195060001343500009';
    const store = given()
      .stock('L1', 'DOCK', 5, { movedAt: hoursAgo(48), seenAt: hoursAgo(2) })
      .stock('L1', 'DOCK', 5, { ...since(48), pallet });
    expect(swept(store)).toEqual(['stuck-pallet L1 DOCK']);
    expect([...store.slice.anomalies.values()]).toMatchObject([{ pallet }]);
  });

  it('is opened once, and closed by the next sweep when the goods are gone', () => {
    const store = given().stock('L1', 'DOCK', 5, since(48));
    swept(store);
    expect(sweep(store.slice, minutes(5))).toEqual([]);
    store.report('transfer', { lot: lot('L1'), from: 'DOCK', to: 'A-1', quantity: 5 });
    expect(swept(store, minutes(10))).toEqual([]);
  });

  it('closed by a supervisor is not opened again until it is stuck anew', () => {
    const store = given().stock('L1', 'DOCK', 5, since(48));
    swept(store);
    const [id = ''] = [...store.slice.anomalies.keys()];
    store.report('close-anomaly', { anomaly: id, reason: 'waits for the vet' });
    expect(swept(store, minutes(5))).toEqual([]);
    store.report('sighting', { lot: lot('L1'), bin: 'DOCK' }, { at: minutes(10) });
    expect(swept(store, minutes(10 + 24 * 60))).toEqual([]);
    expect(swept(store, minutes(11 + 24 * 60))).toEqual(['stuck-pallet L1 DOCK']);
  });
});

describe('a missing dispatch scan', () => {
  const staged = (hours: number, ms = 0) => given().stock('L1', 'STAGE', 5, { ...since(hours, ms), pickedAt: hoursAgo(hours, ms) });

  it.each([
    ['a minute short of a day', staged(23), []],
    ['exactly a day', staged(24), []],
    ['a moment longer: nobody calls it stuck as well', staged(24, 1), ['missing-dispatch-scan L1 STAGE']],
  ])('after the pick %s', (_, store, open) => {
    expect(swept(store)).toEqual(open);
  });

  it('concerns goods in the hand too', () => {
    const store = given().stock('L1', 'A-1', 5);
    store.report('pick', { lot: lot('L1'), from: 'A-1', quantity: 5 }, { at: hoursAgo(25) });
    expect(swept(store)).toEqual(['missing-dispatch-scan L1']);
    store.report('dispatch', { lot: lot('L1'), quantity: 5, destination: 'ACME' });
    expect(store.open()).toEqual([]);
  });

  it('stays while part of the goods is still there, and ends when they are put back', () => {
    const store = staged(30);
    swept(store);
    store.report('dispatch', { lot: lot('L1'), from: 'STAGE', quantity: 2, destination: 'ACME' });
    expect(swept(store, minutes(1))).toEqual(['missing-dispatch-scan L1 STAGE']);
    store.report('transfer', { lot: lot('L1'), from: 'STAGE', to: 'A-1', quantity: 3 });
    expect(store.open()).toEqual([]);
    expect(swept(store, minutes(60))).toEqual([]);
  });
});

describe('a lot that expires soon', () => {
  const on = (expiryOn: string) => given().lot('L1', { expiryOn }).stock('L1', 'A-1', 5).stock('L1', 'A-2', 5);

  it.each([
    ['2026-11-28', []],
    ['2026-11-27', ['expiring-soon L1']],
    ['2026-11-19', ['expiring-soon L1']],
  ])('on %s is flagged once, at the item’s threshold or below', (expiryOn, open) => {
    expect(swept(on(expiryOn))).toEqual(open);
  });

  it('is no concern once it is gone', () => {
    const store = on('2026-11-21');
    swept(store);
    for (const bin of ['A-1', 'A-2']) store.report('write-off', { lot: lot('L1'), bin, quantity: 5, reason: 'old' });
    expect(swept(store, minutes(5))).toEqual([]);
  });
});
