import type { Site } from '../../shared/domain/bins/bin.ts';
import type { Effect } from '../../shared/domain/engine/effect.ts';
import { effect } from '../../shared/domain/engine/effect.ts';
import type { FoldedAct } from '../../shared/domain/engine/fold.ts';
import { namesOf } from '../../shared/domain/engine/names.ts';
import { applyEffects, type Slice } from '../../shared/domain/engine/slice.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import { clockEffects, deviceAnomaly } from './host-anomaly.ts';
import { outcomeOfReport } from './judge-report.ts';
import type { RolesOf } from './people.ts';
import { type Booking, indexNames, type Pen } from './record.ts';
import { type Refolded, refold } from './refold.ts';
import { actOf, claimOf, type Placed } from './report.ts';
import type { SyncParts } from './sync-parts.ts';
import { freshAct, type LedgerAct } from './timeline.ts';

interface Late {
  readonly site: Site;
  readonly placed: readonly Placed[];
  readonly rolesOf: RolesOf;
}

/**
 * Takes reports that belong before others on record: they are put where they belong, what comes after them is folded
 * again, and everything that changes is written and told at once, with the last of them. Null: nothing comes after them;
 * `too-late`: they must be judged as they arrive.
 */
export function takeLate(parts: SyncParts, pen: Pen, { site, placed, rolesOf }: Late): readonly Verdict[] | 'too-late' | null {
  const [first] = placed;
  if (!first) return null;
  const cause = { command: first.report.envelope.id, at: first.report.receivedAt };
  const acts = placed.map((each) => freshAct(each, rolesOf));
  const refolded = refold(parts, { site, acts, cause });
  if (refolded === null || refolded === 'too-late') return refolded;
  const { slice, judged, changes } = refolded;
  const clocks = placed.map(({ report }) => noteClock(slice, report));
  const written = [...changes, ...lastOfEach(clocks.flat())];
  parts.stock.save(slice, written);
  const byPlaced = new Map(judged.map((each) => [each.act.placed, each]));
  const uptoRev = pen.rev() + placed.length;
  const verdicts = placed.map((each, index) => {
    const folded = byPlaced.get(each);
    if (!folded) throw new Error(`${each.report.envelope.id} was not judged`);
    const told = index === placed.length - 1 ? written : [];
    return recordFresh(parts, pen, { folded, slice, placed: each, told, uptoRev, clock: clocks[index] ?? [] });
  });
  reviseAll(pen, slice, judged);
  return verdicts;
}

function noteClock(slice: Slice, report: Placed['report']): readonly Effect[] {
  const effects = clockEffects(slice, claimOf(report), report.envelope.clock.offset);
  applyEffects(slice, effects);
  return effects;
}

/** One change per thing, from its first before to its last after. */
function lastOfEach(effects: readonly Effect[]): readonly Effect[] {
  const byKey = new Map<string, Effect>();
  for (const each of effects)
    byKey.set(each.key, effect(each.thing, each.key, (byKey.get(each.key) ?? each).before as never, each.after as never));
  return [...byKey.values()];
}

interface Recording {
  readonly folded: FoldedAct<LedgerAct>;
  readonly slice: Slice;
  readonly placed: Placed;
  readonly told: readonly Effect[];
  readonly uptoRev: number;
  readonly clock: readonly Effect[];
}

function recordFresh(parts: SyncParts, pen: Pen, { folded, slice, placed, told, uptoRev, clock }: Recording): Verdict {
  const { report, head, sig } = placed;
  const { lane, seq } = report.envelope;
  const booking = bookingOf(folded.judged, clock);
  const names = indexNames(namesOf(slice, folded.act.command, booking.effects));
  parts.lanes.place({ lane, seq, ledgerRev: pen.rev() + 1, uptoRev, head, sig });
  return pen.record(actOf(report, names), booking, { told, judgedAt: judgedAtOf(folded) });
}

/** Everything on record that is judged otherwise now gets a judgement of its own. */
export function reviseAll(pen: Pen, slice: Slice, judged: Refolded['judged']): void {
  for (const folded of judged) {
    const { recorded, command } = folded.act;
    if (!recorded) continue;
    const { rev, id, lane, seq, occurredAt, error, verdict } = recorded;
    const names = indexNames(namesOf(slice, command, folded.judged.effects));
    const said = { rev, id, command: verdict.id, lane, seq, occurredAt, error, names };
    pen.revise({ ...said, n: recorded.n + 1, judgedAt: judgedAtOf(folded) }, bookingOf(folded.judged, []));
  }
}

function judgedAtOf({ act, position }: FoldedAct<LedgerAct>) {
  return position.at === act.position.at ? null : position.at;
}

function bookingOf({ outcome, broke, flags, extent, effects }: FoldedAct<LedgerAct>['judged'], clock: readonly Effect[]): Booking {
  return { outcome: outcomeOfReport(outcome), broke, flags, extent, effects: [...effects, ...clock] };
}

/** So much came after a report that it was judged as it arrived: somebody should know. */
export function asTooLate(booking: Booking, { report }: Placed): Booking {
  const id = `${report.envelope.id} late-fact`;
  const facts = { kind: report.envelope.kind, at: report.happened.at };
  const anomaly = deviceAnomaly({ id, code: 'late-fact', facts, claims: [claimOf(report)], at: report.receivedAt });
  const outcome = booking.outcome === 'parked' ? 'parked' : 'flagged';
  const flag = { code: 'late-fact' as const, severity: anomaly.severity, anomaly: id, facts };
  return { ...booking, outcome, flags: [...booking.flags, flag], effects: [...booking.effects, effect('anomaly', id, null, anomaly)] };
}
