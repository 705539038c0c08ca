import { freshLane, laneOf, type OutboxDatabase } from './outbox-database.ts';

/**
 * Another phone used this lane too (a cloned phone): every report still kept moves to a lane of its own, numbered
 * from 1 without gaps. Ids and hashes stay, so what the server already has it only recognises again.
 */
export async function rekeyLane(outbox: OutboxDatabase, from: string, to: string): Promise<void> {
  await outbox.transaction('rw', outbox.lane, outbox.commands, async () => {
    const lane = await laneOf(outbox);
    if (lane.lane !== from) return;
    const kept = await outbox.commands.orderBy('seq').toArray();
    const by = (kept[0]?.seq ?? lane.nextSeq) - 1;
    await outbox.commands.clear();
    await outbox.commands.bulkAdd(kept.map(({ head: _, ...row }) => ({ ...row, seq: row.seq - by })));
    await outbox.lane.put({ ...freshLane(to), nextSeq: lane.nextSeq - by });
  });
}
