import { dexieQueue } from '../queue/dexie-queue.ts';
import type { OutboxDatabase } from '../queue/outbox-database.ts';
import type { Wire } from '../queue/wire.ts';
import { hearSecondThoughts } from './second-thoughts.ts';
import type { Views } from './views.ts';

const SETTING = 'hear-again';

/** Before a copy is fetched anew: the part of the feed it skips may have said otherwise of this phone's reports. Kept until it was heard. */
export async function noteSkip(outbox: OutboxDatabase, views: Views): Promise<void> {
  const [current, underWay] = await Promise.all([views.current(), views.underWay()]);
  if (current && !underWay) return;
  await outbox.settings.put({ name: SETTING, value: true });
}

/** Once the new copy answers: asks for the server's latest word on own reports. A server that does not know the call says nothing. */
export async function hearAgain(outbox: OutboxDatabase, wire: Pick<Wire, 'secondThoughts'>): Promise<void> {
  if (!(await outbox.settings.get(SETTING))) return;
  if (await hearSecondThoughts(dexieQueue(outbox), wire)) await outbox.settings.delete(SETTING);
}
