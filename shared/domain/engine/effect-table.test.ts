import { describe, expect, it } from 'vitest';
import { onHand } from '../bins/occupancy.ts';
import { EFFECT_TABLE } from './effect-table.ts';
import { type Given, given, lot } from './given.arbitrary.ts';
import type { RefusalCode } from './refusal.ts';
import { ITEMS } from './store.arbitrary.ts';
import type { Judgement } from './verdict.ts';

const move = (number: string, from: string, to: string, quantity = 5) => ({ lot: lot(number), from, to, quantity });
const pick = (number: string, quantity = 1) => ({ lot: lot(number), from: 'A-1', quantity });
const arrive = { item: ITEMS[0]?.gtin ?? '', lot: 'L1', to: 'DOCK', quantity: 5 };

/** A report that breaks just this rule, for every rule a command can break. */
const BREAKS: Partial<Record<RefusalCode, (store: Given) => Judgement>> = {
  'bin-occupied': (store) => store.stock('L2', 'A-2', 5).report('transfer', move('L1', 'A-1', 'A-2')),
  'bin-inactive': (store) => store.report('transfer', move('L1', 'A-1', 'A-9')),
  'bin-unknown': (store) => store.report('transfer', move('L1', 'A-1', 'X-1')),
  'same-bin': (store) => store.report('transfer', move('L1', 'A-1', 'A-1')),
  'wrong-zone': (store) => store.report('transfer', move('L1', 'A-1', 'W-1')),
  'lot-unknown': (store) => store.report('transfer', move('L9', 'A-1', 'A-2')),
  'item-unknown': (store) => store.report('receive', { ...arrive, item: '00000000000017' }),
  'lot-not-received': (store) => store.lot('L3', { status: 'expected' }).report('transfer', move('L3', 'DOCK', 'A-2')),
  'lot-held': (store) => store.lot('L1', { status: 'hold' }).report('pick', pick('L1')),
  'lot-recalled': (store) => store.lot('L1', { status: 'recalled' }).report('pick', pick('L1')),
  'lot-expired': (store) => store.lot('L1', { expiryOn: '2026-11-19' }).report('pick', pick('L1')),
  'older-lot-first': (store) => store.lot('L2', { expiryOn: '2026-12-01' }).stock('L2', 'A-2', 5).report('pick', pick('L1')),
  'remaining-life-too-short': (store) =>
    store
      .lot('L4', { expiryOn: '2026-11-21' }, 1)
      .stock('L4', 'A-3', 5, { item: 1 })
      .report('pick', { lot: lot('L4', 1), from: 'A-3', quantity: 1 }),
  'not-enough-stock': (store) => store.stock('L1', 'A-2', 1).report('transfer', move('L1', 'A-1', 'DOCK', 9)),
  'over-picked': (store) => store.report('pick', pick('L1', 3), { task: { lot: lot('L1'), open: 2 } }),
  'invalid-quantity': (store) => store.report('pick', pick('L1', -1)),
  'wrong-item': (store) => store.report('pick', pick('L1'), { task: { item: ITEMS[1]?.gtin ?? ('' as never) } }),
  'wrong-lot': (store) => store.lot('L2', { expiryOn: '2026-12-01' }).report('pick', pick('L1'), { task: { lot: lot('L2') } }),
  'duplicate-lot-number': (store) => store.report('receive', { ...arrive, item: ITEMS[1]?.gtin ?? '' }),
  'lot-expiry-mismatch': (store) => store.lot('L1', { expiryOn: '2027-01-01' }).report('receive', { ...arrive, expiryOn: '2027-02-01' }),
  'already-scanned': (store) => {
    store.report('receive', { ...arrive, pallet: '195060001343500009' });
    return store.report('receive', { ...arrive, pallet: '195060001343500009' });
  },
  'reason-required': (store) => store.report('hold', { lot: lot('L1') }),
  'destination-required': (store) => store.stock('L1', 'STAGE', 5).report('dispatch', { lot: lot('L1'), from: 'STAGE', quantity: 1 }),
  'return-exceeds-dispatched': (store) => store.report('return', { lot: lot('L1'), to: 'RET', quantity: 1 }),
  'role-not-allowed': (store) => store.report('pick', pick('L1'), { as: 'auditor' }),
  'code-unknown': (store) => store.report('void', { of: 'nobody' }),
};

const CODES = Object.keys(EFFECT_TABLE) as RefusalCode[];
const SEEN = CODES.filter((code) => BREAKS[code]);

/** The report that breaks the rule, in a store of its own. */
function broken(code: RefusalCode) {
  const store = given().stock('L1', 'A-1', 5);
  const told = BREAKS[code]?.(store);
  if (!told) throw new Error(`nothing breaks ${code}`);
  return { store, told, ...EFFECT_TABLE[code] };
}

it('every rule a command can break is broken below; the rest is said by hosts and by scan meaning', () => {
  const notByCommands = ['code-retired', 'code-paused', 'code-draft', 'kind-unknown', 'handler-error'];
  expect(CODES.filter((code) => !SEEN.includes(code))).toEqual(notByCommands);
});

describe.each(SEEN)('a report that breaks %s', (code) => {
  it('says so, and opens what the table says', () => {
    const { told, anomaly } = broken(code);
    const opened = anomaly === 'by-stock' ? 'missing-transfer-scan' : anomaly;
    expect(told.broke?.code).toBe(code);
    expect(told.flags.map((flag) => flag.code)).toEqual(opened === null ? [] : [opened]);
  });

  it('is recorded, flagged or parked as the table says', () => {
    const { told, handling, anomaly } = broken(code);
    const outcome = anomaly === null ? 'recorded' : 'flagged';
    expect(told.outcome).toBe(handling === 'parked' ? 'parked' : outcome);
    const extents = { parked: 'none', nothing: 'none', 'what-is-there': 'partial' } as const;
    expect(told.extent).toBe(handling in extents ? extents[handling as keyof typeof extents] : 'applied');
  });

  it('neither loses nor invents goods', () => {
    const { store } = broken(code);
    for (const { key, totals } of store.slice.lots.values()) {
      expect(onHand(store.slice, key)).toBe(totals.received + totals.returned - totals.dispatched);
    }
  });
});
