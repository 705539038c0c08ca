import { dexieQueue } from '../queue/dexie-queue.ts';
import type { OutboxDatabase } from '../queue/outbox-database.ts';
import { dexieView } from './dexie-view.ts';
import { layPending } from './lay-pending.ts';
import type { ViewDatabase } from './view-database.ts';

/** Lays over this phone's view whatever its outbox holds and the overlay does not. */
export function catchUp(outbox: OutboxDatabase, view: ViewDatabase): Promise<void> {
  return layPending(dexieQueue(outbox), dexieView(view));
}
