import type { Site } from '../../shared/domain/bins/bin.ts';
import type { Pull, PullReply } from '../../shared/wire/feed.ts';
import type { Cursor } from '../../shared/wire/push.ts';
import { OLDEST_PROTOCOL } from '../../shared/wire/versions.ts';
import type { PhoneClock } from '../queue/clock.ts';
import { keepVerdicts } from '../queue/inbox.ts';
import { type Lane, protocolFor } from '../queue/lane.ts';
import { prune } from '../queue/prune.ts';
import type { QueueStore } from '../queue/queue-store.ts';
import type { Failure, Wire } from '../queue/wire.ts';
import { applyPage } from './apply-page.ts';
import { bootstrap } from './bootstrap.ts';
import { isBehind, layPending } from './lay-pending.ts';
import type { SnapshotProgress } from './view-meta.ts';
import type { Copies, ViewStore } from './view-store.ts';

const MOST_BYTES = 1_000_000;
const PAGES_AT_ONCE = 8;
const LONG_FETCH_MS = 2000;

type Page = Extract<PullReply, { kind: 'page' }>;

export interface Follower {
  readonly queue: QueueStore;
  readonly copies: Copies;
  readonly wire: Pick<Wire, 'pull' | 'snapshot'>;
  readonly clock: PhoneClock;
  readonly told: (progress: SnapshotProgress | null) => void;
}

/** `reset`: the old copy may no longer be continued, a new one is due (`epoch`: the server was restored). */
export type Pulled =
  /** `restored`: this is another history than the queue's last push went to, so the server shall hear of this phone. */
  | { readonly kind: 'current'; readonly restored?: true }
  | { readonly kind: 'reset'; readonly reset: Extract<PullReply, { kind: 'reset' }>['reset'] }
  | Failure;

/** Brings the phone's copy up to date, or goes on fetching a first or a new one; the old one answers meanwhile. */
export async function followServer(follower: Follower): Promise<Pulled> {
  const { copies } = follower;
  const [current, next] = await Promise.all([copies.current(), copies.underWay()]);
  if (!current || next) return fetchNew(follower).catch(startOver(copies));
  const pulled = await follow(follower, current);
  if (pulled.kind === 'reset') await copies.begin();
  if (pulled.kind === 'current') await letGo(follower, current);
  return pulled;
}

/** Not while a new copy is fetched: what this phone sent is then yet to be compared with what the server has. */
async function letGo({ queue, clock }: Follower, view: ViewStore): Promise<void> {
  const { cursor, durable, lane, laneAck } = await view.reading((copy) => copy.meta());
  await prune(queue, { durable, epoch: cursor?.epoch ?? null, lane, laneAck, now: clock.stamp().wall });
}

/** A copy that cannot be written is begun again next time; so is one whose disk was full. */
function startOver(copies: Copies): (error: unknown) => Promise<never> {
  return async (error) => {
    await copies.abandon();
    throw error;
  };
}

async function fetchNew(follower: Follower): Promise<Pulled> {
  const { copies, queue } = follower;
  const view = await copies.begin();
  const copied = await bootstrap(view, follower.wire, follower.told);
  if (copied.kind !== 'copied') return copied;
  const pulled = await follow(follower, view);
  if (pulled.kind === 'reset') await copies.abandon();
  if (pulled.kind !== 'current') return pulled;
  await layPending(queue, view);
  await copies.swap();
  follower.told(null);
  return pulled;
}

/** Follows the feed until nothing is newer. */
async function follow(follower: Follower, view: ViewStore): Promise<Pulled> {
  const { queue } = follower;
  for (;;) {
    const own = await queue.lane();
    const { cursor, site: here } = await standingOf(queue, view, own);
    const site = protocolFor(own) > OLDEST_PROTOCOL ? here : null;
    const { page, ended } = await nextPages(follower, { cursor, lane: own.lane, ...(site && { scope: { site: site.code } }) });
    if (page) await applyPage(view, { cursor, lane: own.lane }, page);
    if (ended) return ended;
    if (page && !page.more) return { kind: 'current', ...(own.epoch !== null && own.epoch !== page.epoch && { restored: true }) };
  }
}

/** Where the copy stands once everything of the queue is laid over it; most often it is already, and is looked at once. */
async function standingOf(queue: QueueStore, view: ViewStore, own: Lane): Promise<{ cursor: Cursor | null; site: Site | null }> {
  const look = () =>
    view.reading(async (copy) => {
      const [meta, site] = await Promise.all([copy.meta(), copy.site()]);
      return { ...meta, site };
    });
  const standing = await look();
  if (!isBehind(standing, own)) return standing;
  await layPending(queue, view);
  return look();
}

interface Fetched {
  /** What came, as one page; null: nothing did. */
  readonly page: Page | null;
  /** Why no more comes now. */
  readonly ended?: Exclude<Pulled, { kind: 'current' }>;
}

/**
 * The next pages as one, few enough to be held: each that is applied has everything judged again that still waits, so a
 * long queue that was just sent would be judged as often as its feed has pages. On a slow line every page is applied as it comes.
 */
async function nextPages({ queue, clock, wire }: Follower, ask: Omit<Pull, 'maxBytes'>): Promise<Fetched> {
  const began = clock.stamp().mono;
  let page: Page | null = null;
  for (let n = 0; n < PAGES_AT_ONCE; n++) {
    const sent = clock.stamp();
    const answer = await wire.pull({ ...ask, cursor: page?.upTo ?? ask.cursor, maxBytes: MOST_BYTES });
    if (!answer.ok) return { page, ended: answer.failure };
    const reply = answer.value;
    clock.learn(sent, reply.serverNow);
    if (reply.kind === 'reset') return { page, ended: { kind: 'reset', reset: reply.reset } };
    await keepVerdicts(
      queue,
      reply.entries.flatMap((entry) => (entry.verdict ? [entry.verdict] : [])),
      reply.epoch,
    );
    page = page ? { ...reply, entries: [...page.entries, ...reply.entries] } : reply;
    if (!reply.more || clock.stamp().mono - began > LONG_FETCH_MS) break;
  }
  return { page };
}
