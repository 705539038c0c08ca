import type { BinCode } from '../../shared/domain/bins/bin.ts';
import type { DayIso } from '../../shared/domain/engine/time.ts';
import type { LotKey, Sscc } from '../../shared/domain/lots/ids.ts';
import type { SqliteDatabase } from '../db/open-database.ts';

export interface PrintedLot {
  readonly key: LotKey;
  readonly expiryOn: DayIso | null;
  readonly name: string;
}

export interface PrintedPallet extends PrintedLot {
  readonly sscc: Sscc;
}

export interface PrintedBin {
  readonly code: BinCode;
  readonly zoneName: string;
}

export interface Part {
  readonly limit: number;
  readonly offset: number;
}

/** A part of a list, and how long the list is. */
export interface Listed<T> {
  readonly rows: readonly T[];
  readonly total: number;
}

const ON_HAND = `FROM lot LEFT JOIN item ON item.gtin = lot.gtin WHERE lot.key IN (SELECT lot FROM stock)`;
const PALLETS = `FROM stock JOIN lot ON lot.key = stock.lot LEFT JOIN item ON item.gtin = lot.gtin WHERE stock.pallet <> ''`;
const LOT_COLUMNS = `lot.key, lot.expiry_on AS expiryOn, ifnull(item.name, '') AS name`;

export type LabelStore = ReturnType<typeof labelStore>;

/** What there is to print: goods on hand, newest first, and bins in walk order. */
export function labelStore(db: SqliteDatabase) {
  const list = <T>(columns: string, from: string, order: string) => {
    const rows = db.prepare<[Part], T>(`SELECT ${columns} ${from} ORDER BY ${order} LIMIT @limit OFFSET @offset`);
    const total = db.prepare<[], number>(`SELECT count(*) ${from}`).pluck();
    return (part: Part): Listed<T> => ({ rows: rows.all(part), total: total.get() ?? 0 });
  };
  const oneLot = db.prepare<[string], PrintedLot>(
    `SELECT ${LOT_COLUMNS} FROM lot LEFT JOIN item ON item.gtin = lot.gtin WHERE lot.key = ?`,
  );
  return {
    lot: (key: LotKey) => oneLot.get(key) ?? null,
    lots: list<PrintedLot>(LOT_COLUMNS, ON_HAND, 'lot.first_received_at DESC, lot.key'),
    pallets: list<PrintedPallet>(`stock.pallet AS sscc, ${LOT_COLUMNS}`, PALLETS, 'stock.moved_at DESC, stock.pallet'),
    bins: list<PrintedBin>(
      `bin.code, zone.doc ->> 'name' AS zoneName`,
      'FROM bin JOIN zone ON zone.code = bin.zone',
      `bin.doc ->> 'walkOrder', bin.code`,
    ),
  };
}
