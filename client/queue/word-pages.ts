import type { Table } from 'dexie';
import type { Verdict } from '../../shared/wire/verdict.ts';
import type { QueuedReport } from './queued-report.ts';

/** What the server said of many neighbouring reports, in one record. It counts for them before what they bear themselves. */
export interface WordPage {
  /** Number of the last report it is about. */
  readonly last: number;
  readonly words: readonly Word[];
}

interface Word {
  readonly seq: number;
  readonly head: string;
  readonly verdict: Verdict | null;
}

/** Fewer are written each by itself. */
const LEAST_IN_A_PAGE = 20;

/**
 * The server's word on the reports of one push. IndexedDB charges by the record: to write each of them again with its head
 * and verdict is most of what a long queue would cost the phone. Every call runs inside one transaction.
 */
export interface WordPages {
  /** The same reports, each with the word on it. */
  complete(reports: QueuedReport[]): Promise<QueuedReport[]>;
  /** Keeps head and verdict of these reports, in order; false when they are better written each by itself. */
  keep(reports: readonly QueuedReport[]): Promise<boolean>;
  /** What is written at these numbers bears its own word from here on. */
  forget(seqs: readonly number[]): Promise<void>;
  forgetUpTo(seq: number): Promise<void>;
}

export function wordPages(pages: Table<WordPage, number>): WordPages {
  /** The pages that may speak of numbers in this stretch; none holds what another does. */
  async function over(from: number, to: number): Promise<WordPage[]> {
    const first = await pages.where('last').aboveOrEqual(from).first();
    if (!first || first.last >= to) return first ? [first] : [];
    const inside = await pages.where('last').between(first.last, to, false, false).toArray();
    const end = await pages.where('last').aboveOrEqual(to).first();
    return [first, ...inside, ...(end ? [end] : [])];
  }

  async function drop(some: readonly WordPage[], isGone: (seq: number) => boolean): Promise<void> {
    for (const { last, words } of some) {
      const left = words.filter(({ seq }) => !isGone(seq));
      if (left.length === words.length) continue;
      const end = left.at(-1);
      if (end?.seq !== last) await pages.delete(last);
      if (end) await pages.put({ last: end.seq, words: left });
    }
  }

  async function forget(seqs: readonly number[]): Promise<void> {
    if (seqs.length === 0) return;
    const gone = new Set(seqs);
    await drop(await over(Math.min(...seqs), Math.max(...seqs)), (seq) => gone.has(seq));
  }

  return {
    async complete(reports) {
      const seqs = reports.map(({ seq }) => seq);
      if (seqs.length === 0) return reports;
      const found = (await over(Math.min(...seqs), Math.max(...seqs))).flatMap(({ words }) => words);
      if (found.length === 0) return reports;
      const wordAt = new Map(found.map((word) => [word.seq, word]));
      return reports.map((report) => withWord(report, wordAt.get(report.seq)));
    },

    async keep(reports) {
      const last = reports.at(-1);
      if (!last || reports.length < LEAST_IN_A_PAGE) return false;
      await forget(reports.map(({ seq }) => seq));
      await pages.put({ last: last.seq, words: reports.map(({ seq, head = '', verdict = null }) => ({ seq, head, verdict })) });
      return true;
    },

    forget,
    forgetUpTo: async (seq) => drop(await over(0, seq), (each) => each <= seq),
  };
}

function withWord(report: QueuedReport, word: Word | undefined): QueuedReport {
  if (!word) return report;
  const { head: _head, verdict: _verdict, ...bare } = report;
  return { ...bare, ...(word.head && { head: word.head }), ...(word.verdict && { verdict: word.verdict }) };
}
