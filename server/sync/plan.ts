import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { planPick, touchOfPlan } from '../../shared/domain/fefo/plan.ts';
import type { Plan } from '../../shared/domain/fefo/plan-shape.ts';
import type { PlanAsk } from '../../shared/wire/ask.ts';
import { siteOf } from './site-of.ts';
import type { SyncParts } from './sync-parts.ts';

/** Which lots from which bins answer a demand first: the same rules as the phone's, over the stock as it stands. */
export function planNow(parts: SyncParts, demand: PlanAsk, now: EpochMs): Plan {
  const site = siteOf(parts);
  const today = parts.dayAt(now, site.timeZone);
  return planPick(parts.stock.load(touchOfPlan(demand, today), site), demand, today);
}
