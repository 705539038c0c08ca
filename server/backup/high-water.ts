import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { hexHashSchema } from '../../shared/wire/ids.ts';
import type { MetaStore } from '../db/meta-store.ts';
import type { ChangeFeed } from '../sync/change-feed.ts';

const markSchema = z.object({ epoch: z.string().min(1), rev: z.int().nonnegative(), chain: hexHashSchema });

/** How far the database once was: its history, newest rev and link. */
export type HighWater = z.output<typeof markSchema>;

/** The mark beside the database. It may lag behind the database by seconds, and is never ahead of what was committed. */
export interface HighWaterMark {
  /** null: there is none, or none that can be read. Either way there is nothing to compare with. */
  read(): HighWater | null;
  /** Replaces the mark whole; not flushed, so that it costs a push nothing. One that cannot be written only tells less. */
  write(mark: HighWater): void;
}

export function highWaterMark(dataDir: string): HighWaterMark {
  const path = join(dataDir, 'high-water.json');
  return {
    read: () => {
      try {
        return markSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
      } catch {
        return null;
      }
    },
    write: (mark) => {
      try {
        writeFileSync(`${path}.new`, JSON.stringify(mark), { mode: 0o600 });
        renameSync(`${path}.new`, path);
      } catch {
        // The database itself says when the disk is full.
      }
    },
  };
}

/** Whether a database is not the one its mark was made for: an older copy, or another, was put in its place by hand. */
export function isPutBack(
  mark: HighWater | null,
  { meta, feed, before }: { meta: MetaStore; feed: ChangeFeed; before: string | null },
): boolean {
  if (mark === null) return false;
  // A crash between a new history and its mark: the database is the newer of the two.
  if (mark.epoch === before) return false;
  if (mark.epoch !== meta.epoch() || mark.rev > feed.tip().rev) return true;
  return mark.rev >= feed.floor() && feed.chainAt(mark.rev) !== mark.chain;
}
