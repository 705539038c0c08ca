import { sweep } from '../../shared/domain/anomalies/sweep.ts';
import type { Site } from '../../shared/domain/bins/bin.ts';
import { applyEffects } from '../../shared/domain/engine/slice.ts';
import type { DayIso, EpochMs } from '../../shared/domain/engine/time.ts';
import { touchOf } from '../../shared/domain/engine/touch-of.ts';
import type { LotKey } from '../../shared/domain/lots/ids.ts';
import { takePen } from './record.ts';
import { recordNow } from './stands-last.ts';
import { sweepPhones } from './sweep-phones.ts';
import type { SyncParts } from './sync-parts.ts';
import { systemAct, systemBooking } from './system-act.ts';

export type LotsToSweep = (site: Site, at: EpochMs, today: DayIso) => ReadonlySet<LotKey>;

/**
 * Looks for what time alone brings to light, and puts it on record as an act of the system. Returns how many
 * anomalies it opened or closed. One that a supervisor closed is not opened again.
 */
export function sweepNow(parts: SyncParts, lotsToSweep: LotsToSweep, at: EpochMs): number {
  return parts.atomically(() => {
    const site = parts.masters.site();
    if (!site) return 0;
    const lots = lotsToSweep(site, at, parts.dayAt(at, site.timeZone));
    const slice = parts.stock.load({ ...touchOf([]), lots }, site);
    const found = [...sweep(slice, at), ...sweepPhones(parts, at)];
    const effects = found.filter(({ key, before }) => before !== null || parts.stock.things.anomaly.one(key) === null);
    if (effects.length === 0) return 0;
    applyEffects(slice, effects);
    parts.stock.save(slice, effects);
    const act = systemAct(parts.newId(), { kind: 'sweep', at, facts: { changes: effects.length } });
    recordNow(parts, takePen(parts.ledger, parts.feed), act, systemBooking(effects));
    parts.poke.poke();
    return effects.length;
  });
}
