import type { JudgementRow } from '../../server/ledger/ledger.ts';
import { type ChangeFeed, type FeedRow, feedLink } from '../../server/sync/change-feed.ts';
import { GENESIS } from '../../shared/wire/canonical.ts';
import type { FeedEntry } from '../../shared/wire/feed.ts';
import type { MemoryDisk } from './memory-disk.ts';
import { ledgerTables, wordOf } from './memory-ledger.ts';
import { Forbidden } from './memory-stock.ts';

interface Entry {
  readonly row: FeedRow;
  readonly chain: string;
}

/** The feed in memory; its links are the server's own. */
export function memoryFeed(disk: MemoryDisk): ChangeFeed {
  const entries = disk.table<number, Entry>('feed');
  const { judgements } = ledgerTables(disk);
  /** The newest rev, and the oldest that is still there. */
  const ends = disk.table<'newest' | 'oldest', number>('feed-ends');
  const newest = () => ends.get('newest') ?? 0;
  const oldest = () => ends.get('oldest') ?? 1;
  return {
    tip: () => ({ rev: newest(), chain: entries.get(newest())?.chain ?? GENESIS }),
    floor: () => (oldest() === 1 ? 0 : oldest()),
    drop: (keepFrom, most) => {
      const upTo = Math.min(keepFrom, oldest() + most, newest());
      const gone = Math.max(0, upTo - oldest());
      for (let rev = oldest(); rev < upTo; rev++) entries.delete(rev);
      if (gone > 0) ends.set('oldest', upTo);
      return gone;
    },
    chainAt: (rev) => (rev === 0 ? GENESIS : (entries.get(rev)?.chain ?? null)),
    append: (previous, row) => {
      if (row.rev !== newest() + 1) throw new Forbidden(`rev ${row.rev} is not the next`);
      const chain = feedLink(previous, row);
      entries.set(row.rev, { row, chain });
      ends.set('newest', row.rev);
      return chain;
    },
    page: (after, maxBytes) => {
      const page: FeedEntry[] = [];
      let bytes = 0;
      for (let rev = Math.max(after + 1, oldest()); rev <= newest(); rev++) {
        const entry = entries.get(rev);
        if (!entry) break;
        const judged = judgements.get(rev);
        bytes += entry.row.changes.length + (judged?.verdict.length ?? 0);
        if (page.length > 0 && bytes > maxBytes) break;
        page.push(entryOf(entry, judged));
      }
      return page;
    },
  };
}

function entryOf(entry: Entry, judged: JudgementRow | undefined): FeedEntry {
  const { row, chain } = entry;
  const { rev, lane, seq } = row;
  const told = { rev, chain, changes: changesOf(entry) };
  if (lane === null || seq === null || judged === undefined) return told;
  return { ...told, lane, seq, verdict: wordOf(judged).verdict };
}

const changesByEntry = new WeakMap<Entry, FeedEntry['changes']>();

/** What an entry tells. It never changes, so its text is read once, whoever pulls it. */
function changesOf(entry: Entry): FeedEntry['changes'] {
  const known = changesByEntry.get(entry);
  if (known) return known;
  const changes: FeedEntry['changes'] = JSON.parse(entry.row.changes);
  changesByEntry.set(entry, changes);
  return changes;
}
