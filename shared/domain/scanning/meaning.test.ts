import { describe, expect, it } from 'vitest';
import type { Role } from '../access/matrix.ts';
import type { Bin, BinCode, BinKind, Site } from '../bins/bin.ts';
import { emptySlice, place } from '../engine/slice.ts';
import type { Gtin, LotKey, Sscc } from '../lots/ids.ts';
import type { Lot } from '../lots/lot.ts';
import { meaningOf } from './meaning.ts';
import type { Badge, CodeId } from './our-codes.ts';
import type { Here, Place } from './scan-action.ts';
import type { Scanned } from './scanned.ts';

const PEAS = '09506000134352/L-42' as LotKey;
const CORN = '09506000134376/L-42' as LotKey;
const BEANS = '09506000134376/A-04-2' as LotKey;
const PALLET = '195060001343500009' as Sscc;

const known = emptySlice({ code: 'S1' } as Site);
for (const [code, kind] of [
  ['A-04-2', 'storage'],
  ['STG-1', 'staging'],
] as [BinCode, BinKind][])
  known.bins.set(code, { code, kind } as Bin);
for (const key of [PEAS, CORN, BEANS]) place(known, 'lot', key, { key } as Lot);
place(known, 'pallet', PALLET, { sscc: PALLET, lot: PEAS });

const here = (where: Place, role: Role | null, more: Partial<Here> = {}): Here => ({
  place: where,
  roles: role ? [role] : [],
  asks: null,
  task: null,
  known,
  hosts: ['cold.example'],
  gln: '9506000134369',
  online: true,
  ...more,
});
const lot: Scanned = { kind: 'lot', lot: PEAS };
const pallet: Scanned = { kind: 'pallet', sscc: PALLET };
const bin: Scanned = { kind: 'bin', bin: 'A-04-2' as BinCode };
const staging: Scanned = { kind: 'bin', bin: 'STG-1' as BinCode };
const badge: Scanned = { kind: 'badge', badge: 'ACD234' as Badge, host: 'cold.example' };
const text = (words: string): Scanned => ({ kind: 'text', text: words });
const meant = (scan: Scanned, where: Here) => meaningOf(scan, where).action;

describe('the same lot label', () => {
  it.each([
    ['is picked by a picker', here('floor-pick', 'picker'), 'set-lot', 'elsewhere goods are the ones in hand'],
    ['is received at the dock', here('dock-receive', 'dock'), 'receive-lot', 'at the dock goods are received'],
    ['is dispatched at the dock', here('dock-dispatch', 'dock'), 'set-lot', 'elsewhere goods are the ones in hand'],
    ['is traced by a supervisor', here('supervisor', 'supervisor'), 'trace', 'a supervisor looks at what is scanned'],
    [
      'is shown from the phone when the supervisor has no network',
      here('supervisor', 'supervisor', { online: false }),
      'show-known',
      'a supervisor looks at what is scanned',
    ],
    ['is a public page to a stranger', here('public', null), 'show-public', 'to a stranger goods are a public page'],
    ['is a public page on a phone nobody signed in to', here('floor-pick', null), 'show-public', 'to a stranger goods are a public page'],
    ['is only looked at by an auditor on the floor', here('floor-pick', 'auditor'), 'trace', 'who may not act here may only look'],
    ['is only looked at by a picker at the dock', here('dock-receive', 'picker'), 'show-known', 'who may not act here may only look'],
    ['signs nobody in', here('sign-in', null), 'unknown-code', 'signing in takes a badge, typed too, and nothing else'],
  ] as const)('%s', (_, where, type, rule) => {
    expect(meaningOf(lot, where)).toMatchObject({ action: { type }, rule });
  });
});

describe('a pallet', () => {
  it('is the lot this phone knows on it, or the one its label states', () => {
    expect(meant(pallet, here('floor-pick', 'picker'))).toEqual({ type: 'set-lot', lot: PEAS, label: pallet });
    const label: Scanned = { kind: 'pallet', sscc: '395060000000001341' as Sscc, lot: CORN };
    expect(meant(label, here('dock-receive', 'dock'))).toEqual({ type: 'receive-lot', lot: CORN, label });
  });

  it('that nobody knows is told so', () => {
    expect(meant({ kind: 'pallet', sscc: '395060000000001341' as Sscc }, here('floor-pick', 'picker'))).toEqual({
      type: 'unknown-code',
      why: 'pallet-unknown',
    });
  });
});

describe('an item without its lot', () => {
  it('is never taken for a lot: the worker chooses', () => {
    expect(meant({ kind: 'item', gtin: '09506000134376' as Gtin }, here('floor-pick', 'picker'))).toEqual({
      type: 'choose-lot',
      lots: [CORN, BEANS],
    });
    expect(meant({ kind: 'item', gtin: '00012345678905' as Gtin }, here('floor-pick', 'picker'))).toEqual({
      type: 'unknown-code',
      why: 'lot-not-named',
    });
  });
});

describe('a bin', () => {
  it.each([
    ['goods are picked from', bin, here('floor-pick', 'picker'), 'set-bin-from'],
    ['a picker sets down in', staging, here('floor-pick', 'picker'), 'set-bin-to'],
    ['goods are put away to', bin, here('floor-putaway', 'picker'), 'set-bin-to'],
    ['goods are seen in', bin, here('floor-sighting', 'picker'), 'set-bin-to'],
    ['a transfer takes from first', bin, here('floor-transfer', 'picker'), 'set-bin-from'],
    ['a transfer was asked to go to', bin, here('floor-transfer', 'picker', { asks: 'to' }), 'set-bin-to'],
    ['goods are received into', staging, here('dock-receive', 'dock'), 'set-bin-to'],
    ['goods leave from', staging, here('dock-dispatch', 'dock'), 'set-bin-from'],
    ['a supervisor looks into', bin, here('supervisor', 'supervisor'), 'show-bin'],
  ] as const)('%s', (_, scan, where, type) => expect(meant(scan, where)).toEqual({ type, bin: scan.kind === 'bin' ? scan.bin : '' }));

  it('of another site does nothing here, whether its address or its location number says so', () => {
    const far = here('floor-pick', 'picker');
    expect(meant({ ...bin, host: 'other.example' }, far)).toEqual({ type: 'other-site', site: 'other.example' });
    expect(meant({ ...bin, gln: '9506000134994' }, far)).toEqual({ type: 'other-site', site: '9506000134994' });
    expect(meant({ ...bin, gln: '9506000134369', host: 'supplier.example' }, far)).toMatchObject({ type: 'set-bin-from' });
    expect(meant({ ...bin, host: 'cold.example' }, far)).toMatchObject({ type: 'set-bin-from' });
    expect(meant({ ...badge, host: 'other.example' }, far)).toMatchObject({ type: 'other-site' });
  });
});

describe('a text', () => {
  const floor = here('floor-pick', 'picker');

  it('is the bin this phone knows by it', () => {
    expect(meant(text('stg-1'), floor)).toEqual({ type: 'set-bin-to', bin: 'STG-1' });
  });

  it('is a lot before a bin, unless a bin is asked for', () => {
    expect(meant(text('A-04-2'), floor)).toMatchObject({ type: 'set-lot', lot: BEANS });
    expect(meant(text('A-04-2'), { ...floor, asks: 'from' })).toEqual({ type: 'set-bin-from', bin: 'A-04-2' });
  });

  it('that numbers lots of several items is asked about, unless the task names the item', () => {
    expect(meant(text('L-42'), floor)).toEqual({ type: 'choose-lot', lots: [PEAS, CORN] });
    expect(meant(text('L-42'), { ...floor, task: { item: '09506000134376' as Gtin } })).toMatchObject({ type: 'set-lot', lot: CORN });
  });

  it('is the badge of who signs in', () => {
    expect(meant(text('acd234'), here('sign-in', null))).toEqual({ type: 'sign-in', badge: 'ACD234' });
    expect(meant(text('not a badge'), here('sign-in', null))).toEqual({ type: 'unknown-code', why: 'not-a-badge' });
  });

  it('that nobody knows is told so', () => {
    expect(meant(text('<script>'), floor)).toEqual({ type: 'unknown-code', why: 'not-known' });
    expect(meant(text('L-42'), here('public', null))).toEqual({ type: 'unknown-code', why: 'not-known' });
  });
});

describe('other codes', () => {
  it('do what they say', () => {
    expect(meant({ kind: 'command', command: 'undo' }, here('floor-pick', 'picker'))).toEqual({ type: 'run-command', command: 'undo' });
    expect(meant({ kind: 'command', command: 'undo' }, here('floor-pick', 'auditor'))).toEqual({
      type: 'unknown-code',
      why: 'role-not-allowed',
    });
    expect(meant(badge, here('floor-pick', 'picker'))).toEqual({ type: 'sign-in', badge: 'ACD234' });
    expect(meant({ kind: 'code', code: 'x7Kp_2' as CodeId, host: 'cold.example' }, here('supervisor', 'supervisor'))).toEqual({
      type: 'open-code',
      code: 'x7Kp_2',
    });
    expect(meant({ kind: 'unreadable', error: 'check-digit', at: 3, text: '' }, here('public', null))).toEqual({
      type: 'unreadable',
      error: 'check-digit',
      at: 3,
    });
  });
});
