import type { Failure, Wire } from '../queue/wire.ts';
import { FRESH_META, type SnapshotProgress } from './view-meta.ts';
import type { ViewStore } from './view-store.ts';

const PAGE_ROWS = 2000;

/** What a step towards a first copy came to. */
export type Copied = { readonly kind: 'copied' } | Failure;

/**
 * Fetches a first copy page by page into an empty view, each page with its progress in one transaction, so that a
 * killed app goes on where it stood. Ends with the cursor from which the feed must be pulled.
 */
export async function bootstrap(
  view: ViewStore,
  wire: Pick<Wire, 'snapshot'>,
  told: (progress: SnapshotProgress) => void,
): Promise<Copied> {
  for (;;) {
    const { cursor, snapshot } = await view.reading((copy) => copy.meta());
    if (cursor) return { kind: 'copied' };
    const answer = await wire.snapshot({ after: snapshot?.after ?? null, limit: PAGE_ROWS });
    if (!answer.ok) return answer.failure;
    const page = answer.value;
    if (snapshot && snapshot.epoch !== page.epoch) {
      // The server was restored in mid-copy: pages of two histories do not mix.
      await view.writing((copy) => copy.clear());
      continue;
    }
    const from = snapshot?.from ?? page.cursor;
    const progress = { epoch: page.epoch, from, after: page.next, done: (snapshot?.done ?? 0) + page.rows.length, total: page.total };
    await view.writing(async (copy) => {
      await copy.copyRows(page.rows);
      if (!page.next) await copy.nameRows();
      await copy.putMeta({ ...FRESH_META, snapshot: page.next && progress, cursor: page.next ? null : from });
    });
    told(progress);
  }
}
