import type { Wire } from '../queue/wire.ts';
import type { Pulled } from './follow-server.ts';

export interface PullerPorts {
  /** One pull; null: not now, or another tab is at it. */
  readonly pull: () => Promise<Pulled | null>;
  readonly listen: Wire['listen'];
  readonly told: (pulled: Pulled) => void;
  readonly random?: () => number;
  readonly delays?: PullDelays;
}

/** All ms: the poll that needs no poke, and how long after a broken line to listen again. */
export interface PullDelays {
  readonly poll: number;
  readonly relisten: number;
}

const DELAYS: PullDelays = { poll: 30_000, relisten: 5000 };

/** Answers to a pull after which only a push tells where this phone stands. */
const ASKS_FOR_A_PUSH: ReadonlySet<Pulled['kind']> = new Set(['reset', 'session-expired', 'refused']);

/**
 * Whether a push is due although nothing waits: a restored server has ended every shift and may lack what was sent, an
 * older one that was put back in its place reads less than the one before.
 */
export function callsForGreeting(pulled: Pulled): boolean {
  return ASKS_FOR_A_PUSH.has(pulled.kind) || (pulled.kind === 'current' && pulled.restored === true);
}

/**
 * Follows the server: at once when poked or woken, otherwise by a poll, so that a line that died unheard costs half a minute.
 * A line that breaks may mean a server put back from a backup: it is asked at once. While the shift is over, only the poll asks.
 */
export function startPuller(ports: PullerPorts): { wake: () => void; stop: () => void } {
  const { random = Math.random, delays = DELAYS } = ports;
  let poll: ReturnType<typeof setTimeout> | undefined;
  let relisten: ReturnType<typeof setTimeout> | undefined;
  let hangUp = (): void => {};
  let running = false;
  let again = false;
  let stopped = false;
  let shiftIsOver = false;

  async function run(): Promise<void> {
    again = true;
    if (running) return;
    running = true;
    clearTimeout(poll);
    while (again && !stopped) again = await step().catch(() => false);
    running = false;
    if (!stopped) poll = setTimeout(run, delays.poll * (0.8 + random() * 0.2));
  }

  /** One pull; true when another is due at once. */
  async function step(): Promise<boolean> {
    again = false;
    const pulled = await ports.pull().catch((error): Pulled => ({ kind: 'server', message: String(error) }));
    if (pulled) {
      shiftIsOver = pulled.kind === 'session-expired';
      ports.told(pulled);
    }
    return again || pulled?.kind === 'reset';
  }

  function listen(): void {
    hangUp = ports.listen(
      () => void run(),
      () => {
        hangUp();
        clearTimeout(relisten);
        if (!stopped && !shiftIsOver) void run();
        if (!stopped) relisten = setTimeout(listen, delays.relisten * (0.4 + random() * 0.6));
      },
    );
  }

  listen();
  return {
    wake: () => void run(),
    stop: () => {
      stopped = true;
      hangUp();
      clearTimeout(poll);
      clearTimeout(relisten);
    },
  };
}
