import type { HandOver } from '../../shared/wire/hand-over.ts';
import { certificatesOf } from './certificates.ts';
import { dexieHost } from './dexie-queue.ts';
import { type GiveOver, giveOver } from './give-over.ts';
import type { OutboxDatabase } from './outbox-database.ts';

/**
 * This phone's reports as another phone can carry them, with what vouches for the phone and for whoever scanned them: a server
 * that was restored may have forgotten both. Null when there are none.
 */
export async function handOverOf(
  outbox: OutboxDatabase,
  wish: { readonly what: GiveOver; readonly of: string; readonly at: number },
): Promise<HandOver | null> {
  const handOver = await giveOver(dexieHost(outbox), wish);
  if (!handOver) return null;
  const sessions = new Set(handOver.pieces.flatMap(({ bodies }) => bodies.map(({ actor }) => actor.session)));
  return { ...handOver, certificates: await certificatesOf(outbox, sessions) };
}
