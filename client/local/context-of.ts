import { ROLES, type Role } from '../../shared/domain/access/matrix.ts';
import type { Site } from '../../shared/domain/bins/bin.ts';
import type { Context, Stance } from '../../shared/domain/engine/context.ts';
import { type DayIso, dayInZone } from '../../shared/domain/engine/time.ts';
import type { WorkerCard } from '../../shared/wire/feed.ts';
import { corrected } from '../queue/clock.ts';
import type { ReportBody } from '../queue/report-body.ts';
import { serverRows } from './server-rows.ts';
import type { ViewRows } from './view-database.ts';

/** What the phone knows of people: their roles by worker id. */
export type RolesOf = ReadonlyMap<string, readonly Role[]>;

/** The roles of everyone who acted in, or overrode, one of the reports. */
export async function rolesIn(view: ViewRows, bodies: readonly ReportBody[]): Promise<RolesOf> {
  const cards = await serverRows(view, 'worker', workersIn(bodies));
  return rolesOn(cards.map(({ value }) => value));
}

/** Everyone who acted in, or overrode, one of the reports. */
export function workersIn(bodies: readonly ReportBody[]): ReadonlySet<string> {
  return new Set(bodies.flatMap(({ actor, override }) => (override ? [actor.worker, override.worker] : [actor.worker])));
}

/** What their cards say they may do; one who no longer works here may nothing. */
export function rolesOn(cards: readonly WorkerCard[]): RolesOf {
  return new Map(cards.filter(({ active }) => active).map(({ id, roles }) => [id, roles]));
}

/** What the rules may know beside the stock. A worker this phone has never heard of is believed in the role named. */
export function contextOf(stance: Stance, body: ReportBody, known: { readonly site: Site; readonly roles: RolesOf }): Context {
  const { actor, override, clock } = body;
  return {
    stance,
    at: corrected(clock),
    error: clock.error,
    today: dayOf(body, known.site),
    roles: known.roles.get(actor.worker) ?? named(actor.role),
    overrideRoles: override ? (known.roles.get(override.worker) ?? named(override.role)) : [],
  };
}

/** The facility-local day on which it happened. */
export function dayOf({ clock }: ReportBody, site: Site): DayIso {
  return dayInZone(corrected(clock), site.timeZone);
}

function named(role: string): Role[] {
  return ROLES.filter((each) => each === role);
}
