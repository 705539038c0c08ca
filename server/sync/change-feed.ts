import { GENESIS } from '../../shared/wire/canonical.ts';
import type { FeedEntry } from '../../shared/wire/feed.ts';
import type { Cursor } from '../../shared/wire/push.ts';
import type { SqliteDatabase } from '../db/open-database.ts';
import { link } from '../ledger/chain.ts';

/** Everything one rev changed, as phones read it. `changes` is the JSON text of a list of `ViewChange`s. */
export interface FeedRow {
  readonly rev: number;
  readonly lane: string | null;
  readonly seq: number | null;
  readonly changes: string;
}

export type FeedPlace = Pick<Cursor, 'rev' | 'chain'>;

export interface ChangeFeed {
  /** The newest rev and its link; rev 0 before anything happened. */
  tip(): FeedPlace;
  /** The oldest rev a cursor may stand at: what came right after it is still there. */
  floor(): number;
  /** The link at a rev; null when there is no such entry (any more). */
  chainAt(rev: number): string | null;
  /** The entry of the next rev; throws when it is any other. */
  append(previous: string, row: FeedRow): string;
  /**
   * Lets go of at most so many of the oldest entries, none from `keepFrom` on; returns how many went. The newest stays in
   * any case: the chain goes on from it.
   */
  drop(keepFrom: number, most: number): number;
  /** Entries after a rev, at least one if there is one, until their text exceeds the bytes. */
  page(after: number, maxBytes: number): FeedEntry[];
}

export function feedLink(previous: string, row: FeedRow): string {
  return link(previous, [row.rev, row.lane, row.seq, row.changes]);
}

interface StoredEntry extends FeedRow {
  readonly chain: string;
  readonly verdict: string | null;
}

export function changeFeed(db: SqliteDatabase): ChangeFeed {
  const tip = db.prepare<[], FeedPlace>('SELECT rev, chain FROM feed ORDER BY rev DESC LIMIT 1');
  const first = db.prepare<[], number>('SELECT rev FROM feed ORDER BY rev LIMIT 1').pluck();
  const chainAt = db.prepare<[number], string>('SELECT chain FROM feed WHERE rev = ?').pluck();
  const append = db.prepare<unknown[]>('INSERT INTO feed (rev, lane, seq, changes, chain) VALUES (?, ?, ?, ?, ?)');
  const after = db.prepare<[number], StoredEntry>(
    `SELECT feed.rev, lane, seq, changes, feed.chain, verdict FROM feed LEFT JOIN judgement ON judgement.rev = feed.rev
     WHERE feed.rev > ? ORDER BY feed.rev`,
  );
  const drop = db.prepare<[number, number]>(
    'DELETE FROM feed WHERE rev IN (SELECT rev FROM feed WHERE rev < min(?, (SELECT max(rev) FROM feed)) ORDER BY rev LIMIT ?)',
  );
  return {
    tip: () => tip.get() ?? { rev: 0, chain: GENESIS },
    floor: () => {
      const rev = first.get() ?? 1;
      return rev === 1 ? 0 : rev;
    },
    chainAt: (rev) => (rev === 0 ? GENESIS : (chainAt.get(rev) ?? null)),
    append: (previous, row) => {
      if (row.rev !== (tip.get()?.rev ?? 0) + 1) throw new Error(`rev ${row.rev} is not the next`);
      const chain = feedLink(previous, row);
      append.run(row.rev, row.lane, row.seq, row.changes, chain);
      return chain;
    },
    drop: (keepFrom, most) => drop.run(keepFrom, most).changes,
    page: (rev, maxBytes) => {
      const entries: FeedEntry[] = [];
      let bytes = 0;
      for (const row of after.iterate(rev)) {
        bytes += row.changes.length + (row.verdict?.length ?? 0);
        if (entries.length > 0 && bytes > maxBytes) break;
        entries.push(entryOf(row));
      }
      return entries;
    },
  };
}

function entryOf({ rev, chain, changes, lane, seq, verdict }: StoredEntry): FeedEntry {
  const entry = { rev, chain, changes: JSON.parse(changes) };
  if (lane === null || seq === null || verdict === null) return entry;
  return { ...entry, lane, seq, verdict: JSON.parse(verdict) };
}
