import { useMemo } from 'react';
import type { Role } from '../../shared/domain/access/matrix.ts';
import { dayInZone } from '../../shared/domain/engine/time.ts';
import { itemsOf, siteOf, zonesOf } from '../local/questions.ts';
import { useLocal } from '../local/use-local.ts';
import { useNow } from '../ui/use-now.ts';
import type { Desk } from './desk.ts';

/** Until the site's own time zone is known: whoever stands at the desk most likely stands in it. */
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const NOTHING: never[] = [];

/** The desk of whoever is on shift, from this device's own copy of the master data. */
export function useDeskOf(roles: readonly Role[]): Desk {
  const site = useLocal(siteOf, []);
  const zones = useLocal(zonesOf, []) ?? NOTHING;
  const items = useLocal(itemsOf, []) ?? NOTHING;
  const now = useNow(60_000);
  const timeZone = site?.timeZone ?? HERE;
  return useMemo(
    () => ({ roles, timeZone, now, today: dayInZone(now, timeZone), zones, items: new Map(items.map((item) => [item.gtin, item])) }),
    [roles, timeZone, now, zones, items],
  );
}
