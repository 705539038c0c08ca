import type { Claim } from '../../shared/domain/bins/stock-row.ts';
import { effect } from '../../shared/domain/engine/effect.ts';
import type { Refusal } from '../../shared/domain/engine/refusal.ts';
import type { DayIso, EpochMs } from '../../shared/domain/engine/time.ts';
import type { Envelope } from '../../shared/wire/envelope.ts';
import type { Corrected } from './corrected-time.ts';
import type { Decoded } from './decode.ts';
import { deviceAnomaly } from './host-anomaly.ts';
import type { Act, Booking } from './record.ts';

/** One report on its way to the record: as received, when it happened, and as the rules read it. */
export interface Report {
  readonly envelope: Envelope;
  /** Canonical JSON of the body as the phone sent it. */
  readonly body: string;
  /** The phone whose key signed it. */
  readonly device: string;
  readonly receivedAt: EpochMs;
  readonly happened: Corrected;
  /** The facility-local day it happened on. */
  readonly today: DayIso;
  readonly decoded: Decoded;
}

export function claimOf({ envelope, device, happened }: Report): Claim {
  return { command: envelope.id, worker: envelope.actor.worker, device, at: happened.at, error: happened.error };
}

/** A report with its number in the lane, ready to be placed there. */
export interface Placed {
  readonly report: Report;
  readonly head: string;
  /** The phone's signature over this head, when it signed here. */
  readonly sig: string | null;
}

/** The act a report goes on record as, under its own id unless another act bears that. */
export function actOf(report: Report, names: readonly string[], id: string = report.envelope.id): Act {
  const { id: command, lane, seq, hash, kind, actor } = report.envelope;
  const { device, receivedAt, body, happened } = report;
  const { at: occurredAt, error } = happened;
  return { id, command, lane, seq, hash, device, kind, worker: actor.worker, receivedAt, occurredAt, error, body, names };
}

/** Kept without effect for a person to look at: what the rules could not read, or choked on. */
export function parkedBooking(report: Report, broke: Refusal, ledgerId: string = report.envelope.id): Booking {
  const id = `${ledgerId} unreadable-command`;
  const facts = { kind: report.envelope.kind, broke: broke.code, message: broke.code === 'handler-error' ? broke.message : null };
  const claims = [claimOf(report)];
  const anomaly = deviceAnomaly({ id, code: 'unreadable-command', facts, claims, at: report.happened.at });
  return {
    outcome: 'parked',
    broke,
    flags: [{ code: 'unreadable-command', severity: 'warn', anomaly: id, facts }],
    extent: 'none',
    effects: [effect('anomaly', id, null, anomaly)],
  };
}
