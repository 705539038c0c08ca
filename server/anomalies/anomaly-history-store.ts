import type { Anomaly } from '../../shared/domain/anomalies/anomaly.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { SqliteDatabase } from '../db/open-database.ts';

/** One step in an anomaly's life; `command` null: the timed sweep took it. */
export interface AnomalyStep {
  readonly what: 'opened' | 'changed' | 'closed';
  readonly at: EpochMs;
  readonly command: string | null;
  readonly kind: string | null;
  readonly workerName: string | null;
  readonly reason: string | null;
}

interface Row {
  readonly command: string;
  readonly kind: string;
  readonly workerName: string;
  readonly at: EpochMs;
  readonly before: string | null;
  readonly after: string | null;
}

/** The acts that named it are found by its lot, and by the commands it says opened and closed it. */
const STEPS = `
SELECT ledger.id AS command, ledger.kind, ifnull(worker.name, ledger.worker) AS workerName, ledger.occurred_at AS at,
       effect.value -> 'before' AS before, effect.value -> 'after' AS after
FROM ledger JOIN judgement ON judgement.command = ledger.id, json_each(judgement.effects) AS effect
LEFT JOIN worker ON worker.id = ledger.worker
WHERE (ledger.rev IN (SELECT rev FROM ledger_touch WHERE name = 'lot ' || @lot) OR ledger.id IN (@openedBy, @closedBy))
  AND effect.value ->> 'thing' = 'anomaly' AND effect.value ->> 'key' = @id
ORDER BY judgement.rev, effect.key`;

export function anomalyHistoryStore(db: SqliteDatabase): (anomaly: Anomaly) => readonly AnomalyStep[] {
  const steps = db.prepare<[object], Row>(STEPS);
  return ({ id, lot, openedAt, openedBy, closedAt, closedBy, closedReason }) => {
    const taken = steps.all({ id, lot, openedBy, closedBy }).map(stepOf);
    const bySweep = { command: null, kind: null, workerName: null };
    const opening: AnomalyStep = { what: 'opened', at: openedAt, ...bySweep, reason: null };
    const all = taken.some(({ what }) => what === 'opened') ? taken : [opening, ...taken];
    if (closedAt === null || all.some(({ what }) => what === 'closed')) return all;
    return [...all, { what: 'closed', at: closedAt, ...bySweep, reason: closedReason }];
  };
}

function stepOf({ before, after, ...row }: Row): AnomalyStep {
  const was: Anomaly | null = before === null ? null : JSON.parse(before);
  const is: Anomaly | null = after === null ? null : JSON.parse(after);
  if (is === null || (is.closedAt !== null && was?.closedAt === null)) return { ...row, what: 'closed', reason: is?.closedReason ?? null };
  const isOpening = was === null || (was.closedAt !== null && is.closedAt === null);
  return { ...row, what: isOpening ? 'opened' : 'changed', reason: null };
}
