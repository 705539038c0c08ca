import type { Failure, Wire } from '../queue/wire.ts';
import { copyServerRows, nameServerRows } from './server-rows.ts';
import { FRESH_META, metaOf, type SnapshotProgress, type ViewDatabase } from './view-database.ts';

const PAGE_ROWS = 2000;

/** What a step towards a first copy came to. */
export type Copied = { readonly kind: 'copied' } | Failure;

/**
 * Fetches a first copy page by page into an empty view, each page with its progress in one transaction, so that a
 * killed app goes on where it stood. Ends with the cursor from which the feed must be pulled.
 */
export async function bootstrap(
  view: ViewDatabase,
  wire: Pick<Wire, 'snapshot'>,
  told: (progress: SnapshotProgress) => void,
): Promise<Copied> {
  for (;;) {
    const { cursor, snapshot } = await metaOf(view);
    if (cursor) return { kind: 'copied' };
    const answer = await wire.snapshot({ after: snapshot?.after ?? null, limit: PAGE_ROWS });
    if (!answer.ok) return answer.failure;
    const page = answer.value;
    if (snapshot && snapshot.epoch !== page.epoch) {
      await startOver(view);
      continue;
    }
    const from = snapshot?.from ?? page.cursor;
    const progress = { epoch: page.epoch, from, after: page.next, done: (snapshot?.done ?? 0) + page.rows.length, total: page.total };
    await view.writing(async () => {
      await copyServerRows(view, page.rows);
      if (!page.next) await nameServerRows(view);
      await view.meta.put({ ...FRESH_META, snapshot: page.next && progress, cursor: page.next ? null : from });
    });
    told(progress);
  }
}

/** The server was restored in mid-copy: pages of two histories do not mix. */
async function startOver(view: ViewDatabase): Promise<void> {
  await view.writing(async () => {
    await Promise.all(view.tables.map((table) => table.clear()));
  });
}
