import { dexieQueue } from '../queue/dexie-queue.ts';
import type { OutboxDatabase } from '../queue/outbox-database.ts';
import type { Wire } from '../queue/wire.ts';
import { sameAsServer } from './compare-copy.ts';
import { dexieCopies } from './dexie-view.ts';
import { type Follower, followServer, type Pulled } from './follow-server.ts';
import { hearAgain, noteSkip } from './hear-again.ts';
import type { Views } from './views.ts';

export interface Puller extends Omit<Follower, 'queue' | 'copies' | 'wire'> {
  readonly outbox: OutboxDatabase;
  readonly views: Views;
  readonly wire: Pick<Wire, 'pull' | 'snapshot' | 'compare' | 'secondThoughts'>;
}

/**
 * Brings this phone's copy of the stock up to date, or goes on fetching a first or a new one. Now and then a stretch of a
 * copy that is up to date is held against the server's: one that differs is replaced, and answers until it is.
 */
export async function pull({ outbox, views, ...rest }: Puller): Promise<Pulled> {
  await noteSkip(outbox, views);
  const pulled = await followServer({ ...rest, queue: dexieQueue(outbox), copies: dexieCopies(views) });
  if (pulled.kind === 'current') await hearAgain(outbox, rest.wire);
  if (pulled.kind !== 'current' || (await sameAsServer({ outbox, views, wire: rest.wire }, rest.clock.stamp().wall))) return pulled;
  await views.begin();
  return { kind: 'reset', reset: 'diverged' };
}
