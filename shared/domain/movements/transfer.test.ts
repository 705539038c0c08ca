import { describe, expect, it } from 'vitest';
import { bin, given, lot, minutes, says } from '../engine/given.arbitrary.ts';

const pallet = '195060001343500009';
const move = (number: string, from: string, to: string, quantity: number) => ({ lot: lot(number), from, to, quantity });

describe('a move between bins', () => {
  it('may be whole or part, and conserves the quantity', () => {
    const store = given().stock('L1', 'DOCK', 10);
    expect(says(store.report('putaway', move('L1', 'DOCK', 'A-1', 4)))).toBe('recorded');
    expect(says(store.report('putaway', move('L1', 'DOCK', 'A-2', 6)))).toBe('recorded');
    expect(store.stands()).toEqual(['A-1 L1 4', 'A-2 L1 6']);
    expect(store.open()).toEqual([]);
  });

  it('joins goods of the same lot and frees the bin they left', () => {
    const store = given().stock('L1', 'A-1', 10).stock('L1', 'A-2', 5).stock('L2', 'DOCK', 3);
    store.report('transfer', move('L1', 'A-2', 'A-1', 5));
    expect(says(store.ask('putaway', move('L2', 'DOCK', 'A-2', 3)))).toBe('accepted');
    expect(store.stands()).toEqual(['A-1 L1 15', 'DOCK L2 3']);
  });

  it('lets two lots share a dock but never a storage bin', () => {
    const store = given().stock('L1', 'A-1', 5).stock('L2', 'A-2', 5);
    expect(says(store.ask('transfer', move('L2', 'A-2', 'A-1', 5)))).toBe('refused bin-occupied');
    store.report('transfer', move('L1', 'A-1', 'DOCK', 5));
    expect(says(store.report('transfer', move('L2', 'A-2', 'DOCK', 5)))).toBe('recorded');
    expect(store.stands()).toEqual(['DOCK L1 5', 'DOCK L2 5']);
  });

  it.each([
    ['the same bin', move('L1', 'A-1', 'A-1', 5), 'refused same-bin'],
    ['a bin out of use', move('L1', 'A-1', 'A-9', 5), 'refused bin-inactive'],
    ['a bin nobody knows', move('L1', 'A-1', 'X-1', 5), 'refused bin-unknown'],
    ['a warm zone', move('L1', 'A-1', 'W-1', 5), 'refused wrong-zone'],
    ['more than is there', move('L1', 'A-1', 'A-2', 6), 'refused not-enough-stock'],
    ['nothing', move('L1', 'A-1', 'A-2', 0), 'refused invalid-quantity'],
    ['less than nothing', move('L1', 'A-1', 'A-2', -1), 'refused invalid-quantity'],
    ['half a step', move('L1', 'A-1', 'A-2', 0.5), 'refused invalid-quantity'],
    ['more than any store holds', move('L1', 'A-1', 'A-2', 1_000_000_001), 'refused invalid-quantity'],
    ['a lot nobody knows', move('L9', 'A-1', 'A-2', 5), 'refused lot-unknown'],
  ])('to %s is refused and changes nothing', (_, payload, verdict) => {
    const store = given().stock('L1', 'A-1', 5);
    expect(says(store.ask('transfer', payload))).toBe(verdict);
    expect(store.stands()).toEqual(['A-1 L1 5']);
  });

  it.each([
    ['the same bin', move('L1', 'A-1', 'A-1', 5), ['recorded same-bin', 'A-1 L1 5']],
    ['a bin out of use', move('L1', 'A-1', 'A-9', 5), ['flagged bin-inactive inactive-bin-used', 'A-9 L1 5', 'inactive-bin-used L1 A-9']],
    ['a warm zone', move('L1', 'A-1', 'W-1', 5), ['flagged wrong-zone wrong-zone', 'W-1 L1 5', 'wrong-zone L1 W-1']],
    ['a bin nobody knows', move('L1', 'A-1', 'X-1', 5), ['parked bin-unknown unknown-code', 'A-1 L1 5', 'unknown-code L1 A-1']],
    ['half a bin', move('L1', 'A-1', 'A-2', 0.5), ['parked invalid-quantity unreadable-command', 'A-1 L1 5', 'unreadable-command L1 A-1']],
    ['somewhere, of a lot nobody knows', move('L9', 'A-1', 'A-2', 5), ['parked lot-unknown unknown-lot', 'A-1 L1 5', 'unknown-lot L9 A-1']],
  ])('that happened, to %s, is on record', (_, payload, outcome) => {
    const store = given().stock('L1', 'A-1', 5);
    expect([says(store.report('transfer', payload)), ...store.stands(), ...store.open()]).toEqual(outcome);
  });

  it('closes what was wrong about a place once the goods have left it', () => {
    const store = given().stock('L1', 'A-1', 5);
    store.report('transfer', move('L1', 'A-1', 'W-1', 5));
    store.report('transfer', move('L1', 'W-1', 'A-2', 5));
    expect(store.open()).toEqual([]);
  });

  it('takes promises along that no longer fit in what stays', () => {
    const store = given().stock('L1', 'A-1', 10, { reserved: 6 });
    store.report('transfer', move('L1', 'A-1', 'A-2', 7));
    const rows = [...store.slice.rows.values()].map((row) => [row.bin, row.quantity, row.reserved]);
    expect(rows).toEqual([
      ['A-1', 3, 3],
      ['A-2', 7, 3],
    ]);
  });

  it('keeps a pallet whole, and leaves loose cartons when it is broken', () => {
    const store = given().stock('L1', 'A-1', 10, { pallet });
    store.report('transfer', { ...move('L1', 'A-1', 'A-2', 4), pallet });
    expect(store.stands()).toEqual(['A-1 L1 …0009 6', 'A-2 L1 4']);
    store.report('transfer', move('L1', 'A-1', 'A-3', 6));
    expect(store.stands()).toEqual(['A-2 L1 4', 'A-3 L1 …0009 6']);
  });

  it.each([
    ['an expired lot', { expiryOn: '2026-11-19' }, 'lot-expired'],
    ['a held lot', { status: 'hold', holdReason: 'smell' }, 'lot-held'],
    ['a recalled lot', { status: 'recalled' }, 'lot-recalled'],
  ])('%s may only go where it is set apart', (_, facts, code) => {
    const store = given().lot('L1', facts).stock('L1', 'A-1', 10);
    expect(says(store.ask('transfer', move('L1', 'A-1', 'A-2', 10), { as: 'picker' }))).toBe(`refused ${code}`);
    expect(says(store.report('transfer', move('L1', 'A-1', 'A-2', 4)))).toBe(`flagged ${code} blocked-lot-moved`);
    expect(says(store.report('transfer', move('L1', 'A-1', 'QUAR', 6), { as: 'picker' }))).toBe('recorded');
    expect(store.stands()).toEqual(['A-2 L1 4', 'QUAR L1 6']);
  });

  it('stops picking of goods put in quarantine and leaves the status of the lot alone', () => {
    const store = given().stock('L1', 'A-1', 5);
    store.report('transfer', move('L1', 'A-1', 'QUAR', 5));
    expect(store.lotOf('L1')?.status).toBe('available');
    expect(says(store.ask('pick', { lot: lot('L1'), from: 'QUAR', quantity: 1 }))).toBe('refused lot-held');
  });

  it('of a lot still expected receives it where it was taken from', () => {
    const store = given().lot('L1', { status: 'expected' });
    expect(says(store.ask('putaway', move('L1', 'DOCK', 'A-1', 5)))).toBe('refused lot-not-received');
    expect(says(store.report('putaway', move('L1', 'DOCK', 'A-1', 5)))).toBe('flagged lot-not-received missing-receipt-scan');
    expect(store.stands()).toEqual(['A-1 L1 5']);
    expect(store.lotOf('L1')).toMatchObject({ status: 'available', firstReceivedAt: minutes(0), totals: { received: 5 } });
  });

  it('of returned goods into storage is a supervisor’s, with a reason', () => {
    const back = { ...move('L1', 'RET', 'A-1', 5) };
    const store = given().stock('L1', 'RET', 5);
    expect(says(store.ask('transfer', back, { as: 'picker' }))).toBe('refused role-not-allowed');
    expect(says(store.ask('transfer', back))).toBe('refused reason-required');
    expect(says(store.ask('transfer', { ...back, reason: 'seal intact' }))).toBe('accepted');
    expect(says(store.ask('transfer', back, { as: 'picker', override: {} }))).toBe('accepted');
    expect(says(store.ask('transfer', move('L1', 'RET', 'QUAR', 5), { as: 'picker' }))).toBe('accepted');
  });
});

describe('goods that are not there', () => {
  it('are not invented: what is there moves, and a scan is missing', () => {
    const store = given().stock('L1', 'A-1', 6).stock('L1', 'A-3', 2);
    const told = store.report('transfer', move('L1', 'A-1', 'A-2', 10));
    expect(says(told)).toBe('flagged not-enough-stock missing-transfer-scan');
    expect(told.extent).toBe('partial');
    expect(store.stands()).toEqual(['A-2 L1 6', 'A-3 L1 2']);
  });

  it('were taken by somebody else: the lot is in two places, and both are named', () => {
    const store = given().stock('L1', 'A-1', 10);
    store.report('transfer', move('L1', 'A-1', 'A-2', 10), { worker: 'ben', at: minutes(5) });
    const told = store.report('transfer', move('L1', 'A-1', 'A-3', 10), { worker: 'ada', at: minutes(10) });
    expect(says(told)).toBe('flagged not-enough-stock lot-in-two-places');
    expect(told.extent).toBe('none');
    expect(store.stands()).toEqual(['A-2 L1 10']);
    const [anomaly] = [...store.slice.anomalies.values()];
    expect(anomaly?.claims.map((claim) => claim.worker)).toEqual(['ada', 'ben']);
  });

  it('were all used up long ago: zero on the books, and yet present', () => {
    const store = given().lot('L1', { status: 'closed' });
    expect(says(store.report('transfer', move('L1', 'A-1', 'A-2', 5)))).toBe('flagged not-enough-stock zero-but-present');
    expect(store.open()).toEqual(['zero-but-present L1 A-1']);
  });
});

describe('two lots claimed to be in one bin', () => {
  const conflict = () => {
    const store = given().stock('L1', 'A-3', 5).stock('L2', 'DOCK', 8);
    store.report('transfer', move('L1', 'A-3', 'A-1', 5), { worker: 'ben', at: minutes(0) });
    store.report('putaway', move('L2', 'DOCK', 'A-1', 8), { worker: 'ada', at: minutes(5) });
    return store;
  };

  it('leave the bin to the earlier claim; the other goods are on the books and in no bin', () => {
    const store = conflict();
    expect(store.stands()).toEqual(['A-1 L1 5', 'disputed DOCK→A-1 L2 8']);
    expect(store.open()).toEqual(['bin-conflict L2 A-1']);
    expect([...store.slice.anomalies.values()][0]?.claims.map((claim) => claim.worker)).toEqual(['ada', 'ben']);
  });

  it.each([
    { clocks: 'three minutes off each', errors: [180_000, 180_000], sure: false },
    { clocks: 'two minutes off each', errors: [120_000, 120_000], sure: true },
    { clocks: 'one never compared with the server’s', errors: [0, null], sure: false },
    { clocks: 'of one phone, whose own order is sure', errors: [null, null], device: 'phone', sure: true },
  ])('five minutes apart by clocks $clocks: the order is sure: $sure', ({ errors, device, sure }) => {
    const store = given().stock('L1', 'A-3', 5).stock('L2', 'DOCK', 8);
    store.report('transfer', move('L1', 'A-3', 'A-1', 5), { device: device ?? 'another phone', at: minutes(0), error: errors[0] ?? null });
    const second = store.report('putaway', move('L2', 'DOCK', 'A-1', 8), { at: minutes(5), error: errors[1] ?? null });
    expect(says(second)).toBe(`flagged bin-occupied bin-conflict${sure ? '' : ' order-uncertain'}`);
    expect(store.open()).toEqual(['bin-conflict L2 A-1']);
  });

  it('leave the bin to the earlier claim even when it is heard last', () => {
    const store = given().stock('L1', 'A-3', 5).stock('L2', 'DOCK', 8);
    store.report('putaway', move('L2', 'DOCK', 'A-1', 8), { worker: 'ada', at: minutes(5) });
    expect(says(store.report('transfer', move('L1', 'A-3', 'A-1', 5), { worker: 'ben', at: minutes(0) }))).toBe(
      'flagged bin-occupied bin-conflict',
    );
    expect(store.stands()).toEqual(['A-1 L1 5', 'disputed DOCK→A-1 L2 8']);
    expect(store.open()).toEqual(['bin-conflict L2 A-1']);
  });

  it('were no conflict when a departure from before is heard late', () => {
    const store = given().stock('L1', 'A-1', 5).stock('L2', 'DOCK', 8);
    store.report('putaway', move('L2', 'DOCK', 'A-1', 8), { at: minutes(10) });
    store.report('transfer', move('L1', 'A-1', 'A-3', 5), { at: minutes(5) });
    expect(store.stands()).toEqual(['A-1 L2 8', 'A-3 L1 5']);
    expect(store.open()).toEqual([]);
  });

  it('stay a conflict when the departure came after it', () => {
    const store = conflict();
    store.report('transfer', move('L1', 'A-1', 'A-3', 5), { at: minutes(10) });
    expect(store.stands()).toEqual(['A-3 L1 5', 'disputed DOCK→A-1 L2 8']);
    expect(store.open()).toEqual(['bin-conflict L2 A-1']);
  });

  it('are settled when the disputed goods are moved from where they were claimed to be', () => {
    const store = conflict();
    expect(says(store.ask('transfer', move('L2', 'A-1', 'A-2', 9)))).toBe('refused not-enough-stock');
    expect(says(store.report('transfer', move('L2', 'A-1', 'A-2', 8)))).toBe('recorded');
    expect(store.stands()).toEqual(['A-1 L1 5', 'A-2 L2 8']);
    expect(store.open()).toEqual([]);
  });

  it('are never offered for picking while disputed', () => {
    expect(says(conflict().ask('pick', { lot: lot('L2'), from: 'A-1', quantity: 1 }))).toBe('refused not-enough-stock');
  });
});

it('a swap of two bins over the dock leaves each lot in the other’s bin', () => {
  const store = given().stock('L1', 'A-1', 5).stock('L2', 'A-2', 7);
  store.report('transfer', move('L1', 'A-1', 'DOCK', 5));
  store.report('transfer', move('L2', 'A-2', 'A-1', 7));
  store.report('transfer', move('L1', 'DOCK', 'A-2', 5));
  expect(store.stands()).toEqual(['A-1 L2 7', 'A-2 L1 5']);
  expect(store.slice.rowsInBin.get(bin('DOCK'))?.size).toBe(0);
});
