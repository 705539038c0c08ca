import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { dexieQueue } from './dexie-queue.ts';
import { keepReport, unnumbered } from './keep-report.ts';
import { sha256Hex } from './lane-head.ts';
import { laneOf, type OutboxDatabase } from './outbox-database.ts';
import type { ReportBody } from './report-body.ts';

/** What the server said when it booked an act. */
export interface Booked {
  readonly epoch: string;
  readonly rev: number;
  readonly occurredAt: EpochMs;
  /** Newest rev inside a verified backup. */
  readonly durable: number;
}

/** Keeps what was booked, and lets go of what a backup holds by now. */
export async function keepDecision(
  outbox: OutboxDatabase,
  body: ReportBody,
  { epoch, rev, occurredAt: at, durable }: Booked,
): Promise<void> {
  await outbox.transaction('rw', outbox.decisions, async () => {
    await outbox.decisions.filter((kept) => kept.epoch === epoch && kept.rev <= durable).delete();
    await outbox.decisions.put({ id: body.id, body, epoch, rev, at });
  });
}

/**
 * A server of another history may have forgotten decisions: they join the queue, in the order they were made, and go up
 * like any report. One that the server still has it only recognises again, by its id. Returns how many joined.
 */
export async function handOverDecisions(outbox: OutboxDatabase): Promise<number> {
  if ((await outbox.decisions.count()) === 0) return 0;
  const { epoch } = await laneOf(outbox);
  if (epoch === null) return 0;
  const due = (await outbox.decisions.orderBy('at').toArray()).filter((kept) => kept.epoch !== epoch);
  for (const { id, body, at } of due) {
    const told = { occurredAt: at, error: 0 };
    await keepReport(dexieQueue(outbox), { ...(await unnumbered(sha256Hex, body)), told });
    await outbox.decisions.delete(id);
  }
  return due.length;
}
