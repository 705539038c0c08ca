import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsOneLot } from '../bins/bin.ts';
import { onHand } from '../bins/occupancy.ts';
import { decide } from './decide.ts';
import { applyEffects, revertEffects, type Slice } from './slice.ts';
import { type Act, anyHistory, contextOf, storeWithMasters } from './store.arbitrary.ts';
import type { Judgement } from './verdict.ts';

const RUNS = { numRuns: 1500 };

/** Judges a history act by act; what it answers is carried into the slice when a host would save it. */
function play(history: readonly Act[], watch: (slice: Slice, act: Act, judgement: Judgement) => void): Slice {
  const slice = storeWithMasters();
  for (const act of history) {
    const context = contextOf(act);
    const judgement = decide(slice, act.command, context);
    watch(slice, act, judgement);
    if (act.stance === 'ask') continue;
    applyEffects(slice, judgement.effects);
    slice.judged.set(act.command.id, { command: act.command, at: context.at, effects: judgement.effects });
  }
  return slice;
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
    fc.assert(
      fc.property(anyHistory, (history) => {
        const slice = play(history, () => undefined);
        for (const [code, keys] of slice.rowsInBin) {
          const kind = slice.bins.get(code)?.kind;
          const lots = new Set([...keys].map((key) => slice.rows.get(key)?.lot));
          if (kind && holdsOneLot(kind)) expect(lots.size).toBeLessThanOrEqual(1);
        }
      }),
      RUNS,
    );
  });

  it('no quantity is ever zero, negative or a fraction', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const slice = play(history, () => undefined);
        for (const things of [slice.rows, slice.unconfirmed, slice.inHand]) {
          for (const thing of things.values()) expect(Number.isInteger(thing.quantity) && thing.quantity > 0).toBe(true);
        }
        for (const row of slice.rows.values()) expect(row.reserved).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
  });

  it('what came in is what is on hand and what went out: nothing is lost or invented', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const slice = play(history, () => undefined);
        for (const lot of slice.lots.values()) {
          const { received, returned, made, adjustedIn, dispatched, consumed, adjustedOut } = lot.totals;
          expect(onHand(slice, lot.key) + dispatched + consumed + adjustedOut, lot.key).toBe(received + returned + made + adjustedIn);
        }
        for (const row of slice.rows.values()) expect(slice.lots.has(row.lot)).toBe(true);
      }),
      RUNS,
    );
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
