import { freshLane } from './lane.ts';
import type { QueueStore } from './queue-store.ts';

/**
 * Another phone used this lane too (a cloned phone): every report still kept moves to a lane of its own, numbered
 * from 1 without gaps. Ids and hashes stay, so what the server already has it only recognises again.
 */
export async function rekeyLane(queue: QueueStore, from: string, to: string): Promise<void> {
  await queue.writing(async () => {
    const lane = await queue.lane();
    if (lane.lane !== from) return;
    const kept = await queue.reportsAfter(0);
    const by = (kept[0]?.seq ?? lane.nextSeq) - 1;
    await queue.removeUpTo(lane.nextSeq);
    await queue.put(kept.map(({ head: _, ...report }) => ({ ...report, seq: report.seq - by })));
    await queue.putLane({ ...freshLane(to), nextSeq: lane.nextSeq - by, ...(lane.speaks && { speaks: lane.speaks }) });
  });
}
