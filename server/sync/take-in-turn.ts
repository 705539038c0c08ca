import type { Site } from '../../shared/domain/bins/bin.ts';
import { namesOf } from '../../shared/domain/engine/names.ts';
import type { Refusal } from '../../shared/domain/engine/refusal.ts';
import { applyEffects, revertEffects, type Slice } from '../../shared/domain/engine/slice.ts';
import type { Touch } from '../../shared/domain/engine/touch.ts';
import { touchOf } from '../../shared/domain/engine/touch-of.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import { isStoreBroken } from '../db/broken-store.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { clockAnomalyId } from './host-anomaly.ts';
import { judgeReport } from './judge-report.ts';
import type { RolesOf } from './people.ts';
import { type Booking, indexNames, type Pen } from './record.ts';
import { actOf, type Placed, parkedBooking } from './report.ts';
import { standsLast } from './stands-last.ts';
import type { SyncParts } from './sync-parts.ts';

/**
 * A savepoint per report costs as much as judging it. So a batch is written without, and when one report cannot be
 * written the whole batch is rolled back and taken again with a savepoint for each.
 */
export type Care = 'together' | 'one-by-one';

/** One report of a batch taken together could not be written. */
export class TakeOneByOne extends Error {}

/** Reports in their lane's order, and whose word counts for what. */
export interface Batch {
  readonly care: Care;
  readonly site: Site;
  readonly placed: readonly Placed[];
  readonly rolesOf: RolesOf;
  /** Commands of the push that are on record, by id; grows as it is taken. */
  readonly onRecord: ReturnType<Ledger['received']>;
  /** What to make of the judgement of a report that belongs earlier and is judged as it arrives: it counts from then on. */
  readonly asLate?: (booking: Booking, placed: Placed) => Booking;
}

/** What taking a batch works with: one transaction's pen, one slice for all its reports. */
interface Taking {
  readonly care: Care;
  readonly parts: SyncParts;
  readonly pen: Pen;
  readonly slice: Slice;
  readonly rolesOf: RolesOf;
  readonly onRecord: Batch['onRecord'];
  readonly asLate: Batch['asLate'];
  /** Commands that others of the batch undo. */
  readonly undone: Touch['commands'];
}

/**
 * Judges reports over the stock as it stands and records them one by one in their order. None of them can keep the next
 * from being taken.
 */
export function takeInTurn(parts: SyncParts, pen: Pen, { care, site, placed, rolesOf, onRecord, asLate }: Batch): Verdict[] {
  const touch = touchOfReports(placed);
  const slice = parts.stock.load(touch, site);
  const taking = { care, parts, pen, slice, rolesOf, onRecord, asLate, undone: touch.commands };
  return placed.map((each) => takeOne(taking, each));
}

function takeOne(taking: Taking, placed: Placed): Verdict {
  const { report } = placed;
  const { id, hash, lane, seq } = report.envelope;
  const earlier = taking.onRecord.get(id);
  if (earlier?.hash === hash) return placeAgain(taking, placed, earlier.rev);
  if (earlier) {
    const ledgerId = `${id}#${lane}/${seq}`;
    return save(taking, placed, parkedBooking(report, handlerError('id: another command bears it already'), ledgerId), ledgerId);
  }
  const asItCounts = (judged: Booking) => taking.asLate?.(judged, placed) ?? judged;
  const parked = (error: unknown) => parkedBooking(report, handlerError(String(error)));
  return saveFirst(taking, placed, [
    () => asItCounts(judgeReport(taking.slice, report, taking.rolesOf)),
    (error) => asItCounts(parked(error)),
    parked,
  ]);
}

/** The first of the bookings that can be written; each is told why the one before it could not. */
function saveFirst(taking: Taking, placed: Placed, [first, ...others]: readonly ((why: unknown) => Booking)[], why?: unknown): Verdict {
  if (!first) throw why;
  try {
    return save(taking, placed, first(why));
  } catch (error) {
    if (isStoreBroken(error)) throw error;
    if (taking.care === 'together') throw new TakeOneByOne();
    return saveFirst(taking, placed, others, error);
  }
}

/** A re-keyed phone sends what is on record already: its number moves on, nothing else happens. */
function placeAgain({ parts, pen }: Taking, { report, head, sig }: Placed, ledgerRev: number): Verdict {
  const { lane, seq } = report.envelope;
  const verdict = parts.ledger.verdictAt(ledgerRev);
  if (!verdict) throw new Error(`ledger rev ${ledgerRev} has no judgement`);
  parts.lanes.place({ lane, seq, ledgerRev, uptoRev: pen.rev(), head, sig });
  return verdict;
}

/** Stock, place, ledger, judgement and feed of one report: all of it, or (the slice included) nothing. */
function save(taking: Taking, placed: Placed, booking: Booking, ledgerId?: string): Verdict {
  const { care, onRecord, parts, slice, undone } = taking;
  const { decoded, envelope, happened } = placed.report;
  applyEffects(slice, booking.effects);
  try {
    const write = () => writeRows(taking, placed, booking, ledgerId);
    const verdict = care === 'together' ? write() : parts.atomically(write);
    onRecord.set(ledgerId ?? envelope.id, { rev: verdict.rev, hash: envelope.hash });
    const { command } = decoded;
    if (command && (command.kind === 'void' || undone.has(command.id)))
      slice.judged.set(command.id, { command, at: happened.at, effects: booking.effects });
    return verdict;
  } catch (error) {
    revertEffects(slice, booking.effects);
    throw error;
  }
}

function writeRows({ asLate, parts, pen, slice }: Taking, { report, head, sig }: Placed, booking: Booking, ledgerId?: string): Verdict {
  const { lane, seq } = report.envelope;
  const rev = pen.rev() + 1;
  parts.stock.save(slice, booking.effects);
  parts.lanes.place({ lane, seq, ledgerRev: rev, uptoRev: rev, head, sig });
  const names = indexNames(namesOf(slice, report.decoded.command, booking.effects));
  const own = { at: report.happened.at, id: report.envelope.id };
  return pen.record(actOf(report, names, ledgerId), booking, { judgedAt: asLate ? standsLast(parts.order, own) : null });
}

function handlerError(message: string): Refusal {
  return { code: 'handler-error', message };
}

function touchOfReports(placed: readonly Placed[]): Touch {
  const acts = placed.flatMap(({ report }) => (report.decoded.command ? { command: report.decoded.command, today: report.today } : []));
  const touch = touchOf(acts);
  const clocks = placed.map(({ report }) => clockAnomalyId(report.device));
  return { ...touch, anomalies: new Set([...touch.anomalies, ...clocks]) };
}
