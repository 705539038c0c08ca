import { dexieQueue } from './dexie-queue.ts';
import { enrolledOutbox } from './paper-server.contract.ts';
import { queueStoreContract } from './queue-store.contract.ts';

queueStoreContract('the outbox', async () => {
  const outbox = await enrolledOutbox();
  return { queue: dexieQueue(outbox), inbox: () => outbox.inbox.toArray() };
});
