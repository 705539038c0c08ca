import { freshLane } from './lane.ts';
import type { QueueStore } from './queue-store.ts';

/**
 * Another phone used this lane too (a cloned phone), or it cannot be gone on with: every report still kept moves to a lane of its own, numbered
 * from 1 without gaps. Ids and hashes stay, so what the server already has it only recognises again.
 */
export async function rekeyLane(queue: QueueStore, from: string, to: string): Promise<void> {
  await queue.writing(async () => {
    const lane = await queue.lane();
    if (lane.lane !== from) return;
    const kept = await queue.reportsAfter(0);
    await queue.removeUpTo(lane.nextSeq);
    await queue.put(kept.map(({ head: _, ...report }, index) => ({ ...report, seq: index + 1 })));
    await queue.putLane({ ...freshLane(to), nextSeq: kept.length + 1, movedFrom: from, ...(lane.speaks && { speaks: lane.speaks }) });
  });
}
