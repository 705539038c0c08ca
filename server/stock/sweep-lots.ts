import { BIN_KINDS, holdsOneLot, type Site } from '../../shared/domain/bins/bin.ts';
import type { DayIso, EpochMs } from '../../shared/domain/engine/time.ts';
import type { LotKey } from '../../shared/domain/lots/ids.ts';
import type { SqliteDatabase } from '../db/open-database.ts';

const HOUR = 3_600_000;

/** Bins that hold many lots are few: from them to their rows. In storage the rows nobody saw for long are few. */
const QUERIES = `
SELECT stock.lot FROM bin CROSS JOIN stock ON stock.bin = bin.code WHERE bin.one_lot = 0 AND stock.seen_at < @unseenOpen
UNION SELECT lot FROM stock WHERE one_lot = 1 AND seen_at < @unseenStored
UNION SELECT lot FROM stock WHERE picked_at < @picked
UNION SELECT lot FROM in_hand WHERE since < @picked
UNION SELECT lot.key FROM lot JOIN item USING (gtin)
  WHERE status <> 'closed' AND expiry_on <= date(@today, (item.doc ->> 'expiringSoonDays') || ' days')
UNION SELECT lot FROM anomaly
  WHERE closed_at IS NULL AND code IN ('stuck-pallet', 'missing-dispatch-scan', 'expiring-soon') AND lot IS NOT NULL`;

/** Every lot the timed sweep may have something to say about; some of them turn out to be in order. */
export function sweepLots(db: SqliteDatabase): (site: Site, at: EpochMs, today: DayIso) => ReadonlySet<LotKey> {
  const lots = db.prepare<[Record<string, string | number>], LotKey>(QUERIES).pluck();
  return ({ windows }, at, today) => {
    const shortest = (oneLot: boolean) =>
      Math.min(...BIN_KINDS.filter((kind) => holdsOneLot(kind) === oneLot).map((kind) => windows.stuckHours[kind]));
    return new Set(
      lots.all({
        unseenOpen: at - shortest(false) * HOUR,
        unseenStored: at - shortest(true) * HOUR,
        picked: at - windows.dispatchMissingHours * HOUR,
        today,
      }),
    );
  };
}
