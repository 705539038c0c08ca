import type { Command } from '../movements/command.ts';
import type { Effect } from './effect.ts';
import { lotOf, type Names, placeOf } from './names.ts';
import { isSame, type Slice, thingsIn } from './slice.ts';

/** Where a timeline that is being folded anew stands otherwise than the old one did at the same act. */
export interface Differences {
  none(): boolean;
  /** Whether the thing of an effect is among what differs. */
  has(each: Effect): boolean;
  /** Whether anything that differs is among what a command is judged by. */
  concern(command: Command, names: Names): boolean;
  /** An act is carried out as before; `isGone`: the new timeline has nothing for it to change. Call it before the thing is placed. */
  repeated(each: Effect, isGone: boolean): void;
  /** An act that once did `was` now does `now`. Call it before the things are placed. */
  judged(was: readonly Effect[], now: readonly Effect[]): void;
}

/** A thing that stands otherwise: how the old timeline had left it, and a sample to tell its lot and bin by. */
interface Difference {
  readonly was: unknown;
  readonly sample: Effect;
}

export function trackDifferences(slice: Slice): Differences {
  const differences = new Map<string, Difference>();
  const stands = ({ thing, key }: Effect): unknown => thingsIn(slice, thing).get(key) ?? null;
  const nameOf = ({ thing, key }: Effect) => `${thing} ${key}`;

  function note(sample: Effect, was: unknown, now: unknown): void {
    if (isSame(was, now)) differences.delete(nameOf(sample));
    else differences.set(nameOf(sample), { was, sample });
  }

  return {
    none: () => differences.size === 0,
    has: (each) => differences.has(nameOf(each)),
    concern: (command, names) => [...differences.values()].some((each) => concerns(each, command, names)),
    repeated: (each, isGone) => note(each, each.after, isGone ? stands(each) : each.after),
    judged: (was, now) => {
      const [wasByName, nowByName] = [byName(was, nameOf), byName(now, nameOf)];
      for (const each of new Map([...wasByName, ...nowByName]).values()) {
        const known = differences.get(nameOf(each));
        const [left, leaves] = [wasByName.get(nameOf(each)), nowByName.get(nameOf(each))];
        const before = known ? known.was : stands(each);
        note(each, left ? left.after : before, leaves ? leaves.after : stands(each));
      }
    },
  };
}

function byName(effects: readonly Effect[], nameOf: (each: Effect) => string): Map<string, Effect> {
  return new Map(effects.map((each) => [nameOf(each), each]));
}

function concerns({ sample }: Difference, command: Command, { lots, bins }: Names): boolean {
  const { thing, key } = sample;
  const [lot, bin] = [lotOf(sample), placeOf(sample)];
  if ((lot && lots.has(lot)) || (bin && bins.has(bin))) return true;
  const { payload, kind } = command;
  if (thing === 'pallet') return 'pallet' in payload && payload.pallet === key;
  if (thing === 'shipment') return kind === 'dispatch' && payload.shipment === key;
  if (thing === 'anomaly') return kind === 'close-anomaly' && payload.anomaly === key;
  return thing === 'lot' && kind === 'receive' && key.endsWith(`/${payload.lot}`);
}
