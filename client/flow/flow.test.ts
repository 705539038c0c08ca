import { describe, expect, it } from 'vitest';
import type { BinCode, BinKind } from '../../shared/domain/bins/bin.ts';
import type { DayIso } from '../../shared/domain/engine/time.ts';
import type { LotKey, Sscc } from '../../shared/domain/lots/ids.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import { DISPATCH, RECEIVE } from '../dock/dock-flows.ts';
import { PICK, PUTAWAY, SIGHTING, TRANSFER } from '../floor/floor-flows.ts';
import { draftOf } from './draft.ts';
import { answer, asking, type Flow, type Given, HAND, type Heard, type KnownLot, nextRound, settle, startAgain } from './flow.ts';

const PEAS = '09501101530003/L-118' as LotKey;
const CORN = '09501101530010/L-200' as LotKey;
const PALLET = '095011015300000019' as Sscc;
const ITEM = { unit: 'kg', decimals: 0, unitsPerCarton: 12, cartonsPerPallet: 40, expiryRequired: true } as Item;

const lot = (key: LotKey = PEAS): Heard => ({ kind: 'lot', lot: key });
const from = (code: string): Heard => ({ kind: 'bin', bin: code as BinCode, end: 'from' });
const into = (code: string): Heard => ({ kind: 'bin', bin: code as BinCode, end: 'to' });
const to = (text: string): Heard => ({ kind: 'destination', text });

function known(...stands: [bin: string, kind: BinKind, quantity: number, pallet?: Sscc][]): KnownLot {
  return {
    item: ITEM,
    lot: null,
    inHand: 0,
    stands: stands.map(([code, binKind, quantity, pallet = '' as const]) => ({ bin: code as BinCode, binKind, quantity, pallet })),
  };
}

/** Hears one thing after the other, as the screen does: answer, then settle with what the phone knows. */
function heard(flow: Flow, facts: KnownLot, ...things: Heard[]): Given {
  return things.reduce<Given>((given, each) => settle(flow, answer(flow, given, each) ?? given, facts), {});
}

const TWO_BINS = known(['A-01-1', 'storage', 480], ['A-02-1', 'storage', 24]);
const DOCK_ONLY = known(['DOCK-1', 'dock', 480, PALLET]);

describe('what is asked next', () => {
  it.each<[says: string, slot: string | null, round: [Flow, KnownLot, ...Heard[]]]>([
    ['a pick starts with the lot', 'lot', [PICK, known()]],
    ['a pick of a lot in one bin asks nothing more', null, [PICK, known(['A-01-1', 'storage', 24]), lot()]],
    ['a pick of a lot in two bins asks from which', 'from', [PICK, TWO_BINS, lot()]],
    ['a pick of a lot this phone has nowhere asks from which bin', 'from', [PICK, known(), lot()]],
    ['a pick may start with the bin', 'lot', [PICK, TWO_BINS, from('A-02-1')]],
    ['a pick that started with the bin keeps it', null, [PICK, TWO_BINS, from('A-02-1'), lot()]],
    ['a pick never takes goods off the dock by itself', 'from', [PICK, DOCK_ONLY, lot()]],
    ['a putaway of goods on the dock asks only where to', 'to', [PUTAWAY, DOCK_ONLY, lot()]],
    ['a transfer between two possible bins asks from which first', 'from', [TRANSFER, TWO_BINS, lot()]],
    ['a sighting always asks for the bin', 'bin', [SIGHTING, known(['A-01-1', 'storage', 24]), lot()]],
    ['a receipt without a date on the label asks for it', 'expiryOn', [RECEIVE, known(), lot()]],
    ['a receipt takes the date from the label', 'to', [RECEIVE, known(), { kind: 'lot', lot: PEAS, expiryOn: '2027-01-31' as DayIso }]],
    ['a dispatch first asks where to', 'destination', [DISPATCH, known()]],
    ['a dispatch finds staged goods by itself', null, [DISPATCH, known(['STG-1', 'staging', 12]), to('Lidl Lyon'), lot()]],
  ])('%s', (_, slot, [flow, facts, ...things]) => {
    expect(asking(flow, heard(flow, facts, ...things), facts)).toBe(slot);
  });
});

describe('corrections', () => {
  it('takes another lot as a new start: a scan of the right lot answers a STOP', () => {
    const given = heard(PICK, TWO_BINS, lot(), from('A-01-1'), lot(CORN));
    expect(given).toEqual({ lot: CORN });
  });

  it('takes another bin as the better destination once all is answered', () => {
    const given = heard(PUTAWAY, DOCK_ONLY, lot(), into('A-03-1'), into('A-03-2'));
    expect(given).toMatchObject({ from: 'DOCK-1', to: 'A-03-2' });
  });

  it('forgets a typed quantity when the goods come from another bin', () => {
    const given = { ...heard(PICK, TWO_BINS, lot(), from('A-01-1')), quantity: 300 };
    expect(answer(PICK, given, from('A-02-1'))).toEqual({ lot: PEAS, from: 'A-02-1' });
  });

  it('has no use for a destination while picking', () => {
    expect(answer(PICK, {}, to('Lidl Lyon'))).toBeNull();
  });

  it('keeps the destination and its shipment for the next carton of a dispatch, and nothing else', () => {
    const given = heard(DISPATCH, known(['STG-1', 'staging', 12]), { kind: 'destination', text: 'Lidl Lyon', shipment: 'S-7' }, lot());
    expect(nextRound(DISPATCH, given)).toEqual({ destination: 'Lidl Lyon', shipment: 'S-7' });
    expect(nextRound(RECEIVE, { lot: PEAS, to: 'DOCK-1' as BinCode })).toEqual({ to: 'DOCK-1' });
    expect(nextRound(PICK, given)).toEqual({});
  });

  it('starting over keeps what stays the same, until that is all there is: then it is what was wrong', () => {
    const kept = { destination: 'Lidl Lyon', shipment: 'S-7' };
    expect(startAgain(DISPATCH, { ...kept, lot: PEAS, from: HAND })).toEqual(kept);
    expect(startAgain(DISPATCH, kept)).toEqual({});
    expect(startAgain(RECEIVE, { to: 'DOCK-1' as BinCode })).toEqual({});
    expect(startAgain(PICK, { lot: PEAS })).toEqual({});
  });
});

describe('the command it amounts to', () => {
  const draft = (flow: Flow, facts: KnownLot, ...things: Heard[]) => draftOf(flow, heard(flow, facts, ...things), facts, []);

  it('is nothing while a question is open', () => {
    expect(draft(TRANSFER, TWO_BINS, lot(), from('A-01-1'))).toBeNull();
  });

  it('picks one carton unless told otherwise, and never more than is there', () => {
    expect(draft(PICK, TWO_BINS, lot(), from('A-01-1'))?.payload).toEqual({ lot: PEAS, from: 'A-01-1', quantity: 12 });
    expect(draft(PICK, known(['A-01-1', 'storage', 5]), lot())?.payload).toMatchObject({ quantity: 5 });
  });

  it('sets picked goods down in staging when a staging bin is scanned', () => {
    expect(draft(PICK, TWO_BINS, lot(), from('A-01-1'), into('STG-1'))?.payload).toMatchObject({ from: 'A-01-1', to: 'STG-1' });
  });

  it('puts the whole pallet away', () => {
    expect(draft(PUTAWAY, DOCK_ONLY, lot(), into('A-03-2'))?.payload).toEqual({
      lot: PEAS,
      from: 'DOCK-1',
      to: 'A-03-2',
      quantity: 480,
    });
  });

  it('receives a pallet with the day from its label', () => {
    const label: Heard = { kind: 'lot', lot: PEAS, expiryOn: '2027-01-31' as DayIso };
    expect(draft(RECEIVE, known(), label, into('DOCK-1'))?.payload).toEqual({
      item: '09501101530003',
      lot: 'L-118',
      to: 'DOCK-1',
      quantity: 480,
      expiryOn: '2027-01-31',
    });
  });

  it('dispatches from the hand when that is where the goods are', () => {
    const facts = { ...known(), inHand: 7 };
    expect(heard(DISPATCH, facts, to('Lidl Lyon'), lot()).from).toBe(HAND);
    expect(draft(DISPATCH, facts, to('Lidl Lyon'), lot())?.payload).toEqual({ lot: PEAS, quantity: 7, destination: 'Lidl Lyon' });
  });
});
