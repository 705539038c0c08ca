import type { OutboxDatabase } from './outbox-database.ts';

const SETTING = 'restarts';
const MOST = 20;

/** When the watchdog started the drainer anew, oldest first, phone's wall time. */
export async function restartsOf(outbox: OutboxDatabase): Promise<readonly number[]> {
  return ((await outbox.settings.get(SETTING))?.value as readonly number[] | undefined) ?? [];
}

export async function noteRestart(outbox: OutboxDatabase, wall: number): Promise<void> {
  const value = [...(await restartsOf(outbox)), wall].slice(-MOST);
  await outbox.settings.put({ name: SETTING, value });
}
