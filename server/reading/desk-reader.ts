import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { SqliteDatabase } from '../db/open-database.ts';
import { type DeskReads, deskReads } from './desk-reads.ts';

type Name = keyof DeskReads;

/** Answers dashboards. */
export interface DeskReader {
  read<N extends Name>(name: N, input: Parameters<DeskReads[N]>[0], now: EpochMs): Promise<ReturnType<DeskReads[N]>>;
  close(): Promise<void>;
}

/** Reads on a connection that is open already: for whoever has nobody to keep waiting. */
export function readHere(db: SqliteDatabase): DeskReader {
  const reads = deskReads(db);
  return {
    read: async (name, input, now) => answerOf(reads, { name, input, now }) as never,
    close: async () => undefined,
  };
}

/** A question on its way to the thread that answers it. */
export interface DeskQuestion {
  readonly name: Name;
  readonly input: unknown;
  readonly now: EpochMs;
}

/** What a question is answered with: `read` has checked that name and input belong together. */
export function answerOf(reads: DeskReads, { name, input, now }: DeskQuestion): unknown {
  const read = reads[name] as (input: unknown, now: EpochMs) => unknown;
  return read(input, now);
}
