import { isLinear, type Sighted } from './decoder.ts';
import { boundsOf, contains, middleOf, type Region, reticleOf } from './region.ts';

/** Two frames that agree on bars must be at most this far apart. */
export const AGREE_WITHIN_MS = 1000;
/** A code not seen for this long in clear pictures has left the view. */
export const LEFT_VIEW_AFTER_MS = 700;
/** Where pictures are too poor to tell, a code not seen for this long counts as gone. */
export const FORGOTTEN_AFTER_MS = 3000;

/** A code still in view after a pause in looking this long was meant as new: till then it was merely held there. */
export const HELD_FOR_MS = 60_000;

/** What was found in one frame; outlines and `view` in that frame's pixels, `at` in ms of any clock that only goes forward. */
export interface Look {
  readonly at: number;
  readonly seen: readonly Sighted[];
  /** The part of the frame the worker sees. */
  readonly view: Region;
  /** Whether the picture was sharp enough that a code in it would have been read. */
  readonly clear: boolean;
}

interface Presence {
  readonly seenAt: number;
  /** Since when clear pictures lack it. */
  readonly missedSince: number | null;
}

type Presences = ReadonlyMap<string, Presence>;

/** What is remembered between frames. Keys are identifier and text of a code. */
export interface Sightings {
  readonly barsSeenAt: ReadonlyMap<string, number>;
  readonly scanned: Presences;
  readonly asked: Presences;
}

/** `several`: more than one code is in view and the reticle singles none out; the worker must say which. */
export type Finding =
  | { readonly kind: 'scan'; readonly sighted: Sighted }
  | { readonly kind: 'several'; readonly choices: readonly Sighted[] };

export const NOTHING_SEEN: Sightings = { barsSeenAt: new Map(), scanned: new Map(), asked: new Map() };

/**
 * What one more frame amounts to. A code is scanned once and then ignored until it left the view; bars need two agreeing
 * frames; of several codes the one under the reticle is meant. Nothing is asked while a code just scanned is still in view.
 */
export function look(before: Sightings, now: Look): { readonly after: Sightings; readonly finding: Finding | null } {
  const seen = keysOf(now.seen);
  const after: Sightings = {
    barsSeenAt: withBars(before.barsSeenAt, now),
    scanned: stillThere(before.scanned, seen, now),
    asked: stillThere(before.asked, seen, now),
  };
  const meant = aimedAt(now.seen, now.view);
  if (!meant.every((sighted) => isCertain(sighted, before.barsSeenAt, now.at))) return { after, finding: null };
  const [only, ...others] = meant;
  if (!only) return { after, finding: null };
  if (others.length === 0) {
    if (after.scanned.has(keyOf(only))) return { after, finding: null };
    return { after: chosen(after, only, now.at), finding: { kind: 'scan', sighted: only } };
  }
  const someScanned = [...seen].some((key) => after.scanned.has(key));
  const allAsked = meant.every((sighted) => after.asked.has(keyOf(sighted)));
  if (someScanned || allAsked) return { after, finding: null };
  return { after: { ...after, asked: withAll(after.asked, meant, now.at) }, finding: { kind: 'several', choices: meant } };
}

/** The worker said which of several it is: it counts as scanned from now on. */
export function chosen(before: Sightings, sighted: Sighted, at: number): Sightings {
  return { ...before, scanned: withAll(before.scanned, [sighted], at) };
}

function keyOf({ symbology, text }: Sighted): string {
  return symbology + text;
}

function keysOf(seen: readonly Sighted[]): ReadonlySet<string> {
  return new Set(seen.map(keyOf));
}

function isCertain(sighted: Sighted, barsSeenAt: ReadonlyMap<string, number>, at: number): boolean {
  if (!isLinear(sighted.format)) return true;
  const seenAt = barsSeenAt.get(keyOf(sighted));
  return seenAt !== undefined && at - seenAt <= AGREE_WITHIN_MS;
}

function withBars(barsSeenAt: ReadonlyMap<string, number>, { seen, at }: Look): ReadonlyMap<string, number> {
  const recent = [...barsSeenAt].filter(([, seenAt]) => at - seenAt <= AGREE_WITHIN_MS);
  const bars = seen.filter(({ format }) => isLinear(format)).map((sighted): [string, number] => [keyOf(sighted), at]);
  return new Map([...recent, ...bars]);
}

function stillThere(known: Presences, seen: ReadonlySet<string>, now: Look): Presences {
  const kept = new Map<string, Presence>();
  for (const [key, presence] of known) {
    const next = seen.has(key) ? seenAgain(presence, now) : missed(presence, now);
    if (next) kept.set(key, next);
  }
  return kept;
}

function seenAgain({ seenAt }: Presence, { at }: Look): Presence | null {
  return at - seenAt < HELD_FOR_MS ? { seenAt: at, missedSince: null } : null;
}

function missed({ seenAt, missedSince }: Presence, { at, clear }: Look): Presence | null {
  const since = missedSince ?? (clear ? at : null);
  const left = since !== null && at - since >= LEFT_VIEW_AFTER_MS;
  return left || at - seenAt >= FORGOTTEN_AFTER_MS ? null : { seenAt, missedSince: since };
}

function withAll(known: Presences, sighted: readonly Sighted[], at: number): Presences {
  return new Map([...known, ...sighted.map((one): [string, Presence] => [keyOf(one), { seenAt: at, missedSince: null }])]);
}

/** The only code; else the one over the middle of the view; else the one with its middle in the reticle; else all that could be meant. */
function aimedAt(seen: readonly Sighted[], view: Region): readonly Sighted[] {
  const all = distinct(seen);
  if (all.length < 2) return all;
  const overMiddle = distinct(seen.filter(({ corners }) => contains(boundsOf(corners), middleOf(view))));
  if (overMiddle.length === 1) return overMiddle;
  const inReticle = distinct(seen.filter(({ corners }) => contains(reticleOf(view), middleOf(boundsOf(corners)))));
  return inReticle.length > 0 ? inReticle : all;
}

/** Two labels with the same code are one code. */
function distinct(seen: readonly Sighted[]): readonly Sighted[] {
  return [...new Map(seen.map((sighted) => [keyOf(sighted), sighted])).values()];
}
