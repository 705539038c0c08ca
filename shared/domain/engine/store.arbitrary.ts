import fc from 'fast-check';
import { type Bin, type BinCode, type BinKind, DEFAULT_WINDOWS, parseBinCode, type Site, type Zone } from '../bins/bin.ts';
import type { CommandId } from '../bins/stock-row.ts';
import { type Gtin, lotKey, parseGtin, parseLotNumber, parseSscc, type Sscc } from '../lots/ids.ts';
import type { Item } from '../lots/item.ts';
import type { Command, CommandKind } from '../movements/command.ts';
import type { Context, Stance } from './context.ts';
import { decide } from './decide.ts';
import { applyEffects, emptySlice, type Slice } from './slice.ts';
import type { DayIso, EpochMs } from './time.ts';

/** A small store where things clash: 2 items, 3 lot numbers, 8 bins of every sort, 2 pallets. */
export const SITE: Site = { code: 'S1', name: 'Site', timeZone: 'UTC', gln: null, windows: DEFAULT_WINDOWS };
export const ZONE: Zone = { code: 'Z', name: 'Zone', minCelsius: -30, maxCelsius: -18, graceMinutes: 30, storageClass: 'frozen' };

export function bin(code: string, kind: BinKind, active = true): Bin {
  const parsed = parseBinCode(code);
  if (!parsed) throw new Error(code);
  return { code: parsed, zone: ZONE.code, kind, active, capacityPallets: null, walkOrder: 0 };
}

export const BINS: readonly Bin[] = [
  bin('A-1', 'storage'),
  bin('A-2', 'storage'),
  bin('A-3', 'pick-face'),
  bin('A-9', 'storage', false),
  bin('DOCK', 'dock'),
  bin('STAGE', 'staging'),
  bin('QUAR', 'quarantine'),
  bin('RET', 'returns'),
];

function gtin(text: string): Gtin {
  const parsed = parseGtin(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

export const ITEMS: readonly Item[] = ['09506000134352', '09506000134376'].map((text, i) => ({
  gtin: gtin(text),
  sku: `SKU-${i}`,
  name: `Item ${i}`,
  unit: 'carton',
  decimals: 0,
  unitsPerCarton: null,
  cartonsPerPallet: null,
  storageClass: 'frozen',
  expiryRequired: false,
  minDaysAtDispatch: i * 3,
  minDaysAtReceipt: 0,
  minLifeFraction: null,
  expiringSoonDays: 7,
}));

export function storeWithMasters(): Slice {
  const slice = emptySlice(SITE);
  slice.zones.set(ZONE.code, ZONE);
  for (const each of BINS) slice.bins.set(each.code, each);
  for (const item of ITEMS) slice.items.set(item.gtin, item);
  return slice;
}

const SSCCS = ['195060001343500009', '195060001343500016'].map(parseSscc).filter((each): each is Sscc => each !== null);
const numbers = ['L1', 'L2', 'l1'].map(parseLotNumber).filter((each) => each !== null);
const anItem = fc.constantFrom(...ITEMS.map((item) => item.gtin));
const aNumber = fc.constantFrom(...numbers);
const aLot = fc.tuple(anItem, aNumber).map(([item, number]) => lotKey(item, number));
const aBin: fc.Arbitrary<BinCode> = fc.constantFrom(...BINS.map((each) => each.code), 'NOWHERE' as BinCode);
const aQuantity = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 12 }) }, fc.constantFrom(0, -3, 0.5, 10_000_000_000));
const aDay = fc.constantFrom('2026-11-01', '2026-11-20', '2026-11-21', '2027-03-01') as fc.Arbitrary<DayIso>;
const aReason = fc.option(fc.constant('because'), { nil: undefined });
const maybePallet = fc.option(fc.constantFrom(...SSCCS), { nil: undefined });

/** An object without its undefined members: what JSON would keep. */
function sparse<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

function commandId(n: number): CommandId {
  return `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as CommandId;
}

const move = fc.record({ lot: aLot, from: aBin, to: aBin, quantity: aQuantity, pallet: maybePallet }).map(sparse);
const PAYLOADS = {
  receive: fc
    .record({
      item: anItem,
      lot: aNumber,
      to: aBin,
      quantity: aQuantity,
      pallet: maybePallet,
      expiryOn: fc.option(aDay, { nil: undefined }),
    })
    .map(sparse),
  putaway: move,
  transfer: move,
  pick: fc.record({ lot: aLot, from: aBin, quantity: aQuantity, to: fc.option(aBin, { nil: undefined }) }).map(sparse),
  dispatch: fc
    .record({
      lot: aLot,
      from: fc.option(aBin, { nil: undefined }),
      quantity: aQuantity,
      destination: fc.option(fc.constant('ACME'), { nil: undefined }),
    })
    .map(sparse),
  return: fc.record({ lot: aLot, to: aBin, quantity: aQuantity }),
  sighting: fc.record({ lot: aLot, bin: aBin }),
  count: fc.record({ bin: aBin, found: fc.array(fc.record({ lot: aLot, quantity: aQuantity }), { maxLength: 2 }) }),
  adjust: fc.record({ lot: aLot, bin: aBin, quantity: aQuantity, reason: aReason, pallet: maybePallet }).map(sparse),
  'write-off': fc.record({ lot: aLot, bin: aBin, quantity: aQuantity, reason: aReason }).map(sparse),
  hold: fc.record({ lot: aLot, reason: aReason }).map(sparse),
  release: fc.record({ lot: aLot }),
  recall: fc.record({ lots: fc.array(aLot, { minLength: 1, maxLength: 2 }), reason: aReason }).map(sparse),
  'close-anomaly': fc.record({ anomaly: fc.constant('none'), reason: aReason }).map(sparse),
} satisfies Partial<Record<CommandKind, fc.Arbitrary<object>>>;

/** One act of somebody: which command, in which stance, when. `void` undoes one of the acts before it. */
export interface Act {
  readonly command: Command;
  readonly stance: Stance;
  readonly at: EpochMs;
}

const START = Date.parse('2026-11-20T08:00:00Z');
const KINDS = [
  'receive',
  'receive',
  'putaway',
  'putaway',
  'transfer',
  'transfer',
  'pick',
  'pick',
  'dispatch',
  'dispatch',
  'return',
  'sighting',
  'count',
  'adjust',
  'write-off',
  'hold',
  'release',
  'recall',
  'close-anomaly',
  'void',
  'void',
] as const;

const anAct = fc.constantFrom(...KINDS).chain((kind) =>
  fc.record({
    kind: fc.constant<CommandKind>(kind),
    payload: kind === 'void' ? fc.record({ back: fc.integer({ min: 1, max: 6 }) }) : PAYLOADS[kind],
    /** Most acts are about goods that are there; the rest about whatever comes to mind. */
    aim: fc.option(fc.nat(100), { nil: null, freq: 4 }),
    worker: fc.constantFrom('ada', 'ben'),
    role: fc.constantFrom('supervisor', 'supervisor', 'picker', 'dock'),
    stance: fc.constantFrom<Stance>('report', 'report', 'report', 'ask'),
    later: fc.integer({ min: 100, max: 20_000_000 }),
    /** Some acts are heard of long after they happened. */
    late: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 60_000_000 })),
    override: fc.option(fc.constant({ worker: 'eve', role: 'supervisor', session: '', reason: 'customer asked' }), {
      nil: undefined,
      freq: 6,
    }),
  }),
);

type Draft = typeof anAct extends fc.Arbitrary<infer D> ? D : never;

/** What arrived before anybody got creative: a lot of each kind of life, so that most acts find goods. */
const ARRIVALS: readonly { readonly item: number; readonly lot: string; readonly expiryOn: string; readonly to: string }[] = [
  { item: 0, lot: 'L1', expiryOn: '2026-11-21', to: 'A-1' },
  { item: 0, lot: 'l1', expiryOn: '2027-03-01', to: 'A-2' },
  { item: 1, lot: 'L2', expiryOn: '2026-11-20', to: 'DOCK' },
  { item: 0, lot: 'L1', expiryOn: '2026-11-21', to: 'DOCK' },
];

function arrivals(): Draft[] {
  return ARRIVALS.map(({ item, ...payload }, n) => ({
    kind: 'receive',
    payload: { ...payload, item: ITEMS[item]?.gtin, quantity: 10 + n } as Draft['payload'],
    aim: null,
    worker: 'ada',
    role: 'supervisor',
    stance: 'report',
    later: 1000,
    late: 0,
    override: undefined,
  }));
}

/** A history of acts over a store that has goods, most of them sensible, some of them nonsense. */
export const anyHistory: fc.Arbitrary<Act[]> = fc.array(anAct, { minLength: 1, maxLength: 40 }).map((drafts) => {
  const slice = storeWithMasters();
  let now = START;
  return [...arrivals(), ...drafts].map((draft, n) => {
    now += draft.later;
    const { kind, worker, role, override } = draft;
    const actor = { worker, role, session: '' };
    const command = sparse({ id: commandId(n), kind, payload: payloadOf(slice, draft, n), deviceId: 'phone', actor, override }) as Command;
    const act = { command, stance: draft.stance, at: (now - draft.late) as EpochMs };
    if (act.stance === 'report') {
      const { effects } = decide(slice, command, contextOf(act));
      applyEffects(slice, effects);
      slice.judged.set(command.id, { command, at: act.at, effects });
    }
    return act;
  });
});

/** Aimed, a payload names goods where they stand by then. */
function payloadOf(slice: Slice, { kind, payload, aim }: Draft, n: number): object {
  if (kind === 'void') return { of: commandId(Math.max(0, n - (payload as { back: number }).back)) };
  const rows = [...slice.rows.values()];
  const row = aim === null ? undefined : rows[aim % Math.max(1, rows.length)];
  if (!row || !('lot' in payload) || kind === 'receive') return payload;
  const from = 'from' in payload ? { from: row.bin } : {};
  const bin = 'bin' in payload ? { bin: row.bin } : {};
  return { ...payload, lot: row.lot, ...from, ...bin };
}

export function contextOf(act: Act): Context {
  return {
    stance: act.stance,
    at: act.at,
    error: 0,
    today: new Date(act.at).toISOString().slice(0, 10) as DayIso,
    roles: ['picker', 'dock', 'supervisor'],
    overrideRoles: ['supervisor'],
  };
}
