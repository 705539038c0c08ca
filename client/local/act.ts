import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import type { Effect } from '../../shared/domain/engine/effect.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { ReportBody } from '../queue/report-body.ts';

/** One of this phone's reports as judged here: what a void undoes. Pending while its seq is above `laneAck`. */
export interface Act {
  readonly seq: number;
  readonly id: CommandId;
  readonly body: ReportBody;
  readonly at: EpochMs;
  readonly effects: readonly Effect[];
  /** The server's rows hold it already, by way of another lane: this phone was copied. */
  readonly isServed?: true;
}
