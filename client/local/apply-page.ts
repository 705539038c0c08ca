import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import type { PullReply } from '../../shared/wire/feed.ts';
import type { Cursor } from '../../shared/wire/push.ts';
import { replay } from './replay.ts';
import type { ViewMeta } from './view-meta.ts';
import type { ViewStore, ViewWrites } from './view-store.ts';

type Page = Extract<PullReply, { kind: 'page' }>;

/** Own reports kept for undoing after the server's rows hold them. */
const ACTS_KEPT = 200;

/**
 * Applies one page of the feed in one transaction: rows, cursor, and what of the overlay the rows now hold. The
 * reports still pending are judged again over the new rows. A page asked for from another cursor changes nothing.
 */
export async function applyPage(copy: ViewStore, asked: { cursor: Cursor | null; lane: string }, page: Page): Promise<void> {
  await copy.writing(async (view) => {
    const meta = await view.meta();
    if (meta.cursor?.rev !== asked.cursor?.rev || (meta.lane !== null && meta.lane !== asked.lane)) return;
    const changes = page.entries.flatMap((entry) => entry.changes);
    const laneAck = Math.max(meta.laneAck, page.laneAck);
    await view.writeRows(changes);
    if (laneAck > meta.laneAck) await view.removeActsUpTo(laneAck - ACTS_KEPT);
    if (changes.length > 0 || laneAck > meta.laneAck) await layAgain(view, laneAck, toldOf(page));
    await view.putMeta(after(meta, { lane: asked.lane, laneAck }, page));
  });
}

/** Only here is overlay dropped: rows that hold a report's effects have arrived, a mere receipt is not enough. */
async function layAgain(view: ViewWrites, laneAck: number, told: ReadonlySet<CommandId>): Promise<void> {
  const [acts] = await Promise.all([view.actsAfter(laneAck), view.clearOverlay()]);
  const pending = acts.filter(({ isServed }) => !isServed);
  const served = pending.filter(({ id }) => told.has(id));
  await view.putActs(served.map((act) => ({ ...act, isServed: true })));
  const waiting = pending.filter(({ id }) => !told.has(id));
  await replay(view, waiting);
}

/** What the server had judged by this page: also what a copy of this phone has sent, in the lane they shared. */
function toldOf({ entries }: Page): ReadonlySet<CommandId> {
  return new Set(entries.flatMap(({ verdict }) => (verdict ? [verdict.id] : [])));
}

function after(meta: ViewMeta, place: { lane: string; laneAck: number }, page: Page): ViewMeta {
  return {
    ...meta,
    ...place,
    cursor: page.upTo,
    overlaySeq: Math.max(meta.overlaySeq, place.laneAck),
    dataAsOf: page.more ? meta.dataAsOf : page.serverNow,
    durable: page.durable,
  };
}
