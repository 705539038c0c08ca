import type { ThingName, Things } from '../../shared/domain/engine/effect.ts';
import type { SqliteDatabase } from '../db/open-database.ts';
import { type StockRows, stockRows } from './stock-rows.ts';
import { type ThingRows, thingRows } from './thing-rows.ts';
import { ANOMALY, DEPARTURE, IN_HAND, LOT, PALLET, SHIPMENT, UNCONFIRMED } from './thing-tables.ts';

/** What is written without asking who stands in the bin. */
export type PlainName = Exclude<ThingName, 'stock'>;

/** All that commands change, as rows. */
export interface StoredThings extends PlainThings {
  readonly stock: StockRows;
}

export type PlainThings = { readonly [T in PlainName]: ThingRows<Things[T]> };

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
