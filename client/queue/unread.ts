import type { OutboxDatabase } from './outbox-database.ts';
import { type QueueState, showQueue } from './queue-state.ts';

const SETTING = 'unread';

/** What a worker must have read before it goes from the screen. */
export type Unread = Pick<QueueState, 'told' | 'lost'>;

const NOTHING: Unread = { told: null, lost: 0 };

/** Kept beside the queue: an app that is closed and opened again still has it to say. */
export async function unreadOf(outbox: OutboxDatabase): Promise<Unread> {
  return { ...NOTHING, ...((await outbox.settings.get(SETTING))?.value as Partial<Unread> | undefined) };
}

/** Shows something to be read, or that it was. */
export async function putUnread(outbox: OutboxDatabase, part: Partial<Unread>): Promise<void> {
  showQueue(part);
  await outbox.transaction('rw', outbox.settings, async () => {
    await outbox.settings.put({ name: SETTING, value: { ...(await unreadOf(outbox)), ...part } });
  });
}
