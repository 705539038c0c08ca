import type { Lane } from '../queue/lane.ts';
import type { QueueStore } from '../queue/queue-store.ts';
import type { QueuedReport } from '../queue/queued-report.ts';
import { replay } from './replay.ts';
import type { ViewMeta } from './view-meta.ts';
import type { ViewStore } from './view-store.ts';

/** Reports judged in one transaction, so that a long queue never keeps a scan waiting for its verdict. */
const STRIDE = 200;

/**
 * Lays over the view whatever the queue holds and the overlay does not: after every scan, and at the start of an
 * app that was killed between keeping a report and showing it. Safe to run at any time and in several tabs.
 */
export async function layPending(queue: QueueStore, view: ViewStore): Promise<void> {
  for (;;) {
    const { cursor, lane, overlaySeq } = await view.reading((copy) => copy.meta());
    if (!cursor) return;
    const waiting = await queue.reading(async () => {
      const reports = await queue.reportsAfter(overlaySeq, STRIDE);
      return { lane: await queue.lane(), reports };
    });
    if (waiting.lane.lane !== lane) await adoptLane(queue, view, waiting.lane);
    else if (waiting.reports.length === 0) return;
    else await layOver(view, waiting.reports);
  }
}

/** Whether something of the queue is not laid over a copy yet. */
export function isBehind({ cursor, lane, overlaySeq }: ViewMeta, { lane: now, nextSeq }: Lane): boolean {
  return cursor !== null && (lane !== now || overlaySeq < nextSeq - 1);
}

async function layOver(view: ViewStore, reports: readonly QueuedReport[]): Promise<void> {
  await view.writing(async (copy) => {
    const meta = await copy.meta();
    const fresh = reports.filter(({ seq }) => seq > meta.overlaySeq);
    await replay(copy, fresh);
    await copy.putMeta({ ...meta, overlaySeq: fresh.at(-1)?.seq ?? meta.overlaySeq });
  });
}

/**
 * After a re-key the view counts in the new lane: what the server had judged by this view's rev is in its rows already.
 * A new copy asks the server instead, with its first page: verdicts may be those of a history that has ended.
 */
async function adoptLane(queue: QueueStore, view: ViewStore, { lane, epoch, movedFrom }: Lane): Promise<void> {
  const reports = await queue.reportsAfter(0);
  await view.writing(async (copy) => {
    const meta = await copy.meta();
    // Another tab, or another trigger in this one, was quicker, and what it laid over may have been told since.
    if (meta.lane === lane) return;
    const isToldSoon = meta.lane === null && (epoch !== null || movedFrom === undefined);
    const rev = meta.cursor?.rev ?? 0;
    const held = isToldSoon ? undefined : reports.findLast(({ verdict }) => verdict !== undefined && verdict.rev <= rev);
    const laneAck = held?.seq ?? 0;
    await Promise.all([copy.clearOverlay(), copy.removeActsUpTo(Number.MAX_SAFE_INTEGER)]);
    await copy.putMeta({ ...meta, lane, laneAck, overlaySeq: laneAck });
  });
}
