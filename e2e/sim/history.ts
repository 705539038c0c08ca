import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { breach } from './breach.ts';
import { type Dice, diceOf } from './dice.ts';
import { Killed } from './killed.ts';
import { bodyOf, type ScanPlace } from './scans.ts';
import { type SimLine, simLine } from './sim-line.ts';
import { cloneOf, freshHome, type PhoneBug, type SimPhone, simPhone } from './sim-phone.ts';
import { type ServerBug, type SimServer, simServer } from './sim-server.ts';
import { CLONE, PHONES, type Scan, type Step, type Who } from './steps.ts';

/** A planted bug: it may sit in the server, in the phones, or in both. */
export interface Bug {
  readonly name: string;
  readonly server?: ServerBug;
  readonly phone?: PhoneBug;
}

export const SOUND: Bug = { name: 'none' };

/** A server, its phones and the line between them, on one clock. */
export interface World {
  readonly server: SimServer;
  readonly line: SimLine;
  /** Every phone there ever was: clones come to the end, dead ones stay. */
  readonly phones: SimPhone[];
  /** How many of them are no clones. */
  readonly bought: number;
  /** What went wrong inside an app and was not a kill. */
  readonly broken: unknown[];
  /** Reports that nobody could read, or the store could not write. */
  readonly poisoned: Map<CommandId, NonNullable<Scan['poison']>>;
  /** Whether phones may have to be started anew before the server hears from them again. */
  needsGreeting: boolean;
  /** How often the server began to refuse whatever it was sent. */
  refusals: number;
  /** Whether a phone may have had to fetch a new copy of the stock. */
  renewsCopies: boolean;
  pass(ms: number): void;
}

const START = Date.parse('2026-11-20T08:00:00Z');
const STEP_MS = 7000;
const NO_FAULT = { fault: 'none', after: 0, call: 0 } as const;

/** A server and as many phones as a history is about. */
export function newWorld(seed: number, bug: Bug, bought: number = PHONES): World {
  const dice = diceOf(seed ^ 0x5eed);
  let now = START;
  const server = simServer(dice, () => now as EpochMs, bug.server);
  const line = simLine(server);
  const phones = Array.from({ length: bought }, (_, n) => aPhone(dice, { n, line, now: () => now, bug: bug.phone ?? {} }));
  const pass = (ms: number) => {
    now += ms;
  };
  return { server, line, phones, bought, broken: [], poisoned: new Map(), needsGreeting: false, refusals: 0, renewsCopies: false, pass };
}

/** Phones' clocks are off by some seconds, each by its own, until somebody sets them. */
function aPhone(dice: Dice, { n, line, now, bug }: { n: number; line: SimLine; now: () => number; bug: PhoneBug }): SimPhone {
  let ahead = n * 4000;
  const time = { wall: () => now() + ahead, mono: () => now() - START, boot: `boot-${n}` };
  const setClock = (ms: number) => {
    ahead += ms;
  };
  return simPhone(freshHome(dice.uuid(), dice.uuid()), { line, time, setClock, bug });
}

/** Lets one step happen, as far as it gets by itself: what waits for the network goes on in later steps. */
export async function takeStep(world: World, step: Step): Promise<void> {
  world.pass(STEP_MS);
  world.line.tick();
  switch (step.do) {
    case 'scan':
    case 'push':
    case 'pull':
      return act(world, step);
    case 'restart':
      // An app that is killed leaves no transaction half done.
      await quiet();
      return phoneOf(world, step.on)?.restart();
    case 'crash':
      return phoneOf(world, step.on)?.crashAfter(step.on.tab, step.writes);
    case 'die':
      return phoneOf(world, step.on)?.die();
    case 'clone':
      return clone(world, step.on);
    case 'set-clock':
      return phoneOf(world, step.on)?.setClock(step.ms);
    case 'compact':
      world.renewsCopies = true;
      return world.server.compact(step.keptMs);
    case 'server-restart':
      world.line.hangUp();
      return world.server.restart();
    case 'back-up':
      return world.server.backUp(step.verified);
    case 'restore':
      world.line.hangUp();
      world.renewsCopies = true;
      world.needsGreeting ||= step.how === 'by-hand-keyless';
      return world.server.restore(step.how);
    case 'outage':
      if (step.kind === 'refuses-all') world.refusals += 1;
      return world.line.outage(step.kind, step.steps);
    case 'wait':
      return world.pass(step.ms);
  }
}

export function phoneOf({ phones, bought }: World, { phone }: Who): SimPhone | null {
  const one = phone === CLONE ? phones[bought] : phones[phone % bought];
  return one && !one.isDead() ? one : null;
}

async function act(world: World, step: Extract<Step, { do: 'scan' | 'push' | 'pull' }>): Promise<void> {
  const phone = phoneOf(world, step.on);
  if (!phone) return;
  const { tab } = step.on;
  if (step.do === 'scan') {
    const { deviceId, copies } = phone.home;
    const place: ScanPlace = {
      deviceId,
      clock: phone.clock().stamp(),
      cursor: copies.now()?.state().meta.cursor ?? null,
      kept: phone.kept,
    };
    const body = bodyOf(step.scan, place);
    if (step.scan.poison) world.poisoned.set(body.id, step.scan.poison);
    return heard(world, phone.scan(tab, body));
  }
  const done = heard(world, step.do === 'push' ? phone.push(tab, step) : phone.pull(tab, step));
  return step.fault.startsWith('slow') ? quiet() : done;
}

/** An app that was killed says nothing; one that breaks by itself is a breach. */
async function heard(world: World, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Killed)) world.broken.push(error);
  }
}

/** Everything that does not wait for the network has come to rest. */
function quiet(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** The same phone twice, one disk copied from the other: what a restored phone backup makes. */
async function clone(world: World, on: Who): Promise<void> {
  // A disk is never copied in the middle of a transaction.
  await quiet();
  const original = phoneOf(world, on);
  if (!original || world.phones.length > world.bought) return;
  const copy = original.clone(cloneOf(original.home));
  world.phones.push(copy);
  await copy.restart();
}

const MOST_ROUNDS = 15;
const MOST_CALLS = 12;

/** All faults are over. With no new scan, every living phone pushes and pulls until nobody has anything left to say. */
export async function heal(world: World): Promise<void> {
  world.line.heal();
  await quiet();
  const living = world.phones.filter((phone) => !phone.isDead());
  for (const phone of living) await recover(phone, world.needsGreeting);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let talking = 0;
    for (const phone of living) talking += Number(await saysSomething(world, phone));
    if (talking === 0) return;
  }
  breach('the phones never come to rest');
}

/** Nothing kills an app any more; one that was killed is started again. */
async function recover(phone: SimPhone, isStartedAnew: boolean): Promise<void> {
  for (const tab of [0, 1]) phone.crashAfter(tab, Number.POSITIVE_INFINITY);
  if (isStartedAnew || phone.isBroken()) await phone.restart();
}

async function saysSomething(world: World, phone: SimPhone): Promise<boolean> {
  world.pass(1000);
  const before = world.server.parts().feed.tip().rev;
  let calls = 0;
  for (let isMore = true; isMore && calls < MOST_CALLS; calls++) {
    const pushed = await phone.push(0, NO_FAULT);
    isMore = pushed !== null && pushed.kind !== 'idle';
  }
  const pulled = await phone.pull(0, NO_FAULT);
  const cursor = phone.home.copies.now()?.state().meta.cursor;
  return calls > 1 || phone.hasMore() || pulled?.kind !== 'current' || before !== cursor?.rev;
}
