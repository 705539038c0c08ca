import { useLiveQuery } from 'dexie-react-hooks';
import { dexieQueue } from '../queue/dexie-queue.ts';
import { laneOf } from '../queue/outbox-database.ts';
import type { QueuedReport } from '../queue/queued-report.ts';
import { thisPhone } from './phone.ts';

/** Where a report stands: kept here, taken by the server, or judged by it. */
export type ReportState = 'saved' | 'sent' | 'recorded' | 'flagged' | 'parked';

export interface ReportCard {
  readonly report: QueuedReport;
  readonly state: ReportState;
}

/** The newest reports of this phone, newest first. */
export function useReports(most: number): readonly ReportCard[] | undefined {
  return useLiveQuery(async () => {
    const { outbox } = thisPhone();
    const lane = await laneOf(outbox);
    const reports = (await dexieQueue(outbox).reportsAfter(lane.nextSeq - 1 - most, most)).reverse();
    return reports.map((report) => ({ report, state: report.verdict?.outcome ?? (report.seq > lane.ackedSeq ? 'saved' : 'sent') }));
  }, [most]);
}

/** Reports the server flagged or parked and nobody has looked at yet, oldest first. */
export function useInbox(): readonly QueuedReport[] | undefined {
  return useLiveQuery(async () => {
    const { outbox } = thisPhone();
    const entries = await outbox.inbox.orderBy('at').toArray();
    const reports = await dexieQueue(outbox).reportsOf(entries.map((entry) => entry.id));
    return reports.sort((a, b) => a.seq - b.seq);
  }, []);
}
