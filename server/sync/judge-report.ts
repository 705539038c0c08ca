import type { Context } from '../../shared/domain/engine/context.ts';
import { decide } from '../../shared/domain/engine/decide.ts';
import type { Slice } from '../../shared/domain/engine/slice.ts';
import type { Outcome } from '../../shared/domain/engine/verdict.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import { clockEffects } from './host-anomaly.ts';
import type { RolesOf } from './people.ts';
import type { Booking } from './record.ts';
import { claimOf, parkedBooking, type Report } from './report.ts';

/** What the rules say of a report. What they cannot read, or choke on, is parked: it must not block the next one. */
export function judgeReport(slice: Slice, report: Report, rolesOf: RolesOf): Booking {
  const { decoded, envelope } = report;
  if (!decoded.command) return parkedBooking(report, decoded.broke);
  try {
    const { outcome, broke, flags, extent, effects } = decide(slice, decoded.command, reportContext(report, rolesOf));
    const clock = clockEffects(slice, claimOf(report), envelope.clock.offset);
    return { outcome: outcomeOfReport(outcome), broke, flags, extent, effects: [...effects, ...clock] };
  } catch (error) {
    return parkedBooking(report, { code: 'handler-error', message: String(error) });
  }
}

/** What the rules may know of a report beside the stock. */
export function reportContext({ device, envelope, happened, today }: Report, rolesOf: RolesOf): Context {
  const { actor, override } = envelope;
  const roles = rolesOf({ worker: actor.worker, session: actor.session, device }, happened);
  const overrideRoles = override ? rolesOf({ worker: override.worker, session: override.session, device }, happened) : [];
  return { stance: 'report', at: happened.at, error: happened.error, today, roles, overrideRoles };
}

export function outcomeOfReport(outcome: Outcome): Verdict['outcome'] {
  if (outcome === 'accepted' || outcome === 'refused') throw new Error(`a report was ${outcome}`);
  return outcome;
}
