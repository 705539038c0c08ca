import type { Wire } from '../queue/wire.ts';
import type { Pulled } from './follow-server.ts';
import { keepListening, type ListeningDelays } from './keep-listening.ts';

export interface PullerPorts {
  /** One pull; null: not now, or another tab is at it. */
  readonly pull: () => Promise<Pulled | null>;
  readonly listen: Wire['listen'];
  readonly told: (pulled: Pulled) => void;
  /** How long a poke may wait, ms: it may be the echo of what this phone has just sent. */
  readonly echo?: () => number;
  readonly random?: () => number;
  readonly delays?: PullDelays;
}

/** All ms. */
export interface PullDelays extends ListeningDelays {
  /** The pull that needs no poke. */
  readonly poll: number;
  /** After a pull that came to nothing, doubled with every further one: the line may be open and quiet. */
  readonly retry: number;
}

const DELAYS: PullDelays = { poll: 30_000, retry: 5000, relisten: 5000, opening: 6000 };

/** Answers to a pull after which only a push tells where this phone stands. */
const ASKS_FOR_A_PUSH: ReadonlySet<Pulled['kind']> = new Set(['reset', 'session-expired', 'refused']);

/**
 * Whether a push is due although nothing waits: a restored server has ended every shift and may lack what was sent, an
 * older one that was put back in its place reads less than the one before.
 */
export function callsForGreeting(pulled: Pulled): boolean {
  return ASKS_FOR_A_PUSH.has(pulled.kind) || (pulled.kind === 'current' && pulled.restored === true);
}

/** Answers to a pull that leave the copy where it stood; the next may fare better. */
const CAME_TO_NOTHING: ReadonlySet<Pulled['kind']> = new Set(['unreachable', 'server', 'refused', 'too-large', 'reset']);

/**
 * Follows the server: at once when poked or woken, otherwise by a poll, so that a line that died unheard costs half a minute.
 * A line that breaks may mean a server put back from a backup: it is asked at once. A pull that fails is tried again sooner
 * than the poll would: nobody need poke again. While the shift is over, only the poll asks.
 */
export function startPuller(ports: PullerPorts): { wake: () => void; stop: () => void } {
  const { random = Math.random, delays = DELAYS } = ports;
  let poll: ReturnType<typeof setTimeout> | undefined;
  let echo: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let again = false;
  let stopped = false;
  let shiftIsOver = false;
  let failures = 0;
  let wasReset = false;

  async function run(): Promise<void> {
    again = true;
    if (running || stopped) return;
    running = true;
    clearTimeout(poll);
    while (again && !stopped) again = await step().catch(() => false);
    running = false;
    if (!stopped) poll = setTimeout(run, pause());
  }

  function pause(): number {
    const most = failures === 0 ? delays.poll : Math.min(delays.poll, delays.retry * 2 ** (failures - 1));
    return most * (0.8 + random() * 0.2);
  }

  /** One pull; true when another is due at once. */
  async function step(): Promise<boolean> {
    again = false;
    const pulled = await ports.pull().catch((error): Pulled => ({ kind: 'server', message: String(error) }));
    if (!pulled) return again;
    const isNewReset = pulled.kind === 'reset' && !wasReset;
    wasReset = pulled.kind === 'reset';
    // A server that resets the very copy it has just handed out would do so for ever.
    failures = !isNewReset && CAME_TO_NOTHING.has(pulled.kind) ? failures + 1 : 0;
    shiftIsOver = pulled.kind === 'session-expired';
    if (pulled.kind === 'current' && !stopped) line.resume();
    ports.told(pulled);
    return again || isNewReset;
  }

  const line = keepListening({
    listen: ports.listen,
    poke: () => {
      const wait = ports.echo?.() ?? 0;
      if (wait === 0) return void run();
      echo ??= setTimeout(() => {
        echo = undefined;
        void run();
      }, wait);
    },
    lost: () => {
      if (!shiftIsOver) void run();
    },
    isWorthIt: () => !shiftIsOver,
    ...{ random, delays },
  });
  return {
    wake: () => void run(),
    stop: () => {
      stopped = true;
      line.stop();
      clearTimeout(poll);
      clearTimeout(echo);
    },
  };
}
