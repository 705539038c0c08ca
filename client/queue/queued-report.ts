import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import type { CommandBody } from '../../shared/wire/envelope.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import type { ReportBody } from './report-body.ts';

/** One queued report. `head`: the lane's head after it, kept once the server has taken it. */
export interface QueuedReport {
  readonly seq: number;
  readonly id: CommandId;
  readonly hash: string;
  readonly body: ReportBody;
  /** What is sent in its place when the server cannot read it; `hash` is then of this. */
  readonly sent?: CommandBody;
  readonly bytes: number;
  readonly enqueuedAt: number;
  readonly head?: string;
  readonly verdict?: Verdict;
  /** When the server said it happened, before it was restored. */
  readonly told?: Pick<Verdict, 'occurredAt' | 'error'>;
}

/** A verdict a person should look at; gone once it is seen or the server has changed its mind. */
export interface InboxEntry {
  readonly id: CommandId;
  readonly at: number;
  readonly verdict: Verdict;
}
