import type { PushReply } from '../../shared/wire/push.ts';
import { documentClock } from './clock.ts';
import { dexieHost } from './dexie-queue.ts';
import { inOneTab } from './one-tab.ts';
import { OutboxDatabase } from './outbox-database.ts';
import { type Pushed, pushOnce } from './push-once.ts';
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
    const pusher = { ...dexieHost(outbox), wire: WIRE, clock: documentClock(), build: String(build ?? ''), cursor: async () => null };
    for (;;) {
      const pushed = await inOneTab('drain', () => pushOnce(pusher, BATCH));
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

/** The push alone, without the library a page uses: the worker's script stays small. Anything but an answer is tried again. */
const WIRE: Pick<Wire, 'push'> = {
  push: async (push): Promise<Answer<PushReply>> => {
    const headers = { 'content-type': 'application/json', 'x-lotkeeper': '1' };
    const asked = { method: 'POST', headers, body: JSON.stringify(push), signal: AbortSignal.timeout(PATIENCE_MS) };
    const answer = await fetch('/trpc/sync.push', asked).catch(() => null);
    const said = answer?.ok ? ((await answer.json().catch(() => null)) as { result?: { data?: PushReply } } | null) : null;
    const value = said?.result?.data;
    return value ? { ok: true, value } : { ok: false, failure: { kind: 'unreachable', timedOut: false } };
  },
};
