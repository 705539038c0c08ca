import { dexieQueue } from './dexie-queue.ts';
import { type Rescue, withHandle } from './handle.ts';
import { type Enqueued, keepReport, unnumbered } from './keep-report.ts';
import { sha256Hex } from './lane-head.ts';
import type { OutboxDatabase } from './outbox-database.ts';
import type { ReportBody } from './report-body.ts';

/** Keeps one report for ever: resolves only after the disk has it, else throws NotSaved. */
export async function enqueue(outbox: OutboxDatabase, body: ReportBody, rescue: Rescue = {}): Promise<Enqueued> {
  const report = await unnumbered(sha256Hex, body);
  return withHandle(outbox, () => keepReport(dexieQueue(outbox), report), rescue);
}
