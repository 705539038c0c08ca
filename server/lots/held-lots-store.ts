import type { BinCode } from '../../shared/domain/bins/bin.ts';
import type { DayIso, EpochMs } from '../../shared/domain/engine/time.ts';
import type { Gtin, LotKey, LotNumber } from '../../shared/domain/lots/ids.ts';
import type { LotStatus } from '../../shared/domain/lots/lot.ts';
import type { Quantity } from '../../shared/domain/lots/quantity.ts';
import type { SqliteDatabase } from '../db/open-database.ts';

/** A lot of which something is on hand, with where it stands; unconfirmed and in-hand goods count but stand nowhere. */
export interface HeldLot {
  readonly key: LotKey;
  readonly number: LotNumber;
  readonly gtin: Gtin;
  readonly sku: string;
  readonly name: string;
  readonly unit: string;
  readonly decimals: number;
  readonly expiryOn: DayIso | null;
  readonly firstReceivedAt: EpochMs | null;
  readonly status: LotStatus;
  readonly holdReason: string | null;
  readonly quantity: Quantity;
  readonly bins: readonly BinCode[];
  readonly zones: readonly string[];
}

type Row = Omit<HeldLot, 'bins' | 'zones'> & { bins: string | null; zones: string | null };

const HELD = `
WITH place (lot, bin, zone, quantity) AS (
  SELECT stock.lot, stock.bin, bin.zone, stock.quantity FROM stock JOIN bin ON bin.code = stock.bin
  UNION ALL SELECT lot, NULL, NULL, quantity FROM unconfirmed
  UNION ALL SELECT lot, NULL, NULL, quantity FROM in_hand
),
held AS (
  SELECT lot, sum(quantity) AS quantity, group_concat(DISTINCT bin) AS bins, group_concat(DISTINCT zone) AS zones FROM place GROUP BY lot
)
SELECT lot.key, lot.number, lot.gtin, ifnull(item.sku, '') AS sku, ifnull(item.name, '') AS name,
       ifnull(item.doc ->> 'unit', '') AS unit, ifnull(item.doc ->> 'decimals', 0) AS decimals,
       lot.expiry_on AS expiryOn, lot.first_received_at AS firstReceivedAt, lot.status, lot.hold_reason AS holdReason,
       held.quantity, held.bins, held.zones
FROM held JOIN lot ON lot.key = held.lot LEFT JOIN item ON item.gtin = lot.gtin`;

/** Every lot on hand. A site holds some ten thousand of them; ageing and sorting them is the caller's. */
export function heldLotsStore(db: SqliteDatabase): () => readonly HeldLot[] {
  const all = db.prepare<[], Row>(HELD);
  return () => all.all().map(({ bins, zones, ...row }) => ({ ...row, bins: parts(bins) as BinCode[], zones: parts(zones) }));
}

function parts(joined: string | null): string[] {
  return joined === null ? [] : joined.split(',').sort();
}
