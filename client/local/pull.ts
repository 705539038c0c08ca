import type { PullReply } from '../../shared/wire/feed.ts';
import type { PhoneClock } from '../queue/clock.ts';
import { dexieQueue } from '../queue/dexie-queue.ts';
import { keepVerdicts } from '../queue/inbox.ts';
import type { OutboxDatabase } from '../queue/outbox-database.ts';
import { prune } from '../queue/prune.ts';
import type { Failure, Wire } from '../queue/wire.ts';
import { applyPage } from './apply-page.ts';
import { bootstrap } from './bootstrap.ts';
import { catchUp } from './catch-up.ts';
import { metaOf, type SnapshotProgress, type ViewDatabase } from './view-database.ts';
import type { Views } from './views.ts';

const MOST_BYTES = 1_000_000;

export interface Puller {
  readonly outbox: OutboxDatabase;
  readonly views: Views;
  readonly wire: Pick<Wire, 'pull' | 'snapshot'>;
  readonly clock: PhoneClock;
  readonly told: (progress: SnapshotProgress | null) => void;
}

/** `reset`: the old copy may no longer be continued, a new one is due (`epoch`: the server was restored). */
export type Pulled =
  | { readonly kind: 'current' }
  | { readonly kind: 'reset'; readonly reset: Extract<PullReply, { kind: 'reset' }>['reset'] }
  | Failure;

/** Brings the phone's copy up to date, or goes on fetching a first or a new one; the old one answers meanwhile. */
export async function pull(puller: Puller): Promise<Pulled> {
  const { views } = puller;
  const [current, next] = [await views.current(), await views.underWay()];
  if (!current || next) return fetchNew(puller).catch(startOver(views));
  const pulled = await follow(puller, current);
  if (pulled.kind === 'reset') await views.begin();
  return pulled;
}

/** A copy that cannot be written is begun again next time; so is one whose disk was full. */
function startOver(views: Views): (error: unknown) => Promise<never> {
  return async (error) => {
    await views.abandon();
    throw error;
  };
}

async function fetchNew(puller: Puller): Promise<Pulled> {
  const { views, outbox } = puller;
  const view = await views.begin();
  const copied = await bootstrap(view, puller.wire, puller.told);
  if (copied.kind !== 'copied') return copied;
  const pulled = await follow(puller, view);
  if (pulled.kind === 'reset') await views.abandon();
  if (pulled.kind !== 'current') return pulled;
  await catchUp(outbox, view);
  await views.swap();
  puller.told(null);
  return pulled;
}

/** Follows the feed page by page until nothing is newer. */
async function follow(puller: Puller, view: ViewDatabase): Promise<Pulled> {
  const { outbox, clock } = puller;
  const queue = dexieQueue(outbox);
  for (;;) {
    const { lane } = await queue.lane();
    await catchUp(outbox, view);
    const { cursor } = await metaOf(view);
    const sent = clock.stamp();
    const answer = await puller.wire.pull({ cursor, lane, maxBytes: MOST_BYTES });
    if (!answer.ok) return answer.failure;
    const reply = answer.value;
    clock.learn(sent, reply.serverNow);
    if (reply.kind === 'reset') return { kind: 'reset', reset: reply.reset };
    await keepVerdicts(
      queue,
      reply.entries.flatMap((entry) => (entry.verdict ? [entry.verdict] : [])),
    );
    await applyPage(view, { cursor, lane }, reply);
    await prune(queue, { durable: reply.durable, now: clock.stamp().wall });
    if (!reply.more) return { kind: 'current' };
  }
}
