import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bin, Site, Zone } from '../bins/bin.ts';
import { departureKey, rowKey } from '../bins/stock-row.ts';
import type { Item } from '../lots/item.ts';
import type { Command, CommandKind } from '../movements/command.ts';
import { decide } from './decide.ts';
import { type Effect, effect, THING_NAMES, type ThingName, type Things } from './effect.ts';
import { type Given, given, lot, NOON, says } from './given.arbitrary.ts';
import { applyEffects, emptySlice, type Judged, type Slice, thingsIn } from './slice.ts';
import type { StockPort, Worked } from './stock-port.ts';
import { type Act, anyHistory, contextOf } from './store.arbitrary.ts';
import type { EpochMs } from './time.ts';
import type { Touch } from './touch.ts';
import { touchOf } from './touch-of.ts';
import type { Judgement } from './verdict.ts';

export interface Masters {
  readonly site: Site;
  readonly zones: readonly Zone[];
  readonly bins: readonly Bin[];
  readonly items: readonly Item[];
}

/** A host of the rules under test, with a store of its own. */
export interface StockHost {
  readonly port: StockPort;
  /** Master data, and things as they stand before anybody acts. */
  seed(masters: Masters, effects: readonly Effect[]): Promise<void>;
  /** How commands were judged, as the host would know it when one of them is undone. */
  remember(judged: readonly Judged[]): Promise<void>;
  /** Everything of one kind that is stored. */
  stored<T extends ThingName>(thing: T): Promise<readonly Things[T][]>;
  close(): Promise<void>;
}

/** The one suite every host of the port passes: it answers and stores as if it had everything at hand. */
export function stockPortContract(name: string, makeHost: () => Promise<StockHost>): void {
  describe(`${name} as a host of the rules`, () => {
    let host: StockHost;
    beforeEach(async () => {
      host = await makeHost();
    });
    afterEach(() => host.close());

    it('stores what a batch leaves, and nothing of one that fails', async () => {
      const store = given().stock('L1', 'A-1', 10);
      await seedFrom(host, store);
      await expect(judgeAll(host, [transfer('L1', 'A-1', 'A-2', 4)], new Error('out of paper'))).rejects.toThrow('out of paper');
      expect(await dump(host)).toEqual(contentsOf(store.slice));
      const [told] = await judgeAll(host, [transfer('L1', 'A-1', 'A-2', 4)]);
      store.apply(told?.effects ?? []);
      expect(await dump(host)).toEqual(contentsOf(store.slice));
    });

    it('lets two bins swap their lots within one batch', async () => {
      const store = given().stock('L1', 'A-1', 5).stock('L2', 'A-2', 7);
      await seedFrom(host, store);
      const told = await judgeAll(host, [
        transfer('L1', 'A-1', 'DOCK', 5),
        transfer('L2', 'A-2', 'A-1', 7),
        transfer('L1', 'DOCK', 'A-2', 5),
      ]);
      expect(told.map(says)).toEqual(['recorded', 'recorded', 'recorded']);
      for (const each of told) store.apply(each.effects);
      expect(await dump(host)).toEqual(contentsOf(store.slice));
    });

    it('still sees the lot behind the ones a batch has used up or stopped', async () => {
      const store = ladder().stock('A', 'A-1', 1).stock('A', 'A-2', 1, { pallet: '195060001343500009' });
      await seedFrom(host, store.stock('A', 'A-2', 1).stock('B', 'A-3', 1));
      const told = await judgeAll(host, [act('hold', { lot: lot('A'), reason: 'smell' }), pick('C', 'W-1')]);
      expect(told.map(says)).toEqual(['recorded', 'flagged older-lot-first fefo-skipped']);
    });

    it('names the bin a picker should go to, of all in which the lot to go first stands', async () => {
      await seedFrom(host, ladder().stock('A', 'A-2', 1).stock('A', 'A-1', 1));
      const [told] = await judgeAll(host, [pick('C', 'W-1')]);
      expect(told?.broke).toMatchObject({ code: 'older-lot-first', expected: lot('A'), bin: 'A-1' });
    });

    it.each([
      ['a claim of long before', [transfer('D', 'DOCK', 'A-1', 1)]],
      [
        'an undo of long before',
        [{ ...transfer('D', 'A-1', 'DOCK', 1), id: 'moved' }, transfer('A', 'STAGE', 'A-1', 1), act('void', { of: 'moved' })],
      ],
    ])('still sees the lot behind one that %s has put off its bin', async (_, acts) => {
      const isUndone = acts.length > 1;
      const store = ladder()
        .stock('A', isUndone ? 'STAGE' : 'A-1', 1)
        .stock('B', 'A-3', 1);
      await seedFrom(host, store.stock('D', isUndone ? 'A-1' : 'DOCK', 1));
      const before = acts.slice(0, -1);
      if (isUndone) await judgeAll(host, before);
      const last = acts.slice(-1).map((each) => ({ ...each, at: LONG_BEFORE }));
      const told = await judgeAll(host, [...last, pick('C', 'W-1')]);
      expect([...(await dump(host)).keys()]).toContain(`stock A-1 ${lot('D')} `);
      expect(told[1]?.broke).toMatchObject({ code: 'older-lot-first', expected: lot('B') });
    });

    it('sees an older lot that turns out to stand where it was disputed', async () => {
      await seedFrom(host, ladder().stock('D', 'A-1', 1).stock('A', 'DOCK', 1));
      await judgeAll(host, [transfer('A', 'DOCK', 'A-1', 1)]);
      const told = await judgeAll(host, [{ ...transfer('D', 'A-1', 'A-3', 1), at: -60_000 }, pick('C', 'W-1')]);
      expect(told.map(says)).toEqual(['recorded', 'flagged older-lot-first fefo-skipped']);
    });

    it.each([
      ['is released', { status: 'hold', holdReason: 'smell' }, 'A-1', act('release', { lot: lot('A') })],
      ['is put away', {}, 'DOCK', transfer('A', 'DOCK', 'A-1', 1)],
    ])('sees an older lot that %s within the batch', async (_, facts, place, becomesPickable) => {
      const store = given()
        .lot('A', { expiryOn: '2026-12-01', ...facts })
        .stock('A', place, 1)
        .lot('B', { expiryOn: '2026-12-05' });
      await seedFrom(host, store.stock('B', 'A-2', 2));
      const told = await judgeAll(host, [pick('B', 'A-2'), becomesPickable, pick('B', 'A-2')]);
      expect(told.map(says)).toEqual(['recorded', 'recorded', 'flagged older-lot-first fefo-skipped']);
    });

    it('finds everything an undone command had touched, by its id alone', async () => {
      await seedFrom(host, given().stock('L1', 'A-1', 10));
      await judgeAll(host, [{ ...transfer('L1', 'A-1', 'A-2', 10), id: 'moved' }]);
      const [told] = await judgeAll(host, [act('void', { of: 'moved' })]);
      expect(told && says(told)).toBe('recorded');
      expect([...(await dump(host)).keys()].filter((key) => key.startsWith('stock'))).toEqual([`stock A-1 ${lot('L1')} `]);
    });

    it('finds goods that are disputed in a bin, though nobody names their lot', async () => {
      await seedFrom(host, given().stock('L1', 'A-1', 5).stock('L2', 'DOCK', 8));
      await judgeAll(host, [transfer('L2', 'DOCK', 'A-1', 8)]);
      await judgeAll(host, [{ ...transfer('L1', 'A-1', 'A-3', 5), at: -60_000 }]);
      const stored = await dump(host);
      expect([...stored.keys()].filter((key) => /^(stock|unconfirmed)/.test(key)).sort()).toEqual([
        `stock A-1 ${lot('L2')} `,
        `stock A-3 ${lot('L1')} `,
      ]);
      const anomalies = [...stored].filter(([key]) => key.startsWith('anomaly')).map(([, value]) => value);
      expect(anomalies).toMatchObject([{ code: 'bin-conflict', closedReason: 'late-arrival' }]);
    });

    it('answers and stores, batch by batch, what a host with everything at hand would', async () => {
      await fc.assert(
        fc.asyncProperty(anyHistory, fc.infiniteStream(fc.integer({ min: 1, max: 6 })), async (history, sizes) => {
          const [tested, whole] = [await makeHost(), memoryHost()];
          for (const each of [tested, whole]) await seedFrom(each, given());
          for (let rest: readonly Act[] = history; rest.length > 0; ) {
            const size = sizes.next().value ?? 1;
            const batch = rest.slice(0, size);
            expect(await judgeActs(tested, batch)).toEqual(await judgeActs(whole, batch));
            rest = rest.slice(size);
          }
          expect(await dump(tested)).toEqual(await dump(whole));
          await tested.close();
        }),
        { numRuns: 25 },
      );
    });
  });
}

/** A host that has everything at hand: what the others are compared with. */
export function memoryHost(): StockHost {
  let whole: Slice | null = null;
  const opened = (): Slice => {
    if (!whole) throw new Error('seed the host first');
    return whole;
  };
  return {
    port: {
      async transact<T>(_touch: Touch, work: (slice: Slice) => Worked<T>): Promise<T> {
        const { effects, value } = work(copyOf(opened()));
        applyEffects(opened(), effects);
        return value;
      },
    },
    seed: async ({ site, zones, bins, items }, effects) => {
      whole = emptySlice(site);
      for (const zone of zones) whole.zones.set(zone.code, zone);
      for (const bin of bins) whole.bins.set(bin.code, bin);
      for (const item of items) whole.items.set(item.gtin, item);
      applyEffects(whole, effects);
    },
    remember: async (judged) => {
      for (const each of judged) opened().judged.set(each.command.id, each);
    },
    stored: async <T extends ThingName>(thing: T) => [...thingsIn(opened(), thing).values()],
    close: async () => undefined,
  };
}

function copyOf(slice: Slice): Slice {
  const copy = { ...emptySlice(slice.site), zones: slice.zones, bins: slice.bins, items: slice.items, judged: new Map(slice.judged) };
  applyEffects(copy, everythingIn(slice));
  return copy;
}

/** Everything a slice holds, as effects that would put it there. */
function everythingIn(slice: Slice): Effect[] {
  return THING_NAMES.flatMap((thing) => effectsOf(slice, thing));
}

function effectsOf<T extends ThingName>(slice: Slice, thing: T): Effect[] {
  return [...thingsIn(slice, thing)].map(([key, value]) => effect(thing, key, null, value));
}

function contentsOf(slice: Slice): Map<string, unknown> {
  return new Map(everythingIn(slice).map(({ thing, key, after }) => [`${thing} ${key}`, after]));
}

async function dump(host: StockHost): Promise<Map<string, unknown>> {
  const all = await Promise.all(THING_NAMES.map((thing) => entriesOf(host, thing)));
  return new Map(all.flat());
}

async function entriesOf<T extends ThingName>(host: StockHost, thing: T): Promise<[string, unknown][]> {
  return (await host.stored(thing)).map((value) => [`${thing} ${KEY_OF[thing](value)}`, value]);
}

const KEY_OF: { readonly [T in ThingName]: (value: Things[T]) => string } = {
  stock: (row) => rowKey(row.bin, row.lot, row.pallet),
  lot: (record) => record.key,
  pallet: (record) => record.sscc,
  unconfirmed: (goods) => goods.id,
  'in-hand': (goods) => goods.id,
  departure: (left) => departureKey(left.bin, left.lot),
  shipment: (record) => record.number,
  anomaly: (record) => record.id,
};

function seedFrom(host: StockHost, { slice }: Given): Promise<void> {
  const masters = { site: slice.site, zones: [...slice.zones.values()], bins: [...slice.bins.values()], items: [...slice.items.values()] };
  return host.seed(masters, everythingIn(slice));
}

/** Judges a batch in one transaction, as hosts do: each report sees what the ones before it did. */
async function judgeActs(host: StockHost, acts: readonly Act[], fails?: Error): Promise<Judgement[]> {
  const touch = touchOf(acts.map((each) => ({ command: each.command, today: contextOf(each).today })));
  const judgements = await host.port.transact(touch, (slice) => {
    const value = acts.map((each) => judgeOne(slice, each));
    if (fails) throw fails;
    return { effects: reportsAmong(acts, value).flatMap(({ effects }) => effects), value };
  });
  await host.remember(reportsAmong(acts, judgements));
  return judgements;
}

function judgeOne(slice: Slice, { command, at, stance }: Act): Judgement {
  const judgement = decide(slice, command, contextOf({ command, at, stance }));
  if (stance === 'ask') return judgement;
  applyEffects(slice, judgement.effects);
  slice.judged.set(command.id, { command, at, effects: judgement.effects });
  return judgement;
}

function reportsAmong(acts: readonly Act[], judgements: readonly Judgement[]): Judged[] {
  return acts.flatMap(({ command, at, stance }, i) => (stance === 'report' ? { command, at, effects: judgements[i]?.effects ?? [] } : []));
}

interface Sketch {
  readonly kind: CommandKind;
  readonly payload: object;
  readonly id?: string;
  /** Milliseconds after noon. */
  readonly at?: number;
}

function act(kind: CommandKind, payload: object): Sketch {
  return { kind, payload };
}

function transfer(number: string, from: string, to: string, quantity: number): Sketch {
  return act('transfer', { lot: lot(number), from, to, quantity });
}

function pick(number: string, from: string): Sketch {
  return act('pick', { lot: lot(number), from, quantity: 1 });
}

/** Before anything stands anywhere, ms after noon. */
const LONG_BEFORE = -40 * 24 * 3_600_000;

/** Lots that expire one after the other: A and B for a test to stand somewhere, C there to be picked. Nothing is left of two. */
function ladder(): Given {
  const store = given().lot('A', { expiryOn: '2026-12-01' }).lot('A2', { expiryOn: '2026-12-02' }).lot('A3', { expiryOn: '2026-12-03' });
  return store.lot('B', { expiryOn: '2026-12-05' }).lot('C', { expiryOn: '2026-12-09' }).stock('C', 'W-1', 1);
}

let drawn = 0;

/** Supervisors' reports, a second apart. */
function judgeAll(host: StockHost, sketches: readonly Sketch[], fails?: Error): Promise<Judgement[]> {
  const acts = sketches.map(({ id, kind, payload, at }): Act => {
    drawn += 1;
    const actor = { worker: 'ada', role: 'supervisor', session: '' };
    const command = { id: id ?? `act-${drawn}`, kind, payload, deviceId: 'phone', actor } as Command;
    return { command, stance: 'report', at: (NOON + (at ?? drawn * 1000)) as EpochMs };
  });
  return judgeActs(host, acts, fails);
}
