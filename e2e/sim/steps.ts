import { type Dice, diceOf } from './dice.ts';

/** What may become of a call over the network. `late` and `slow` calls reach the server some steps later. */
export type Fault = 'none' | 'drop-request' | 'drop-reply' | 'duplicate' | 'late' | 'slow' | 'slow-reply';

/** One of the three phones or the copy of one, and one of its two tabs. */
export interface Who {
  readonly phone: number;
  readonly tab: number;
}

/** What somebody scans: what it is about is picked from the small store by number. */
export interface Scan {
  readonly kind: 'receive' | 'transfer' | 'pick' | 'dispatch' | 'sighting' | 'count' | 'hold' | 'void';
  readonly lot: number;
  readonly from: number;
  readonly to: number;
  readonly quantity: number;
  /** Numbers that make its id, so that a history without this step leaves the others' ids alone. */
  readonly luck: number;
  /** What is wrong with it: an unknown kind, a payload that is none, rows the store refuses, an envelope the gate refuses. */
  readonly poison: null | 'kind' | 'payload' | 'store' | 'gate';
}

export type OutageKind = 'portal' | 'broken' | 'too-large' | 'refuses-all';

/** One thing that happens. Every choice stands in the step itself, so that a history stays one when steps are left out. */
export type Step =
  | { readonly do: 'scan'; readonly on: Who; readonly scan: Scan }
  | { readonly do: 'push' | 'pull'; readonly on: Who; readonly fault: Fault; readonly after: number; readonly call: number }
  | { readonly do: 'restart' | 'die' | 'clone'; readonly on: Who }
  /** The app is killed when it is about to write once more than so often. */
  | { readonly do: 'crash'; readonly on: Who; readonly writes: number }
  /** The phone's wall clock is set by so much, and its other clock goes on. */
  | { readonly do: 'set-clock'; readonly on: Who; readonly ms: number }
  | { readonly do: 'server-restart' }
  /** The feed is told from so long ago on; whoever is further behind fetches a new copy. */
  | { readonly do: 'compact'; readonly keptMs: number }
  | { readonly do: 'back-up'; readonly verified: boolean }
  /** By the restore command; or a file put back by hand, the receipt key there or lost. */
  | { readonly do: 'restore'; readonly how: 'command' | 'by-hand' | 'by-hand-keyless' }
  | { readonly do: 'outage'; readonly kind: OutageKind; readonly steps: number }
  | { readonly do: 'wait'; readonly ms: number };

export const PHONES = 3;
/** The phone made by copying another, once there is one. */
export const CLONE = -1;
const FAULTS: readonly Fault[] = ['drop-request', 'drop-reply', 'drop-reply', 'duplicate', 'late', 'slow', 'slow-reply'];
const KINDS: readonly Scan['kind'][] = [
  'receive',
  'transfer',
  'transfer',
  'transfer',
  'pick',
  'pick',
  'dispatch',
  'sighting',
  'count',
  'hold',
  'void',
];
const POISONS = ['kind', 'payload', 'store', 'gate'] as const;
const OUTAGES: readonly OutageKind[] = ['portal', 'broken', 'too-large', 'refuses-all'];
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** How far clocks are set: what a network corrects, more than a phone takes for its own, and a dead battery's day one. */
const JUMPS_MS = [-90 * DAY_MS, -3 * HOUR_MS, -400_000, -1500, 1500, 20_000, 400_000, 3 * HOUR_MS, 90 * DAY_MS];

/** How often what happens, in a hundred thousand; the rest are pushes and pulls. */
interface Mood {
  readonly scan: number;
  readonly faulty: number;
  readonly phone: number;
  readonly server: number;
}

const MOODS: readonly Mood[] = [
  { scan: 30, faulty: 25, phone: 4, server: 3 },
  { scan: 25, faulty: 15, phone: 5, server: 20 },
  { scan: 30, faulty: 55, phone: 10, server: 3 },
  { scan: 35, faulty: 0, phone: 8, server: 12 },
  { scan: 30, faulty: 60, phone: 3, server: 14 },
];

/** One history in so many is long: a gap right after a restore takes many steps to come about, most breaches take few. */
const LONG_AMONG = 4;

/**
 * A history from one seed: 5 to 20 steps and some 4 scans, or 20 to 50 steps and some 8 to 15 scans. Short ones come to more
 * beginnings in the same time.
 */
export function drawSteps(seed: number): Step[] {
  const dice = diceOf(seed);
  const mood = dice.pick(MOODS);
  const phones = 2 + dice.roll(2);
  const length = seed % LONG_AMONG === 0 ? 20 + dice.roll(31) : 5 + dice.roll(16);
  return withClone(
    dice,
    Array.from({ length }, () => drawStep(dice, mood, phones)),
  );
}

/** Once a phone is copied, its worker takes up now the one and now the other. */
function withClone(dice: Dice, steps: Step[]): Step[] {
  const at = steps.findIndex((step) => step.do === 'clone');
  const cloning = steps[at];
  if (cloning?.do !== 'clone') return steps;
  return steps.map((step, n) => {
    const isTheirs = n > at && 'on' in step && step.on.phone === cloning.on.phone && dice.luck(50);
    return isTheirs ? { ...step, on: { ...step.on, phone: CLONE } } : step;
  });
}

function drawStep(dice: Dice, mood: Mood, phones: number): Step {
  const on = { phone: dice.roll(phones), tab: dice.luck(15) ? 1 : 0 };
  const what = dice.roll(100);
  if (what < mood.scan) return { do: 'scan', on, scan: drawScan(dice) };
  if (what < mood.scan + mood.phone) return onThePhone(dice, on);
  if (what < mood.scan + mood.phone + mood.server) return onTheServer(dice);
  const fault = dice.luck(mood.faulty) ? dice.pick(FAULTS) : 'none';
  return { do: dice.luck(60) ? 'push' : 'pull', on, fault, after: 1 + dice.roll(8), call: dice.luck(75) ? 0 : 1 };
}

function drawScan(dice: Dice): Scan {
  return {
    kind: dice.pick(KINDS),
    lot: dice.roll(3),
    from: dice.roll(5),
    to: dice.roll(5),
    quantity: 1 + dice.roll(9),
    luck: dice.roll(2 ** 32),
    poison: dice.luck(6) ? dice.pick(POISONS) : null,
  };
}

function onThePhone(dice: Dice, on: Who): Step {
  const what = dice.roll(12);
  if (what < 4) return { do: 'restart', on };
  if (what < 8) return { do: 'crash', on, writes: dice.roll(4) };
  if (what >= 10) return { do: 'set-clock', on, ms: dice.pick(JUMPS_MS) };
  return { do: what < 9 ? 'clone' : 'die', on };
}

function onTheServer(dice: Dice): Step {
  const what = dice.roll(12);
  if (what >= 10) return { do: 'compact', keptMs: dice.roll(200_000) };
  if (what < 3) return { do: 'back-up', verified: dice.luck(60) };
  if (what < 6) return { do: 'restore', how: dice.pick(['command', 'command', 'by-hand', 'by-hand-keyless']) };
  if (what < 7) return { do: 'server-restart' };
  if (what < 9) return { do: 'outage', kind: dice.pick(OUTAGES), steps: 1 + dice.roll(10) };
  return { do: 'wait', ms: dice.luck(30) ? 15 * DAY_MS : dice.roll(600_000) };
}
