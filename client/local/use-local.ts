import { useLiveQuery } from 'dexie-react-hooks';
import { dexieQueue } from '../queue/dexie-queue.ts';
import { withHandle } from '../queue/handle.ts';
import { laneOf, type Shift } from '../queue/outbox-database.ts';
import type { QueuedReport } from '../queue/queued-report.ts';
import { thisPhone } from './phone.ts';
import type { ViewDatabase } from './view-database.ts';

/** Asks this phone's copy of the stock once, all reads at one moment; null while there is none that can be read. */
export async function fromView<T>(question: (view: ViewDatabase) => Promise<T>): Promise<T | null> {
  const { outbox, views } = thisPhone();
  try {
    const view = await withHandle(outbox, () => views.current());
    return view && (await withHandle(view, () => view.reading(() => question(view))));
  } catch {
    return null;
  }
}

/** The same, kept up to date; undefined until the first answer. `deps`: what the question depends on. */
export function useLocal<T>(question: (view: ViewDatabase) => Promise<T>, deps: readonly unknown[]): T | null | undefined {
  return useLiveQuery(async () => fromView(question), [...deps]);
}

/** Who is working with this phone; undefined until known, null: nobody. */
export function useShift(): Shift | null | undefined {
  return useLiveQuery(async () => (await thisPhone().outbox.shift.get('this')) ?? null, []);
}

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
