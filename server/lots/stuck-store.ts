import { BIN_KINDS, type BinCode, type BinKind, type Windows } from '../../shared/domain/bins/bin.ts';
import type { Claim } from '../../shared/domain/bins/stock-row.ts';
import type { DayIso, EpochMs } from '../../shared/domain/engine/time.ts';
import type { LotKey, LotNumber, Sscc } from '../../shared/domain/lots/ids.ts';
import type { Quantity } from '../../shared/domain/lots/quantity.ts';
import type { SqliteDatabase } from '../db/open-database.ts';
import { lastScanOf } from './last-scan-store.ts';

const HOUR = 3_600_000;

/** Goods that have stood longer than the window of their place. */
export interface StuckRow {
  readonly bin: BinCode;
  readonly zone: string;
  readonly kind: BinKind;
  readonly walkOrder: number;
  readonly lot: LotKey;
  readonly number: LotNumber;
  readonly name: string;
  readonly unit: string;
  readonly decimals: number;
  readonly expiryOn: DayIso | null;
  readonly pallet: Sscc | '';
  readonly quantity: Quantity;
  /** `dispatch`: picked goods that should have left; `move`: goods nobody moved or saw. */
  readonly waitsFor: 'move' | 'dispatch';
  readonly since: EpochMs;
  readonly dwellMs: number;
  readonly windowMs: number;
  /** The last move or sighting of these goods, not the one that put them here. */
  readonly lastScan: Claim;
  readonly lastWorker: string;
  readonly lastDevice: string;
}

type Row = Omit<StuckRow, 'lastScan'> & { readonly scan: string };

/** Longest first; whoever clears these has plenty to do. */
const MOST_ROWS = 2_000;

const WINDOW = `CASE WHEN picked_at IS NOT NULL THEN @picked ${BIN_KINDS.map((kind) => `WHEN kind = '${kind}' THEN @${kind.replace('-', '_')}`).join(' ')} END`;

const STUCK = `
WITH standing AS (
  SELECT stock.bin, lot, pallet, quantity, claim, zone, kind, bin.doc ->> 'walkOrder' AS walkOrder,
         iif(picked_at IS NULL, 'move', 'dispatch') AS waitsFor, ifnull(picked_at, seen_at) AS since, seen_at AS seenAt, ${WINDOW} AS windowMs
  FROM stock JOIN bin ON bin.code = stock.bin
),
stuck AS (SELECT * FROM standing WHERE @now - since > windowMs ORDER BY since LIMIT ${MOST_ROWS}),
seen AS (
  SELECT stuck.*, iif(ledger.id IS NULL, claim,
    json_object('command', ledger.id, 'worker', worker, 'device', device, 'at', occurred_at, 'error', error)) AS scan
  FROM stuck LEFT JOIN ledger ON ledger.rev = ${lastScanOf('stuck.lot', 'stuck.seenAt')}
)
SELECT seen.bin, zone, kind, walkOrder, seen.lot, pallet, quantity, waitsFor, since, windowMs, scan, @now - since AS dwellMs, lot.number, lot.expiry_on AS expiryOn, ifnull(item.name, '') AS name,
       ifnull(item.doc ->> 'unit', '') AS unit, ifnull(item.doc ->> 'decimals', 0) AS decimals,
       ifnull(worker.name, scan ->> 'worker') AS lastWorker, ifnull(device.name, scan ->> 'device') AS lastDevice
FROM seen JOIN lot ON lot.key = seen.lot LEFT JOIN item ON item.gtin = lot.gtin
LEFT JOIN worker ON worker.id = scan ->> 'worker' LEFT JOIN device ON device.id = scan ->> 'device'
ORDER BY since, seen.bin, seen.lot, pallet`;

/** Longest dwell first, as the sweep judges it: strictly longer than the window since the last move or sighting, or since the pick. */
export function stuckStore(db: SqliteDatabase): (windows: Windows, now: EpochMs) => readonly StuckRow[] {
  const stuck = db.prepare<[object], Row>(STUCK);
  return ({ stuckHours, dispatchMissingHours }, now) => {
    const windows = Object.fromEntries(BIN_KINDS.map((kind) => [kind.replace('-', '_'), stuckHours[kind] * HOUR]));
    const rows = stuck.all({ ...windows, picked: dispatchMissingHours * HOUR, now });
    return rows.map(({ scan, ...row }) => ({ ...row, lastScan: JSON.parse(scan) }));
  };
}
