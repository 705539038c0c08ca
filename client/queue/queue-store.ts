import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import type { Lane } from './lane.ts';
import type { InboxEntry, QueuedReport } from './queued-report.ts';

/**
 * What the queue's protocol needs of the place where reports are kept. A report's number is its key, its id belongs to
 * no other report; a write that would break either fails. One suite holds every host to this: `queue-store.contract.ts`.
 */
export interface QueueStore {
  /** Reads at one moment. `work` awaits this store and nothing else, or the browser ends the transaction early. */
  reading<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Nobody else reads or writes between the steps of `work`. All of it is on disk, strictly, once this resolves; when
   * `work` throws, none of it. Awaits this store and nothing else; not to be nested.
   */
  writing<T>(work: () => Promise<T>): Promise<T>;

  lane(): Promise<Lane>;
  putLane(lane: Lane): Promise<void>;

  /** Reports with a higher number, in order; at most `most`. */
  reportsAfter(seq: number, most?: number): Promise<QueuedReport[]>;
  reportAt(seq: number): Promise<QueuedReport | undefined>;
  /** Of these ids: the reports that are here, in any order. */
  reportsOf(ids: readonly CommandId[]): Promise<QueuedReport[]>;
  /** The last report of the unbroken run, from the oldest on, of reports that `goes`. */
  lastOfRun(goes: (report: QueuedReport) => boolean): Promise<QueuedReport | undefined>;
  /** Writes whole reports at their numbers, over what stood there. */
  put(reports: readonly QueuedReport[]): Promise<void>;
  /** Writes what the server said of reports that are here and otherwise as they were, in order: their heads and verdicts. */
  putWords(reports: readonly QueuedReport[]): Promise<void>;
  removeUpTo(seq: number): Promise<void>;

  putInInbox(entries: readonly InboxEntry[]): Promise<void>;
  takeFromInbox(ids: readonly CommandId[]): Promise<void>;
}
