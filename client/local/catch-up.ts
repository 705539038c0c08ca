import { laneOf, type OutboxDatabase } from '../queue/outbox-database.ts';
import type { QueuedReport } from '../queue/queued-report.ts';
import { clearOverlay } from './overlay.ts';
import { replay } from './replay.ts';
import { metaOf, type ViewDatabase } from './view-database.ts';

/** Reports judged in one transaction, so that a long queue never keeps a scan waiting for its verdict. */
const STRIDE = 200;

/**
 * Lays over the view whatever the outbox holds and the overlay does not: after every scan, and at the start of an
 * app that was killed between keeping a report and showing it. Safe to run at any time and in several tabs.
 */
export async function catchUp(outbox: OutboxDatabase, view: ViewDatabase): Promise<void> {
  for (;;) {
    const { cursor, lane, overlaySeq } = await metaOf(view);
    if (!cursor) return;
    const waiting = await outbox.transaction('r', outbox.lane, outbox.commands, async () => {
      const reports = await outbox.commands.where('seq').above(overlaySeq).limit(STRIDE).toArray();
      return { lane: (await laneOf(outbox)).lane, reports };
    });
    if (waiting.lane !== lane) await adoptLane(outbox, view, { lane: waiting.lane, rev: cursor.rev });
    else if (waiting.reports.length === 0) return;
    else await layOver(view, waiting.reports);
  }
}

async function layOver(view: ViewDatabase, reports: readonly QueuedReport[]): Promise<void> {
  await view.writing(async () => {
    const meta = await metaOf(view);
    const fresh = reports.filter(({ seq }) => seq > meta.overlaySeq);
    await replay(view, fresh);
    await view.meta.put({ ...meta, overlaySeq: fresh.at(-1)?.seq ?? meta.overlaySeq });
  });
}

/** After a re-key the view counts in the new lane: what the server had judged by this view's rev is in its rows already. */
async function adoptLane(outbox: OutboxDatabase, view: ViewDatabase, { lane, rev }: { lane: string; rev: number }): Promise<void> {
  const taken = await outbox.commands.filter(({ verdict }) => verdict !== undefined && verdict.rev <= rev).last();
  const laneAck = taken?.seq ?? 0;
  await view.writing(async () => {
    await Promise.all([clearOverlay(view), view.acts.clear()]);
    await view.meta.put({ ...(await metaOf(view)), lane, laneAck, overlaySeq: laneAck });
  });
}
