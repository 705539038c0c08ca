import { createTRPCClient, getFetch, httpLink, httpSubscriptionLink, splitLink, TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../server/api/router.ts';
import type { Answer, Failure, Wire } from './queue/wire.ts';

/** A form or page of another origin cannot set it; the server refuses unsafe calls without it. */
const OURS = { 'x-lotkeeper': '1' };
const PATIENCE_MS = 15_000;
/** Short enough that a line healing in mid-push is noticed within ten seconds. */
const PUSH_PATIENCE_MS = 6000;

class TooLarge extends Error {}

/** 413 is known by its number: the proxy that says so seldom speaks JSON. */
const fetchOrTooLarge: ReturnType<typeof getFetch> = async (url, init) => {
  const response = await getFetch()(url, init);
  if ('status' in response && response.status === 413) throw new TooLarge();
  return response;
};

export type Api = ReturnType<typeof createApi>;

/** The server's procedures, typed. `origin` is empty in the browser: the phone talks to where it came from. */
export function createApi(origin = '') {
  const url = `${origin}/trpc`;
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (op) => op.type === 'subscription',
        true: httpSubscriptionLink({ url }),
        false: httpLink({ url, headers: OURS, fetch: fetchOrTooLarge }),
      }),
    ],
  });
}

export const api = createApi();

/** Makes one call and says plainly what came of it; never throws. Aborted after `patience` ms. */
export async function call<T>(act: (options: { signal: AbortSignal }) => Promise<T>, patience = PATIENCE_MS): Promise<Answer<T>> {
  const signal = AbortSignal.timeout(patience);
  try {
    return { ok: true, value: await act({ signal }) };
  } catch (error) {
    return { ok: false, failure: failureOf(error, signal.aborted) };
  }
}

/** The queue's own line to the server. */
export function wireOf(client: Api): Wire {
  return {
    push: (push) => call((options) => client.sync.push.mutate(push, options), PUSH_PATIENCE_MS),
    pull: (pull) => call((options) => client.sync.pull.query(pull, options)),
    snapshot: (ask) => call((options) => client.sync.snapshot.query(ask, options)),
    present: (certificates) =>
      call((options) => client.access.present.mutate({ certificates: [...certificates] }, options), PUSH_PATIENCE_MS),
    secondThoughts: (asked) => call((options) => client.sync.secondThoughts.query(asked, options)),
    compare: (asked) => call((options) => client.sync.compare.query(asked, options)),
    listen: (poke, lost) => {
      let over = false;
      const end = () => {
        if (!over) lost();
        over = true;
      };
      const line = client.sync.poke.subscribe(undefined, { onStarted: poke, onData: poke, onError: end, onStopped: end, onComplete: end });
      return () => {
        over = true;
        line.unsubscribe();
      };
    },
  };
}

/** Only an error in our server's own form counts as its answer; a proxy's or portal's page means nobody was reached. */
function failureOf(error: unknown, timedOut: boolean): Failure {
  if (timedOut || !(error instanceof TRPCClientError)) return { kind: 'unreachable', timedOut };
  const data: unknown = error.data;
  if (error.cause instanceof TooLarge) return { kind: 'too-large' };
  if (!isOurs(data)) return { kind: 'unreachable', timedOut };
  if (data.httpStatus === 401) return { kind: 'session-expired' };
  if (data.httpStatus >= 500 || data.httpStatus === 429) {
    return { kind: 'server', message: error.message, ...(data.requestId && { requestId: data.requestId }) };
  }
  return { kind: 'refused', field: data.field ?? null, message: error.message, ...(data.httpStatus === 404 && { isUnknown: true }) };
}

function isOurs(data: unknown): data is { httpStatus: number; field?: string | null; requestId?: string | null } {
  return typeof data === 'object' && data !== null && 'httpStatus' in data && typeof data.httpStatus === 'number';
}
