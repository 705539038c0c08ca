import { type Lane, laneOf, type OutboxDatabase, type QueuedReport } from './outbox-database.ts';

const KEPT_MS = 14 * 86_400_000;
const MOST_KEPT = 20_000;

/**
 * Lets go of old reports from the lane's beginning: never one that a backup of the server might lack, and for 14 days
 * none at all unless the phone holds more than 20,000.
 */
export async function prune(outbox: OutboxDatabase, { durable, now }: { durable: number; now: number }): Promise<void> {
  await outbox.transaction('rw', outbox.lane, outbox.commands, async () => {
    const lane = await laneOf(outbox);
    const crowded = lane.nextSeq - 1 - lane.keptFrom.seq - MOST_KEPT;
    const goes = (row: QueuedReport) =>
      isDurable(row, lane, durable) && (row.enqueuedAt < now - KEPT_MS || row.seq - lane.keptFrom.seq <= crowded);
    const last = await lastOfRun(outbox, goes);
    if (!last?.head) return;
    await outbox.commands.where('seq').belowOrEqual(last.seq).delete();
    await outbox.lane.put({ ...lane, keptFrom: { seq: last.seq, head: last.head } });
  });
}

function isDurable(row: QueuedReport, lane: Lane, durable: number): boolean {
  return row.seq <= lane.ackedSeq && row.verdict !== undefined && row.verdict.rev <= durable;
}

/** The last report of the unbroken run from the oldest one on that may go. */
async function lastOfRun(outbox: OutboxDatabase, goes: (row: QueuedReport) => boolean): Promise<QueuedReport | undefined> {
  let last: QueuedReport | undefined;
  await outbox.commands
    .orderBy('seq')
    .until((row) => !goes(row))
    .each((row) => {
      last = row;
    });
  return last;
}
