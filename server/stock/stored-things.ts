import type { Things } from '../../shared/domain/engine/effect.ts';
import type { SqliteDatabase } from '../db/open-database.ts';
import type { PlainName } from './kept-things.ts';
import { type StockRows, stockRows } from './stock-rows.ts';
import { type ThingRows, thingRows } from './thing-rows.ts';
import { ANOMALY, DEPARTURE, IN_HAND, LOT, PALLET, SHIPMENT, UNCONFIRMED } from './thing-tables.ts';

/** All that commands change, as rows. */
export type StoredThings = { readonly stock: StockRows } & { readonly [T in PlainName]: ThingRows<Things[T]> };

export function storedThings(db: SqliteDatabase): StoredThings {
  return {
    stock: stockRows(db),
    lot: thingRows(db, LOT),
    pallet: thingRows(db, PALLET),
    unconfirmed: thingRows(db, UNCONFIRMED),
    'in-hand': thingRows(db, IN_HAND),
    departure: thingRows(db, DEPARTURE),
    shipment: thingRows(db, SHIPMENT),
    anomaly: thingRows(db, ANOMALY),
  };
}
