import type { BinCode } from '../../shared/domain/bins/bin.ts';
import type { DayIso } from '../../shared/domain/engine/time.ts';
import type { LotKey } from '../../shared/domain/lots/ids.ts';
import type { SqliteDatabase } from '../db/open-database.ts';

export interface DemoPlace {
  readonly lot: LotKey;
  readonly bin: BinCode;
  readonly expiryOn: DayIso;
  readonly name: string;
  readonly zoneName: string;
}

/** Two lots of one item: the one that goes first, and a newer one that a picker is stopped from taking. */
export interface DemoPair {
  readonly first: DemoPlace;
  readonly newer: DemoPlace;
}

const LINE = `
WITH line AS (
  SELECT lot.key AS lot, stock.bin, lot.expiry_on AS expiryOn, item.name, zone.doc ->> 'name' AS zoneName, lot.gtin,
         row_number() OVER (PARTITION BY lot.gtin ORDER BY lot.fefo_expiry, lot.fefo_received, lot.number, stock.bin) AS place,
         count(*) OVER (PARTITION BY lot.gtin) AS length
  FROM lot JOIN stock ON stock.lot = lot.key JOIN bin ON bin.code = stock.bin JOIN zone ON zone.code = bin.zone JOIN item USING (gtin)
  WHERE stock.one_lot = 1 AND lot.status = 'available' AND lot.expiry_on > date(@today, (item.doc ->> 'minDaysAtDispatch') || ' days')
)
SELECT first.*, newer.lot AS newerLot, newer.bin AS newerBin, newer.expiryOn AS newerExpiryOn, newer.zoneName AS newerZoneName
FROM line AS first JOIN line AS newer ON newer.gtin = first.gtin AND newer.place = newer.length AND newer.expiryOn > first.expiryOn
WHERE first.place = 1 ORDER BY first.length DESC, first.lot LIMIT 1`;

type Row = DemoPlace & {
  readonly newerLot: LotKey;
  readonly newerBin: BinCode;
  readonly newerExpiryOn: DayIso;
  readonly newerZoneName: string;
};

/** Something to try first-expired-first-out on, as the stock stands today; null when no item has two lots. */
export function demoPairStore(db: SqliteDatabase): (today: DayIso) => DemoPair | null {
  const find = db.prepare<[object], Row>(LINE);
  return (today) => {
    const row = find.get({ today });
    if (!row) return null;
    const { newerLot: lot, newerBin: bin, newerExpiryOn: expiryOn, newerZoneName: zoneName, ...first } = row;
    return { first, newer: { lot, bin, expiryOn, zoneName, name: first.name } };
  };
}

/** Where goods of an item may go: a dock to come in at, and an empty bin of the zone its other lots stand in. */
export interface DemoRoom {
  readonly dock: BinCode;
  readonly dockZone: string;
  readonly bin: BinCode;
  readonly zoneName: string;
}

const ROOM = `
SELECT dock.code AS dock, dock_zone.doc ->> 'name' AS dockZone, bin.code AS bin, zone.doc ->> 'name' AS zoneName
FROM bin AS near JOIN bin ON bin.zone = near.zone JOIN zone ON zone.code = bin.zone,
     bin AS dock JOIN zone AS dock_zone ON dock_zone.code = dock.zone
WHERE near.code = @beside AND bin.doc ->> 'kind' = 'storage' AND bin.code NOT IN (SELECT bin FROM stock) AND dock.doc ->> 'kind' = 'dock'
ORDER BY bin.doc ->> 'walkOrder', dock.code LIMIT 1`;

/** Room for one more lot beside the one in this bin, as the stock stands now; null when that zone is full. */
export function demoRoomStore(db: SqliteDatabase): (beside: BinCode) => DemoRoom | null {
  const find = db.prepare<[object], DemoRoom>(ROOM);
  return (beside) => find.get({ beside }) ?? null;
}
