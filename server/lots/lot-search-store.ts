import type { DayIso } from '../../shared/domain/engine/time.ts';
import type { Gtin, LotKey, LotNumber } from '../../shared/domain/lots/ids.ts';
import type { LotStatus } from '../../shared/domain/lots/lot.ts';
import type { SqliteDatabase } from '../db/open-database.ts';

export interface FoundLot {
  readonly key: LotKey;
  readonly number: LotNumber;
  readonly gtin: Gtin;
  readonly sku: string;
  readonly name: string;
  readonly expiryOn: DayIso | null;
  readonly status: LotStatus;
}

const SEARCH = `
SELECT lot.key, lot.number, lot.gtin, ifnull(item.sku, '') AS sku, ifnull(item.name, '') AS name, lot.expiry_on AS expiryOn, lot.status
FROM lot LEFT JOIN item ON item.gtin = lot.gtin
WHERE lot.number LIKE @part ESCAPE '\\' OR item.sku LIKE @part ESCAPE '\\' OR item.name LIKE @part ESCAPE '\\' OR lot.gtin LIKE @part ESCAPE '\\'
   OR lot.key = @text
ORDER BY lot.number = @text DESC, lot.status = 'closed', lot.fefo_expiry, lot.number LIMIT @limit`;

/** Lots by a part of their number, SKU, item name or GTIN, in any case; the exact number first, closed lots last. */
export function lotSearchStore(db: SqliteDatabase): (text: string, limit: number) => readonly FoundLot[] {
  const search = db.prepare<[object], FoundLot>(SEARCH);
  return (text, limit) => search.all({ text, part: `%${text.replace(/[\\%_]/g, '\\$&')}%`, limit });
}
