import { BIN_KINDS, holdsOneLot, type Site } from '../../shared/domain/bins/bin.ts';
import type { DayIso, EpochMs } from '../../shared/domain/engine/time.ts';
import type { LotKey } from '../../shared/domain/lots/ids.ts';
import type { SqliteDatabase } from '../db/open-database.ts';

const HOUR = 3_600_000;

const STOOD_SINCE = 'max(stock.seen_at, stock.moved_at)';
const STUCK = `SELECT stock.lot, 'stuck-pallet ' || stock.lot || ' ' || stock.bin || ' ' || stock.pallet || ' ' || ${STOOD_SINCE}`;
/** A row too long in its place and not awaiting its dispatch scan. */
const IS_STUCK = `${STOOD_SINCE} < @at - (@stuck ->> bin.kind) AND NOT (bin.kind IN ('staging', 'dock') AND ifnull(stock.picked_at < @picked, 0))`;

/**
 * All that time alone has brought to light, by the anomaly's id as the rules name it. Bins that hold many lots are few:
 * from them to their rows. In storage the rows nobody saw for long are few.
 */
const DUE = `
soon (gtin, day) AS MATERIALIZED (SELECT gtin, date(@today, (doc ->> 'expiringSoonDays') || ' days') FROM item),
due (lot, id) AS MATERIALIZED (
  ${STUCK} FROM bin CROSS JOIN stock ON stock.bin = bin.code
    WHERE bin.one_lot = 0 AND stock.seen_at < @at - (@stuck ->> bin.kind) AND ${IS_STUCK}
  UNION ALL ${STUCK} FROM stock JOIN bin ON bin.code = stock.bin
    WHERE stock.one_lot = 1 AND stock.seen_at < @unseenStored AND ${IS_STUCK}
  UNION ALL SELECT stock.lot, 'missing-dispatch-scan ' || stock.lot || ' ' || stock.bin || ' ' || stock.pallet || ' ' || stock.picked_at
    FROM stock JOIN bin ON bin.code = stock.bin WHERE stock.picked_at < @picked AND bin.kind IN ('staging', 'dock')
  UNION ALL SELECT lot, 'missing-dispatch-scan ' || lot || '  ' || pallet || ' ' || since FROM in_hand WHERE since < @picked
  UNION ALL SELECT lot.key, 'expiring-soon ' || lot.key || '   0' FROM lot JOIN soon USING (gtin)
    WHERE status <> 'closed' AND expiry_on <= (SELECT max(day) FROM soon) AND expiry_on <= day
      AND EXISTS (SELECT 1 FROM stock WHERE stock.lot = lot.key)
)`;

/** What is due and was never opened, and what is open and no longer due. */
const CHANGING = `WITH ${DUE}
SELECT lot FROM due WHERE NOT EXISTS (SELECT 1 FROM anomaly WHERE anomaly.id = due.id)
UNION ALL SELECT lot FROM anomaly
  WHERE closed_at IS NULL AND code IN ('stuck-pallet', 'missing-dispatch-scan', 'expiring-soon') AND lot IS NOT NULL
    AND id NOT IN (SELECT id FROM due)`;

/** Every lot the timed sweep has something to say about; those in order, or on record already, are not looked at again. */
export function sweepLots(db: SqliteDatabase): (site: Site, at: EpochMs, today: DayIso) => ReadonlySet<LotKey> {
  const lots = db.prepare<[Record<string, string | number>], LotKey>(CHANGING).pluck();
  return ({ windows }, at, today) => {
    const stuck = Object.fromEntries(BIN_KINDS.map((kind) => [kind, windows.stuckHours[kind] * HOUR]));
    return new Set(
      lots.all({
        at,
        today,
        stuck: JSON.stringify(stuck),
        unseenStored: at - Math.min(...BIN_KINDS.filter(holdsOneLot).map((kind) => windows.stuckHours[kind] * HOUR)),
        picked: at - windows.dispatchMissingHours * HOUR,
      }),
    );
  };
}
