import type { Anomaly, AnomalyFacts } from '../anomalies/anomaly.ts';
import type { Claim } from '../bins/stock-row.ts';
import type { Command } from '../movements/command.ts';
import type { Context } from './context.ts';
import { type Effect, effect, type ThingName, type Things } from './effect.ts';
import { place, revertEffects, type Slice, thingsIn } from './slice.ts';
import type { Flag } from './verdict.ts';

/**
 * What carrying out one command writes. It is written straight into the slice, so that each step sees the
 * ones before it, and taken back out when the books close: outside, a judgement changes nothing.
 */
export interface Books {
  readonly slice: Slice;
  readonly command: Command;
  readonly context: Context;
  readonly claim: Claim;
  readonly written: Effect[];
  readonly flags: Flag[];
}

/** Fresh books for one command, with the claim its goods will stand by. Close them, or the slice keeps what was written. */
export function openBooks(slice: Slice, command: Command, context: Context): Books {
  const claim: Claim = {
    command: command.id,
    worker: command.actor.worker,
    device: command.deviceId,
    at: context.at,
    error: context.error,
  };
  return { slice, command, context, claim, written: [], flags: [] };
}

/** Writes one thing as it stands from now on; null takes it away. */
export function write<T extends ThingName>(books: Books, thing: T, key: string, after: Things[T] | null): void {
  const before = thingsIn(books.slice, thing).get(key) ?? null;
  if (before === null && after === null) return;
  books.written.push(effect(thing, key, before, after));
  place(books.slice, thing, key, after);
}

/** Takes everything back out of the slice; what is left is one effect per thing, from its first before to its last after. */
export function closeBooks({ slice, written }: Books): readonly Effect[] {
  revertEffects(slice, written);
  return isOnePerThing(written) ? written : merged(written);
}

/** Most commands write a handful of things once each: comparing them is cheaper than gathering them by name. */
function isOnePerThing(written: readonly Effect[]): boolean {
  return written.length < 9 && written.every((each, i) => written.findIndex((other) => isSameThing(each, other)) === i);
}

function isSameThing(a: Effect, b: Effect): boolean {
  return a.key === b.key && a.thing === b.thing;
}

function merged(written: readonly Effect[]): Effect[] {
  const byName = new Map<string, Effect>();
  for (const each of written) {
    const name = `${each.thing} ${each.key}`;
    const first = byName.get(name);
    byName.set(name, first ? effect(each.thing, each.key, first.before as never, each.after as never) : each);
  }
  return [...byName.values()].filter((each) => each.before !== null || each.after !== null);
}

/** What an anomaly says beside its code. */
export interface Finding {
  readonly lot?: Anomaly['lot'];
  readonly bin?: Anomaly['bin'];
  readonly pallet?: Anomaly['pallet'];
  readonly facts?: AnomalyFacts;
  /** The other side of the story. */
  readonly against?: Claim | undefined;
}
