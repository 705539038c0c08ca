import type { PushReply } from '../../shared/wire/push.ts';
import { documentClock } from './clock.ts';
import { inOneTab } from './one-tab.ts';
import { OutboxDatabase } from './outbox-database.ts';
import { pushKnown } from './push-known.ts';
import type { Pushed } from './push-once.ts';
import type { Answer, Wire } from './wire.ts';

/** Reports in one push: small, since the browser may end a worker that takes long. */
const BATCH = 50;
const PATIENCE_MS = 15_000;

/**
 * Sends what waits while no page of the app is open, as the browser allows once there is a network again. Throws when
 * something is left, so that the browser tries again later. A page that is open sends by itself.
 */
export async function drainInBackground(): Promise<void> {
  const outbox = new OutboxDatabase();
  try {
    const build = (await outbox.settings.get('build'))?.value;
    const pusher = { outbox, wire: WIRE, clock: documentClock(), build: String(build ?? ''), cursor: async () => null };
    for (;;) {
      const pushed = await inOneTab('drain', () => pushKnown(pusher, BATCH));
      if (pushed === null || isDone(pushed)) return;
      if (pushed.kind !== 'taken' && pushed.kind !== 'reset') throw new Error(`scans still wait: ${pushed.kind}`);
    }
  } finally {
    outbox.close();
  }
}

function isDone(pushed: Pushed): boolean {
  return pushed.kind === 'idle' || (pushed.kind === 'taken' && !pushed.more) || (pushed.kind === 'reset' && pushed.reset === 'schema');
}

/** Two calls alone, without the library a page uses: the worker's script stays small. */
const WIRE: Pick<Wire, 'push' | 'present'> = {
  push: (push) => ask<PushReply>('sync.push', push),
  present: (certificates) => ask('access.present', { certificates }),
};

/** What the server refuses is a page's to make out; anything else but an answer is tried again. */
async function ask<T>(procedure: string, input: unknown): Promise<Answer<T>> {
  const headers = { 'content-type': 'application/json', 'x-lotkeeper': '1' };
  const asked = { method: 'POST', headers, body: JSON.stringify(input), signal: AbortSignal.timeout(PATIENCE_MS) };
  const answer = await fetch(`/trpc/${procedure}`, asked).catch(() => null);
  const said = (await answer?.json().catch(() => null)) as { result?: { data: T }; error?: unknown } | null | undefined;
  if (answer?.ok && said?.result) return { ok: true, value: said.result.data };
  const isRefused = answer && answer.status >= 400 && answer.status < 500 && answer.status !== 429 && said?.error;
  return { ok: false, failure: isRefused ? { kind: 'refused', field: null, message: '' } : { kind: 'unreachable', timedOut: false } };
}
