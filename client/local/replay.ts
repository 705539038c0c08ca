import type { Site } from '../../shared/domain/bins/bin.ts';
import { decide } from '../../shared/domain/engine/decide.ts';
import type { Effect } from '../../shared/domain/engine/effect.ts';
import { applyEffects, type Slice } from '../../shared/domain/engine/slice.ts';
import { touchOf } from '../../shared/domain/engine/touch-of.ts';
import { kindVersionOf, upCast } from '../../shared/wire/up-cast.ts';
import { corrected } from '../queue/clock.ts';
import type { ReportBody } from '../queue/report-body.ts';
import type { Act } from './act.ts';
import { contextOf, dayOf, type RolesOf, rolesOn, workersIn } from './context-of.ts';
import type { ViewWrites } from './view-store.ts';

/** A pending report; `effects` are those it had when it was judged here before. */
type Pending = Pick<Act, 'seq' | 'body'> & { readonly effects?: Act['effects'] };

/** Judges pending reports in lane order over what stands now, and lays what they do over it. Runs inside the caller's transaction. */
export async function replay(view: ViewWrites, pending: readonly Pending[]): Promise<void> {
  const site = await view.site();
  if (!site || pending.length === 0) return;
  const readable = pending.flatMap(({ body, ...rest }) => {
    const current = asWrittenNow(body);
    return current && isAboutSomething(current, site) ? [{ ...rest, body: current }] : [];
  });
  const bodies = readable.map(({ body }) => body);
  const slice = await view.slice(site, touchOf(bodies.map((command) => ({ command, today: dayOf(command, site) }))));
  const roles = rolesOn(await view.workers(workersIn(bodies)));
  // Whatever they came to before, they are judged anew in their order: none knows of those after it.
  for (const { id } of bodies) slice.judged.delete(id);
  const acts = readable.map(({ seq, body }): Act => {
    const effects = judge(slice, body, { site, roles });
    const at = corrected(body.clock);
    slice.judged.set(body.id, { command: body, at, effects });
    return { seq, id: body.id, body, at, effects };
  });
  await view.putActs(acts.filter(({ effects }, n) => JSON.stringify(effects) !== JSON.stringify(readable[n]?.effects)));
  await view.layOver(acts.flatMap((act) => act.effects));
}

/** A report an earlier app queued as the rules read it now; null when a newer app queued it: the server will judge it. */
function asWrittenNow(body: ReportBody): ReportBody | null {
  const payload = upCast({ ...body, payload: { ...body.payload } });
  if (!payload) return null;
  return body.kindVersion === kindVersionOf(body.kind) ? body : ({ ...body, kindVersion: kindVersionOf(body.kind), payload } as ReportBody);
}

/** Whether a report tells what it is about. One that does not waits for the server's word, and holds nothing up here. */
function isAboutSomething(command: ReportBody, site: Site): boolean {
  try {
    return touchOf([{ command, today: dayOf(command, site) }]) !== null;
  } catch {
    return false;
  }
}

/** A report on which a rule throws stays without effect here, as it will on the server; the next one is not held up. */
function judge(slice: Slice, body: ReportBody, known: { site: Site; roles: RolesOf }): readonly Effect[] {
  try {
    const { effects } = decide(slice, body, contextOf('report', body, known));
    applyEffects(slice, effects);
    return effects;
  } catch {
    return [];
  }
}
