import type { BinCode, BinKind, Windows } from '../../shared/domain/bins/bin.ts';
import type { Claim } from '../../shared/domain/bins/stock-row.ts';
import type { DayIso, EpochMs } from '../../shared/domain/engine/time.ts';
import type { LotKey, LotNumber, Sscc } from '../../shared/domain/lots/ids.ts';
import type { Quantity } from '../../shared/domain/lots/quantity.ts';
import type { SqliteDatabase } from '../db/open-database.ts';

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
  readonly lastScan: Claim;
  readonly lastWorker: string;
  readonly lastDevice: string;
}

type Row = Omit<StuckRow, 'lastScan' | 'windowMs' | 'dwellMs'> & { claim: string };

const STUCK = `
SELECT stock.bin, bin.zone, bin.kind, bin.doc ->> 'walkOrder' AS walkOrder, stock.lot, lot.number, ifnull(item.name, '') AS name,
       ifnull(item.doc ->> 'unit', '') AS unit, ifnull(item.doc ->> 'decimals', 0) AS decimals, lot.expiry_on AS expiryOn,
       stock.pallet, stock.quantity, iif(stock.picked_at IS NULL, 'move', 'dispatch') AS waitsFor,
       ifnull(stock.picked_at, stock.seen_at) AS since, stock.claim,
       ifnull(worker.name, stock.claim ->> 'worker') AS lastWorker, ifnull(device.name, stock.claim ->> 'device') AS lastDevice
FROM stock JOIN bin ON bin.code = stock.bin JOIN lot ON lot.key = stock.lot LEFT JOIN item ON item.gtin = lot.gtin
LEFT JOIN worker ON worker.id = stock.claim ->> 'worker' LEFT JOIN device ON device.id = stock.claim ->> 'device'`;

/** Longest dwell first, as the sweep judges it: strictly longer than the window since the last move or sighting, or since the pick. */
export function stuckStore(db: SqliteDatabase): (windows: Windows, now: EpochMs) => readonly StuckRow[] {
  const quiet = db.prepare<[number], Row>(`${STUCK} WHERE stock.picked_at IS NULL AND stock.seen_at < ?`);
  const picked = db.prepare<[number], Row>(`${STUCK} WHERE stock.picked_at IS NOT NULL AND stock.picked_at < ?`);
  return (windows, now) => {
    const shortest = Math.min(...Object.values(windows.stuckHours)) * HOUR;
    const rows = [...quiet.all(now - shortest), ...picked.all(now - windows.dispatchMissingHours * HOUR)];
    return rows
      .map(({ claim, ...row }) => ({ ...row, lastScan: JSON.parse(claim), dwellMs: now - row.since, windowMs: windowOf(row, windows) }))
      .filter((row) => row.dwellMs > row.windowMs)
      .sort((a, b) => b.dwellMs - a.dwellMs);
  };
}

function windowOf(row: Pick<StuckRow, 'kind' | 'waitsFor'>, windows: Windows): number {
  return (row.waitsFor === 'dispatch' ? windows.dispatchMissingHours : windows.stuckHours[row.kind]) * HOUR;
}
