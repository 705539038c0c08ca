import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsOneLot } from '../bins/bin.ts';
import { onHand } from '../bins/occupancy.ts';
import type { LotTotals } from '../lots/lot.ts';
import { decide } from './decide.ts';
import { given, lot } from './given.arbitrary.ts';
import { applyEffects, revertEffects, type Slice } from './slice.ts';
import { type Act, anyHistory, contextOf, storeWithMasters } from './store.arbitrary.ts';
import type { Judgement } from './verdict.ts';

const RUNS = { numRuns: 1500 };

/** Judges a history act by act; what it answers is carried into the slice as a host would save it. */
function play(
  history: readonly Act[],
  before: (slice: Slice, act: Act, judgement: Judgement) => void,
  after?: (slice: Slice) => void,
): void {
  const slice = storeWithMasters();
  for (const act of history) {
    const judgement = decide(slice, act.command, contextOf(act));
    before(slice, act, judgement);
    if (act.stance === 'ask') continue;
    applyEffects(slice, judgement.effects);
    slice.judged.set(act.command.id, { command: act.command, at: act.at, effects: judgement.effects });
    after?.(slice);
  }
}

function afterEveryAct(check: (slice: Slice) => void): void {
  fc.assert(
    fc.property(anyHistory, (history) => play(history, () => undefined, check)),
    RUNS,
  );
}

function cameIn({ received, returned, made, adjustedIn }: LotTotals): number {
  return received + returned + made + adjustedIn;
}

function wentOut({ dispatched, consumed, adjustedOut }: LotTotals): number {
  return dispatched + consumed + adjustedOut;
}

const dump = (slice: Slice) =>
  JSON.stringify(
    Object.entries(slice).map(([name, part]) => [
      name,
      part instanceof Map
        ? [...part]
            .map(([key, value]) => [key, value instanceof Set ? [...value].sort() : value])
            .filter(([, value]) => !Array.isArray(value) || value.length > 0)
            .sort()
        : part,
    ]),
  );

describe('whatever people do, in whatever order', () => {
  it('a one-lot bin never holds two lots', () => {
    afterEveryAct((slice) => {
      for (const [code, keys] of slice.rowsInBin) {
        const kind = slice.bins.get(code)?.kind;
        const lots = new Set([...keys].map((key) => slice.rows.get(key)?.lot));
        if (kind && holdsOneLot(kind) && lots.size > 1) expect.fail(`${code} holds ${[...lots]}`);
      }
    });
  });

  it('no quantity is ever zero, negative or a fraction', () => {
    afterEveryAct(({ rows, unconfirmed, inHand }) => {
      const goods = [...rows.values(), ...unconfirmed.values(), ...inHand.values()];
      expect(goods.filter(({ quantity }) => !Number.isInteger(quantity) || quantity <= 0)).toEqual([]);
      expect([...rows.values()].filter(({ reserved }) => reserved < 0)).toEqual([]);
    });
  });

  it('what came in is what is on hand and what went out: nothing is lost or invented', () => {
    afterEveryAct((slice) => {
      const unbalanced = [...slice.lots.values()].filter(({ key, totals }) => cameIn(totals) !== wentOut(totals) + onHand(slice, key));
      expect(unbalanced).toEqual([]);
      expect([...slice.rows.values()].filter((row) => !slice.lots.has(row.lot))).toEqual([]);
    });
  });

  it('judging leaves the stock as it was, says the same twice, and its effects can be undone', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        play(history, (slice, act, judgement) => {
          const before = dump(slice);
          expect(decide(slice, act.command, contextOf(act))).toEqual(judgement);
          expect(dump(slice)).toBe(before);
          applyEffects(slice, judgement.effects);
          revertEffects(slice, judgement.effects);
          expect(dump(slice)).toBe(before);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('a question is answered yes exactly where the same fact would break no rule', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        play(history, (slice, act) => {
          const ask = decide(slice, act.command, { ...contextOf(act), stance: 'ask' });
          const report = decide(slice, act.command, { ...contextOf(act), stance: 'report' });
          expect(ask.outcome === 'accepted').toBe(report.broke === null);
          if (ask.outcome === 'refused') expect(ask.effects.filter((each) => each.thing !== 'anomaly')).toEqual([]);
        });
      }),
      RUNS,
    );
  });
});

describe('a rule that breaks down half-way', () => {
  it('leaves the stock as it was, so that the next report of the batch is judged over whole books', () => {
    const store = given().stock('L1', 'STAGE', 5);
    const before = dump(store.slice);
    store.slice.shipments.set = () => {
      throw new Error('broken');
    };
    expect(() => store.report('dispatch', { lot: lot('L1'), from: 'STAGE', quantity: 5, destination: 'ACME' })).toThrow('broken');
    expect(dump(store.slice)).toBe(before);
  });
});
