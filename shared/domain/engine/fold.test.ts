import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comesBefore, fold, type Position, type TimelineAct } from './fold.ts';
import type { Past } from './fold-judgement.ts';
import { binsNamed, lotsNamed, type Names } from './names.ts';
import { type Slice, thingsIn } from './slice.ts';
import { type Act, anyHistory, BINS, contextOf, storeWithMasters } from './store.arbitrary.ts';
import type { EpochMs } from './time.ts';

/** Histories of the long run; the short form stays within a few seconds. */
const RUNS = Number(process.env.FOLD_RUNS ?? 150);
const ORDERS = 5;

/** A history told by two or three phones: each act with the phone that told it; a phone's own clock never runs back. */
const toldByPhones = fc
  .tuple(anyHistory, fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 45, maxLength: 45 }))
  .map(([acts, phones]) => {
    const last = new Map<number, number>();
    return acts.map((act, n) => {
      const phone = n < 4 ? 0 : (phones[n] ?? 0);
      const at = Math.max(act.at, last.get(phone) ?? 0) as EpochMs;
      last.set(phone, at);
      return { phone, act: { ...act, stance: 'report' as const, at } };
    });
  });

interface Told {
  readonly phone: number;
  readonly act: Act;
}

/** One way the acts may arrive: every phone's own in their order. */
function arrivalOrder(told: readonly Told[], dice: () => number): Act[] {
  const queues = [0, 1, 2].map((phone) => told.filter((each) => each.phone === phone).map(({ act }) => act));
  const order: Act[] = [];
  for (let waiting = queues.filter((queue) => queue.length > 0); waiting.length > 0; waiting = queues.filter((queue) => queue.length > 0)) {
    const next = waiting[Math.floor(dice() * waiting.length)]?.shift();
    if (next) order.push(next);
  }
  return order;
}

/** A ledger on paper: folds every act in as it arrives. */
function paperLedger(acts: readonly Act[]) {
  const slice = storeWithMasters();
  const scope: Names = {
    lots: new Set(acts.flatMap(({ command }) => lotsNamed(command))),
    bins: new Set([...acts.flatMap(({ command }) => binsNamed(command)), ...BINS.map(({ code }) => code)]),
    acts: new Set(acts.map(({ command }) => command.id)),
  };
  const onRecord = new Map<string, TimelineAct>();
  return {
    slice,
    take: (act: Act) => {
      const position = { at: act.at, id: act.command.id };
      const fresh: TimelineAct = { position, stood: position, command: act.command, context: contextOf(act), past: null };
      const parked = [...onRecord.values()].filter(({ past }) => isParked(past)).map(({ stood }) => stood);
      const after = comingAfter([...onRecord.values()], earliest([position, ...parked]));
      for (const folded of fold(slice, [fresh, ...after], scope).judged) {
        onRecord.set(folded.act.position.id, { ...folded.act, stood: folded.position, past: folded.judged, again: false });
      }
    },
  };
}

/** All from there on; what had waited has its own turn again, so whatever came after that turn is in it too. */
function comingAfter(acts: readonly TimelineAct[], first: Position): readonly TimelineAct[] {
  const after = acts.filter((each) => !comesBefore(each.stood, first));
  const turn = earliest([first, ...after.map(({ position }) => position)]);
  return comesBefore(turn, first) ? comingAfter(acts, turn) : after;
}

function earliest(positions: readonly Position[]): Position {
  return positions.reduce((a, b) => (comesBefore(b, a) ? b : a));
}

function isParked(past: Past | null): boolean {
  return past?.outcome === 'parked';
}

/** All that is left standing. What was said of first expired, first out is said once, when a pick comes in. */
function outcomeOf(slice: Slice): Record<string, unknown> {
  const stands = (['stock', 'lot', 'pallet', 'unconfirmed', 'in-hand', 'departure'] as const).flatMap((thing) =>
    [...thingsIn(slice, thing)].map(([key, value]) => [`${thing} ${key}`, value]),
  );
  const open = [...slice.anomalies].filter(([, { closedAt, code }]) => closedAt === null && code !== 'fefo-skipped');
  return Object.fromEntries([...stands, ...open]);
}

describe('judged order', () => {
  it('ends in the same stock and the same open anomalies, whichever phone is heard first', () => {
    fc.assert(
      fc.property(toldByPhones, fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })), (told, dice) => {
        const acts = told.map(({ act }) => act);
        const inOrder = acts.toSorted((a, b) => (comesBefore({ at: a.at, id: a.command.id }, { at: b.at, id: b.command.id }) ? -1 : 1));
        const expected = outcomeOf(taken(inOrder, acts));
        for (let order = 0; order < ORDERS; order++) {
          expect(
            outcomeOf(
              taken(
                arrivalOrder(told, () => dice.next().value),
                acts,
              ),
            ),
          ).toEqual(expected);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

function taken(order: readonly Act[], acts: readonly Act[]): Slice {
  const ledger = paperLedger(acts);
  for (const act of order) ledger.take(act);
  return ledger.slice;
}
