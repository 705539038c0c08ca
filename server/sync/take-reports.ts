import type { Site } from '../../shared/domain/bins/bin.ts';
import { comesBefore } from '../../shared/domain/engine/fold.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import { isStoreBroken } from '../db/broken-store.ts';
import type { RolesOf } from './people.ts';
import type { Pen } from './record.ts';
import type { Placed } from './report.ts';
import type { SyncParts } from './sync-parts.ts';
import { type Batch, type Care, TakeOneByOne, takeInTurn } from './take-in-turn.ts';
import { asTooLate, takeLate } from './take-late.ts';
import { broughtBy, hasForerunner } from './timeline.ts';

/** The reports of one push, in order, and whose word counts for what. */
interface Reports {
  readonly care: Care;
  readonly site: Site;
  readonly placed: readonly Placed[];
  readonly rolesOf: RolesOf;
}

/** Takes the reports of a push where they belong in judged order. None of them can keep the next from being taken. */
export function takeReports(parts: SyncParts, pen: Pen, reports: Reports): Verdict[] {
  const onRecord = parts.ledger.received(reports.placed.map(({ report }) => report.envelope.id));
  const batch = { ...reports, onRecord };
  if (!mayBeLate(parts, batch)) return takeInTurn(parts, pen, batch);
  return runsOf(batch).flatMap((placed) => takeRun(parts, pen, { ...batch, placed }));
}

/** Reports folded together: many share one slice, yet so few that what comes after them stays within bounds. */
const MOST_TOGETHER = 50;

/** Reports that can be folded together, side by side; what is on record already or cannot be read stands alone. */
function runsOf({ care, placed, onRecord }: Batch): readonly Placed[][] {
  const runs: Placed[][] = [];
  let ids: Set<string> | null = null;
  for (const each of placed) {
    const { decoded, envelope } = each.report;
    const joins = care === 'together' && decoded.command !== null && !onRecord.has(envelope.id);
    const run: Placed[] | undefined = joins && ids && ids.size < MOST_TOGETHER && !ids.has(envelope.id) ? runs.at(-1) : undefined;
    if (run) run.push(each);
    else runs.push([each]);
    ids = joins ? new Set([...(run && ids ? ids : []), envelope.id]) : null;
  }
  return runs;
}

function takeRun(parts: SyncParts, pen: Pen, batch: Batch): Verdict[] {
  const { care, placed, onRecord } = batch;
  const isNew = placed.every(({ report: { decoded, envelope } }) => decoded.command && !onRecord.has(envelope.id));
  const late = isNew ? attempt(care, () => pen.keeping(() => takeLateAlone(parts, pen, batch))) : null;
  if (late === 'too-late' && placed.length > 1) return halves(placed).flatMap((half) => takeRun(parts, pen, { ...batch, placed: half }));
  if (late === null || late === 'too-late') return takeInTurn(parts, pen, { ...batch, ...(late && { asLate: asTooLate }) });
  for (const [index, { rev }] of late.entries()) {
    const envelope = placed[index]?.report.envelope;
    if (envelope) onRecord.set(envelope.id, { rev, hash: envelope.hash });
  }
  return [...late];
}

function halves<T>(all: readonly T[]): readonly (readonly T[])[] {
  const middle = all.length >> 1;
  return [all.slice(0, middle), all.slice(middle)];
}

/** Taken one by one, each has a savepoint of its own. */
function takeLateAlone(parts: SyncParts, pen: Pen, batch: Batch): ReturnType<typeof takeLate> {
  return batch.care === 'together' ? takeLate(parts, pen, batch) : parts.atomically(() => takeLate(parts, pen, batch));
}

/** A report that cannot be put where it belongs is taken as it arrives. */
function attempt<T>(care: Care, work: () => T): T | 'too-late' {
  try {
    return work();
  } catch (error) {
    if (isStoreBroken(error)) throw error;
    if (care === 'together') throw new TakeOneByOne(String(error));
    return 'too-late';
  }
}

/** Whether anything comes after one of these on record, or has waited for what one of them brings. */
function mayBeLate({ ledger, order }: SyncParts, { placed, onRecord }: Batch): boolean {
  const fresh = placed.filter(({ report }) => report.decoded.command && !onRecord.has(report.envelope.id));
  if (hasForerunner(fresh.flatMap(({ report }) => report.decoded.command ?? []))) return true;
  const newest = fresh.length === 0 ? null : order.newest();
  if (!newest) return false;
  if (fresh.some(({ report: { happened, envelope } }) => comesBefore({ at: happened.at, id: envelope.id }, newest))) return true;
  return (
    order.waitingFor(fresh.flatMap(({ report: { decoded } }) => (decoded.command ? broughtBy(ledger, decoded.command) : []))).length > 0
  );
}
