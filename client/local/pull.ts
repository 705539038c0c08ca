import { dexieQueue } from '../queue/dexie-queue.ts';
import type { OutboxDatabase } from '../queue/outbox-database.ts';
import { dexieCopies } from './dexie-view.ts';
import { type Follower, followServer, type Pulled } from './follow-server.ts';
import type { Views } from './views.ts';

export interface Puller extends Omit<Follower, 'queue' | 'copies'> {
  readonly outbox: OutboxDatabase;
  readonly views: Views;
}

/** Brings this phone's copy of the stock up to date, or goes on fetching a first or a new one. */
export function pull({ outbox, views, ...rest }: Puller): Promise<Pulled> {
  return followServer({ ...rest, queue: dexieQueue(outbox), copies: dexieCopies(views) });
}
