import { answered } from './handle.ts';
import type { Pushed } from './push-once.ts';

/** Everything the drainer needs from outside, so that a test can hold the clock and the dice. */
export interface DrainerPorts {
  readonly push: (most: number, greet: boolean) => Promise<Pushed>;
  /** Runs the work while no other tab of this phone pushes; null: another tab is at it. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T | null>;
  /** What came of a push of at most `batch` reports. */
  readonly told: (pushed: Pushed, batch: number) => void;
  readonly random?: () => number;
  readonly delays?: Delays;
}

/** All ms. The timer never stops: a queue must not need a new scan to heal. */
export interface Delays {
  readonly idle: number;
  readonly first: number;
  readonly most: number;
  /** Longest pause while nothing answers at all: a call into the void costs the server nothing. */
  readonly mostUnreachable: number;
  /** Longest pause after a push that nobody answered in time: waiting for the answer was a pause already. */
  readonly mostSilent: number;
  /** A push that has not come back by then never will: the drainer starts afresh. */
  readonly hung: number;
}

const DELAYS: Delays = { idle: 60_000, first: 5000, most: 60_000, mostUnreachable: 5000, mostSilent: 1000, hung: 60_000 };
const FIRST_BATCH = 100;
const LARGEST_BATCH = 500;

export interface Drainer {
  /** Something happened that makes a push worth trying now. */
  readonly wake: () => void;
  /** Wakes it even with nothing to send: the server shall hear of this phone. */
  readonly greet: () => void;
  readonly stop: () => void;
}

/**
 * Empties the queue: one push at a time, at once when woken and otherwise by an unconditional timer with full
 * jitter. The batch doubles while it goes well and halves when it was too much for the server or the line.
 */
export function startDrainer(ports: DrainerPorts): Drainer {
  const { random = Math.random, delays = DELAYS } = ports;
  let batch = FIRST_BATCH;
  let failures = 0;
  let wasReset = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let again = false;
  let greeting = true;
  let stopped = false;

  async function run(): Promise<void> {
    if (running) {
      again = true;
      return;
    }
    running = true;
    clearTimeout(timer);
    const pause = await untilDone().catch(afterBreak);
    running = false;
    if (!stopped) timer = setTimeout(run, pause);
  }

  /** Pushes until there is nothing to do at once; returns how long to wait then. */
  async function untilDone(): Promise<number> {
    let pause: number;
    do {
      again = false;
      pause = await step();
    } while ((again || pause === 0) && !stopped);
    return pause;
  }

  /** Whatever breaks around a push, such as showing what came of it, is waited out: the reports stay and the timer lives. */
  function afterBreak(error: unknown): number {
    failures += 1;
    return pauseAfter(asFailure(error));
  }

  /** One push; returns how long to wait before the next. */
  async function step(): Promise<number> {
    const greet = greeting;
    // Whoever asks for a greeting while this push is under way asks for another.
    greeting = false;
    const pushed = await ports.exclusively(() => answered(ports.push(batch, greet), delays.hung)).catch(asFailure);
    if (greet && !hasGreeted(pushed)) greeting = true;
    if (pushed === null) return delays.first * random();
    ports.told(pushed, batch);
    const tried = batch;
    batch = nextBatch(tried, pushed);
    failures = isProgress(pushed) ? 0 : failures + 1;
    const [isNewReset, isTooMuch] = [pushed.kind === 'reset' && !wasReset, batch < tried && pushed.kind !== 'unreachable'];
    wasReset = pushed.kind === 'reset';
    // What the server asks for is done at once: waiting makes neither the same batch smaller nor a reset more obeyed.
    return isNewReset || isTooMuch ? 0 : pauseAfter(pushed);
  }

  function pauseAfter(pushed: Pushed): number {
    if (pushed.kind === 'idle') return delays.idle * (0.5 + random() / 2);
    if (pushed.kind === 'taken') return pushed.more ? 0 : delays.first * random();
    return random() * Math.min(mostAfter(pushed), delays.first * 2 ** Math.min(failures, 10));
  }

  function mostAfter(pushed: Pushed): number {
    if (pushed.kind !== 'unreachable') return delays.most;
    return pushed.timedOut ? delays.mostSilent : delays.mostUnreachable;
  }

  const wake = () => void run();
  return {
    wake,
    greet: () => {
      greeting = true;
      wake();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** How many reports the next push may hold, after what came of one of `batch`. */
export function nextBatch(batch: number, pushed: Pushed): number {
  if (pushed.kind === 'taken') return Math.min(LARGEST_BATCH, batch * 2);
  const tooMuch = pushed.kind === 'too-large' || pushed.kind === 'refused' || (pushed.kind === 'unreachable' && pushed.timedOut);
  return tooMuch ? Math.max(1, Math.floor(batch / 2)) : batch;
}

/** Whether the server has heard of this phone: a push it asks to be said otherwise told it nothing yet. */
export function hasGreeted(pushed: Pushed | null): boolean {
  return pushed !== null && (pushed.kind === 'idle' || (pushed.kind === 'taken' && !pushed.more));
}

function isProgress(pushed: Pushed): boolean {
  return pushed.kind === 'idle' || pushed.kind === 'taken';
}

/** A broken database or key is met like a broken server: the reports stay, the timer tries again. */
function asFailure(error: unknown): Pushed {
  return { kind: 'server', message: String(error) };
}
