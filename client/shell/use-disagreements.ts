import type { Anomaly } from '../../shared/domain/anomalies/anomaly.ts';
import type { DayIso } from '../../shared/domain/engine/time.ts';
import { gtinOf } from '../../shared/domain/lots/ids.ts';
import { type Explained, explainAnomaly, explainRefusal, type Look } from '../../shared/words/explain.ts';
import type { Language } from '../../shared/words/words.ts';
import { readOne } from '../local/merged-reads.ts';
import { itemOf, workersOf } from '../local/questions.ts';
import { useLocal } from '../local/use-local.ts';
import { useInbox } from '../local/use-reports.ts';
import type { ViewRows } from '../local/view-database.ts';
import type { QueuedReport } from '../queue/queued-report.ts';

/** One of this phone's reports that the server could not simply record, with both sides where there are two. */
export interface Disagreement {
  readonly report: QueuedReport;
  readonly said: Explained | null;
  readonly claims: readonly SidedClaim[];
}

export interface SidedClaim {
  readonly isMine: boolean;
  readonly workerName: string;
  readonly at: Anomaly['openedAt'];
  readonly error: number | null;
}

/** The inbox, each entry told in words; undefined until known. */
export function useDisagreements(language: Language, today: DayIso): readonly Disagreement[] | undefined {
  const reports = useInbox();
  const told = useLocal(
    async (view) => {
      const names = new Map((await workersOf(view)).map((worker) => [worker.id, worker.name]));
      const entries: Disagreement[] = [];
      for (const report of reports ?? []) entries.push(await tell(view, report, { language, today, names }));
      return entries;
    },
    [reports, language, today],
  );
  return told ?? reports?.map((report) => ({ report, said: null, claims: [] }));
}

interface Telling {
  readonly language: Language;
  readonly today: DayIso;
  readonly names: ReadonlyMap<string, string>;
}

async function tell(view: ViewRows, report: QueuedReport, { language, today, names }: Telling): Promise<Disagreement> {
  const flag = report.verdict?.flags.find((each) => each.anomaly !== undefined);
  const anomaly = flag?.anomaly ? await readOne(view, 'anomaly', flag.anomaly) : null;
  const gtin = anomaly?.item ?? (anomaly?.lot ? gtinOf(anomaly.lot) : null);
  const item = gtin && (await itemOf(view, gtin));
  const look: Look = { language, today, item, itemName: (wanted) => (item?.gtin === wanted ? item.name : null) };
  const broke = report.verdict?.broke;
  return {
    report,
    said: anomaly ? explainAnomaly(anomaly, look) : broke ? explainRefusal(broke, look) : null,
    claims: (anomaly?.claims ?? []).map((claim) => ({
      isMine: claim.command === report.id,
      workerName: names.get(claim.worker) ?? claim.worker,
      at: claim.at,
      error: claim.error,
    })),
  };
}
