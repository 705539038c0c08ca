import { type DayIso, dayInZone } from '../../shared/domain/engine/time.ts';
import { siteOf } from '../local/questions.ts';
import { useLocal } from '../local/use-local.ts';
import { useNow } from '../ui/use-now.ts';

/** The site's clock and calendar: days end at its midnight, wherever the phone thinks it is. */
export function useSite(): { timeZone: string; today: DayIso; name: string | null } {
  const site = useLocal(siteOf, []);
  const now = useNow(60_000);
  const timeZone = site?.timeZone ?? 'UTC';
  return { timeZone, today: dayInZone(now, timeZone), name: site?.name ?? null };
}
