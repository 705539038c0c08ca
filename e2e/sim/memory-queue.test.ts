import { randomUUID } from 'node:crypto';
import { queueStoreContract } from '../../client/queue/queue-store.contract.ts';
import { memoryQueue } from './memory-queue.ts';

queueStoreContract('memory', async () => {
  const queue = memoryQueue(randomUUID());
  return { queue, inbox: async () => [...queue.state().inbox.values()] };
});
