import { presentAll, presentOnce } from './certificates.ts';
import { handOverDecisions } from './decisions.ts';
import { dexieHost } from './dexie-queue.ts';
import type { OutboxDatabase } from './outbox-database.ts';
import { type Pushed, type Pusher, pushOnce } from './push-once.ts';
import type { Wire } from './wire.ts';

export interface KnownPusher extends Pick<Pusher, 'clock' | 'build' | 'cursor'> {
  readonly outbox: OutboxDatabase;
  readonly wire: Pick<Wire, 'push' | 'present'>;
}

/**
 * One push to a server that may have been restored. Before anything is handed over again the server is shown who this
 * phone is and who signed in on it, and the decisions made here join the queue.
 */
export async function pushKnown(pusher: KnownPusher, most: number, greet = false): Promise<Pushed> {
  const { outbox, wire } = pusher;
  const failure = await presentOnce(outbox, wire.present);
  if (failure !== null) return failure;
  await handOverDecisions(outbox);
  const pushed = await pushOnce({ ...dexieHost(outbox), ...pusher }, most, greet);
  // Not known here: the next try comes after the server has seen the certificates.
  if (pushed.kind === 'refused' && pushed.field === 'deviceId') await presentAll(outbox, wire.present);
  return pushed;
}
