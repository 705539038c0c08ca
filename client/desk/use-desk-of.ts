import { useMemo } from 'react';
import { dayInZone } from '../../shared/domain/engine/time.ts';
import { itemsOf, siteOf, zonesOf } from '../local/questions.ts';
import { useLocal } from '../local/use-local.ts';
import type { Shift } from '../queue/outbox-database.ts';
import { useNow } from '../ui/use-now.ts';
import type { Desk } from './desk.ts';

/** For a shift that does not say where it was begun: whoever stands at the desk most likely stands in the site's zone. */
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const NOTHING: never[] = [];

/** The desk of whoever is on shift, from this device's own copy of the master data. */
export function useDeskOf({ roles, timeZone: begunIn = HERE }: Pick<Shift, 'roles' | 'timeZone'>): Desk {
  const site = useLocal(siteOf, []);
  const zones = useLocal(zonesOf, []) ?? NOTHING;
  const items = useLocal(itemsOf, []) ?? NOTHING;
  const now = useNow(60_000);
  const timeZone = site?.timeZone ?? begunIn;
  return useMemo(
    () => ({ roles, timeZone, now, today: dayInZone(now, timeZone), zones, items: new Map(items.map((item) => [item.gtin, item])) }),
    [roles, timeZone, now, zones, items],
  );
}
