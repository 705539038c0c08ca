import type { Logger } from 'pino';

/** Something to close once no request runs any more: a database, a timer, a broker. */
export interface Closer {
  readonly name: string;
  readonly close: () => void | Promise<void>;
}

export interface Shutdown {
  readonly log: Logger;
  /** Stops accepting and lets running requests finish for so many ms. */
  readonly finishRequests: (graceMs: number) => Promise<void>;
  /** Closed in this order, each even when one before it failed. */
  readonly closers: readonly Closer[];
}

/** Of the ten seconds a service manager gives, the closers keep two. */
const GRACE_MS = 8_000;
const HARD_STOP_MS = 10_000;

/** Ends the server in order; resolves to the names of closers that failed. */
export async function shutDown(parts: Shutdown, graceMs = GRACE_MS): Promise<readonly string[]> {
  const failed: string[] = [];
  await parts.finishRequests(graceMs);
  for (const closer of parts.closers) {
    try {
      await closer.close();
    } catch (error) {
      parts.log.error({ err: error, closer: closer.name }, 'could not be closed');
      failed.push(closer.name);
    }
  }
  return failed;
}

/** SIGTERM, SIGINT, and the end of the script that started it end the server in order; a second one, or ten seconds, end it at once. */
export function shutDownOnSignal(parts: Shutdown): void {
  let isEnding = false;
  const end = async (signal: NodeJS.Signals | 'disconnect') => {
    if (isEnding) process.exit(1);
    isEnding = true;
    parts.log.info({ signal }, 'shutting down');
    setTimeout(() => process.exit(1), HARD_STOP_MS).unref();
    const failed = await shutDown(parts);
    process.exit(failed.length === 0 ? 0 : 1);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', () => {
    if (!isEnding) void end('disconnect');
  });
}
