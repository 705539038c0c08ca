import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import { canonicalJson } from '../../shared/wire/canonical.ts';
import type { Sha256 } from './lane-head.ts';
import type { QueueStore } from './queue-store.ts';
import type { QueuedReport } from './queued-report.ts';
import type { ReportBody } from './report-body.ts';

export interface Enqueued {
  readonly seq: number;
  readonly id: CommandId;
}

/** A report that has no number yet. */
export type Unnumbered = Omit<QueuedReport, 'seq'>;

/**
 * A body made ready to be kept, its members in the order they are hashed in: a server that finds them so need not sort
 * them. Hashed before the transaction opens: awaiting anything else inside ends it.
 */
export async function unnumbered(sha256: Sha256, body: ReportBody): Promise<Unnumbered> {
  const text = canonicalJson(body);
  const bytes = new TextEncoder().encode(text).length;
  return { id: body.id, hash: await sha256(text), body: JSON.parse(text), bytes, enqueuedAt: body.clock.wall };
}

/**
 * Gives a report the lane's next number and keeps it, in one transaction, so that no number is ever skipped or used
 * twice. One that is here already stays as it is.
 */
export function keepReport(queue: QueueStore, report: Unnumbered): Promise<Enqueued> {
  return queue.writing(async () => {
    const [kept] = await queue.reportsOf([report.id]);
    if (kept) return { seq: kept.seq, id: kept.id };
    const lane = await queue.lane();
    const seq = lane.nextSeq;
    await queue.put([{ seq, ...report }]);
    await queue.putLane({ ...lane, nextSeq: seq + 1 });
    return { seq, id: report.id };
  });
}
