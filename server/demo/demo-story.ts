import { addDays, dayInZone, type EpochMs } from '../../shared/domain/engine/time.ts';
import { chance } from './demo-random.ts';
import { shiftOn, workday } from './demo-routine.ts';
import { forgetGoods, PAST_SCENES, SCENES } from './demo-scenes.ts';
import { DEMO_SITE } from './demo-site.ts';
import { type Act, openWarehouse } from './demo-warehouse.ts';

const DAYS = 180;
const LOTS = 1_200;
/** Lots that come in beside the daily deliveries: goods forgotten at the dock, and those of the scenes. */
const EXTRA_LOTS = 13;
/** Lately lots were forgotten until they were too old to sell. */
const SHORT_STAFFED_DAYS = 30;
const HOUR = 3_600_000;
const SEED = 20_260_101;

/** Half a year in one cold store up to `now`, in the order it happened. The same day tells the same story. */
export function tellStory(now: EpochMs): readonly Act[] {
  const today = dayInZone(now, DEMO_SITE.timeZone);
  const warehouse = openWarehouse(chance(SEED + Number(today.replaceAll('-', ''))));
  for (let daysAgo = DAYS; daysAgo > 0; daysAgo--) {
    const shift = shiftOn(warehouse, addDays(today, -daysAgo), { care: daysAgo < SHORT_STAFFED_DAYS ? 0.7 : 0.97 });
    workday(warehouse, shift, deliveriesOn(DAYS - daysAgo));
    forgetGoods(warehouse, shift, daysAgo);
    PAST_SCENES.get(daysAgo)?.(warehouse, shift);
  }
  const shift = shiftOn(warehouse, today, { from: Math.max(now - 3 * HOUR, warehouse.acts.at(-1)?.at ?? 0) });
  for (const scene of SCENES) scene(warehouse, shift);
  return warehouse.acts.filter((act) => act.at < now);
}

/** Spreads the lots evenly over the days. */
function deliveriesOn(day: number): number {
  const until = (n: number) => Math.floor((n * (LOTS - EXTRA_LOTS)) / DAYS);
  return until(day + 1) - until(day);
}
