/** What the watchdog looks at and does, so that a test can hold the clock. */
export interface WatchdogPorts {
  /** Number of the oldest report the server has not taken; null: none waits, or a person must act before any can go. */
  readonly oldest: () => Promise<number | null>;
  /** Whether the server can be reached at all. */
  readonly probe: () => Promise<boolean>;
  /** Throws the drainer away and starts another, whoever holds the lock. */
  readonly restart: () => void;
  readonly log: () => Promise<void>;
  readonly now?: () => number;
  readonly delays?: WatchdogDelays;
}

interface WatchdogDelays {
  readonly every: number;
  /** The same report at the front for longer than this, with the server in reach, is no longer bad luck. */
  readonly patience: number;
}

const DELAYS: WatchdogDelays = { every: 15_000, patience: 60_000 };

/** Watches that the queue moves while the server can be reached, and starts the drainer anew when it does not. Returns how to stop. */
export function startWatchdog({ oldest, probe, restart, log, now = () => performance.now(), delays = DELAYS }: WatchdogPorts): () => void {
  let front: { readonly seq: number; readonly since: number } | null = null;

  async function look(): Promise<void> {
    const seq = await oldest();
    if (seq === null || seq !== front?.seq) {
      front = seq === null ? null : { seq, since: now() };
      return;
    }
    if (now() - front.since <= delays.patience || !(await probe())) return;
    front = { seq, since: now() };
    restart();
    await log();
  }

  const timer = setInterval(() => void look().catch(() => undefined), delays.every);
  return () => clearInterval(timer);
}

/** Whether our server answers, and not a portal in its name. Asked past every cache. */
export async function isServerThere(patience = 5000): Promise<boolean> {
  const answer = await fetch('/livez', { cache: 'no-store', signal: AbortSignal.timeout(patience) }).catch(() => null);
  const said: unknown = answer?.ok ? await answer.json().catch(() => null) : null;
  return typeof said === 'object' && said !== null && 'live' in said;
}
