import type { Compare, CompareReply } from '../../shared/wire/compare.ts';
import { rowsText } from '../../shared/wire/rows-text.ts';
import { sha256 } from '../ledger/chain.ts';
import { readShelf, shelvesOf } from './snapshot.ts';
import type { SyncParts } from './sync-parts.ts';

/** Rows compared at once: about a millisecond's work, so that no push waits. */
const ROWS = 200;

/**
 * The digest a phone holds its own rows against, a stretch of one kind at a time. Only a phone that stands exactly where
 * the feed ends can compare: the rows are as new as that.
 */
export function rowComparer(parts: SyncParts): (asked: Compare) => CompareReply {
  const shelves = shelvesOf(parts);
  return ({ cursor, thing, after }) => {
    const { rev, chain } = parts.feed.tip();
    if (cursor.epoch !== parts.meta.epoch() || cursor.rev !== rev || cursor.chain !== chain) return { kind: 'moved' };
    const rows = readShelf(shelves, thing, after, ROWS).map(({ key, after: value }) => ({ key, value }));
    const through = rows.length < ROWS ? null : (rows.at(-1)?.key ?? null);
    return { kind: 'rows', through, digest: sha256(rowsText(rows)) };
  };
}
