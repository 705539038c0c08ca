import type { QueueStore } from './queue-store.ts';

/**
 * Every report still kept waits again, as if the server had never said it has it: it recognises them by id, and says how
 * each of them stands now. Its word may have been changed where this phone did not hear of it.
 */
export async function sendAgain(queue: QueueStore): Promise<void> {
  await queue.writing(async () => {
    const lane = await queue.lane();
    const { seq, head } = lane.keptFrom;
    if (seq < lane.ackedSeq) await queue.putLane({ ...lane, ackedSeq: seq, ackedHead: head });
  });
}
