import { describe, expect, it } from 'vitest';
import type { Command } from '../movements/command.ts';
import { lot } from './given.arbitrary.ts';
import { ITEMS } from './store.arbitrary.ts';
import type { DayIso } from './time.ts';
import { touchOf } from './touch-of.ts';

const TODAY = '2026-11-20' as DayIso;
const act = (kind: string, payload: object, more: object = {}) => ({ command: { kind, payload, ...more } as Command, today: TODAY });
const pick = (number: string, more: object = {}) => act('pick', { lot: lot(number), from: 'A-1', to: 'STAGE', quantity: 1, ...more });
const ITEM = ITEMS[0]?.gtin;

describe('what a batch touches', () => {
  it('is every lot, bin and pallet it names', () => {
    const touch = touchOf([act('transfer', { lot: lot('L1'), from: 'A-1', to: 'A-2', quantity: 1, pallet: '195060001343500009' })]);
    expect([[...touch.lots], [...touch.bins], [...touch.pallets]]).toEqual([[lot('L1')], ['A-1', 'A-2'], ['195060001343500009']]);
  });

  it('is the item, the lot and everything that bears the lot number, on arrival', () => {
    const touch = touchOf([act('receive', { item: ITEM, lot: 'L1', to: 'DOCK', quantity: 1 })]);
    expect([[...touch.items], [...touch.lots], [...touch.lotNumbers]]).toEqual([[ITEM], [lot('L1')], ['L1']]);
  });

  it('is what a count found, what a recall stops, what an undo undoes, what is closed, and the shipment named', () => {
    const touch = touchOf([
      act('count', { bin: 'A-1', found: [{ lot: lot('L1'), quantity: 1 }] }),
      act('recall', { lots: [lot('L2'), lot('L3')] }),
      act('void', { of: 'c1' }),
      act('close-anomaly', { anomaly: 'a1' }),
      act('dispatch', { lot: lot('L4'), quantity: 1, shipment: 'SH-1' }),
    ]);
    expect([...touch.lots]).toEqual([lot('L1'), lot('L2'), lot('L3'), lot('L4')]);
    expect([[...touch.commands], [...touch.anomalies], [...touch.shipments]]).toEqual([['c1'], ['a1'], ['SH-1']]);
  });

  it('is the lot a task asks for, too', () => {
    expect([...touchOf([pick('L1', {}), act('pick', pick('L2').command.payload, { task: { lot: lot('L3') } })]).lots]).toContain(lot('L3'));
  });
});

describe('the front of a FEFO line', () => {
  it('is asked for once, however much of an item is picked', () => {
    expect(touchOf([pick('L1'), pick('L2')]).fefo).toEqual([{ item: ITEM, on: TODAY, whole: false }]);
  });

  it('is asked for once per day goods ship on, and never for a day that has gone by', () => {
    const touch = touchOf([pick('L1', { shipOn: '2026-12-01' }), pick('L1', { shipOn: '2026-11-01' })]);
    expect(touch.fefo.map((line) => line.on)).toEqual(['2026-12-01', TODAY]);
  });

  it('is the whole line where an override must name what it skipped', () => {
    const touch = touchOf([act('pick', pick('L1').command.payload, { override: {} }), pick('L1')]);
    expect(touch.fefo).toEqual([{ item: ITEM, on: TODAY, whole: true }]);
  });

  it('is of no concern when nothing is picked', () => {
    expect(touchOf([act('transfer', { lot: lot('L1'), from: 'A-1', to: 'A-2', quantity: 1 })]).fefo).toEqual([]);
  });
});
