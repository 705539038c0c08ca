import { laneOf, type OutboxDatabase } from '../queue/outbox-database.ts';
import { replay } from './replay.ts';
import { metaOf, type ViewDatabase } from './view-database.ts';

/** Reports judged in one transaction, so that a long queue never keeps a scan waiting for its verdict. */
const STRIDE = 200;

/**
 * Lays over the view whatever the outbox holds and the overlay does not: after every scan, and at the start of an
 * app that was killed between keeping a report and showing it. Safe to run at any time and in several tabs.
 */
export async function catchUp(outbox: OutboxDatabase, view: ViewDatabase): Promise<void> {
  await adoptLane(outbox, view);
  for (;;) {
    const { cursor, overlaySeq } = await metaOf(view);
    if (!cursor) return;
    const reports = await outbox.commands.where('seq').above(overlaySeq).limit(STRIDE).toArray();
    const last = reports.at(-1);
    if (!last) return;
    await view.writing(async () => {
      const meta = await metaOf(view);
      await replay(
        view,
        reports.filter(({ seq }) => seq > meta.overlaySeq),
      );
      await view.meta.put({ ...meta, overlaySeq: Math.max(meta.overlaySeq, last.seq) });
    });
  }
}

/** After a re-key the view counts in the new lane: what the server had judged by this view's rev is in its rows already. */
async function adoptLane(outbox: OutboxDatabase, view: ViewDatabase): Promise<void> {
  const { lane } = await laneOf(outbox);
  const { cursor, lane: known } = await metaOf(view);
  if (!cursor || known === lane) return;
  const taken = await outbox.commands.filter(({ verdict }) => verdict !== undefined && verdict.rev <= cursor.rev).last();
  const laneAck = taken?.seq ?? 0;
  await view.writing(async () => {
    await Promise.all([view.overlay.clear(), view.acts.clear()]);
    await view.meta.put({ ...(await metaOf(view)), lane, laneAck, overlaySeq: laneAck });
  });
}
