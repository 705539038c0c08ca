import type { BinCode } from '../../shared/domain/bins/bin.ts';
import type { StockRow } from '../../shared/domain/bins/stock-row.ts';
import type { DayIso } from '../../shared/domain/engine/time.ts';
import type { Gtin, LotKey } from '../../shared/domain/lots/ids.ts';
import type { Lot } from '../../shared/domain/lots/lot.ts';
import type { SqliteDatabase } from '../db/open-database.ts';
import type { StoredThings } from './stored-things.ts';
import { rowCodec } from './thing-rows.ts';
import { LOT, STOCK } from './thing-tables.ts';

/** A row of the FEFO line with its lot. */
export interface LineRow {
  readonly row: StockRow;
  readonly lot: Lot;
}

const IN = 'IN (SELECT value FROM json_each(?))';
const LOTS_OF_ITEM = "(SELECT key FROM lot WHERE gtin = ? AND status <> 'closed')";

export type SliceReads = ReturnType<typeof sliceReads>;

/** What a slice is filled from. A set is asked for in one statement: a call per key costs more than the key. */
export function sliceReads(db: SqliteDatabase, things: StoredThings) {
  return {
    lots: inSet(things.lot.where<[string]>(`key ${IN}`)),
    lotsNumbered: inSet(things.lot.where<[string]>(`number ${IN}`)),
    rowsOfLots: inSet(things.stock.where<[string]>(`lot ${IN}`)),
    rowsInBins: inSet(things.stock.where<[string]>(`bin ${IN}`)),
    rowsOfPallets: inSet(things.stock.where<[string]>(`pallet ${IN} AND pallet <> ''`)),
    rowsOfItem: things.stock.where<[Gtin]>(`lot IN ${LOTS_OF_ITEM}`),
    pallets: inSet(things.pallet.where<[string]>(`sscc ${IN}`)),
    unconfirmedOfLots: inSet(things.unconfirmed.where<[string]>(`lot ${IN}`)),
    unconfirmedInBins: inSet(things.unconfirmed.where<[string]>(`claimed_bin ${IN}`)),
    unconfirmedOfItem: things.unconfirmed.where<[Gtin]>(`lot IN ${LOTS_OF_ITEM}`),
    inHandOfLots: inSet(things['in-hand'].where<[string]>(`lot ${IN}`)),
    departuresOfLots: inSet(things.departure.where<[string]>(`lot ${IN}`)),
    openAnomaliesOfLots: inSet(things.anomaly.where<[string]>(`lot ${IN} AND closed_at IS NULL`)),
    anomalies: inSet(things.anomaly.where<[string]>(`id ${IN}`)),
    shipments: inSet(things.shipment.where<[string]>(`number ${IN}`)),
    line: lineReader(db),
  };
}

function inSet<T>(read: (keys: string) => T[]): (keys: ReadonlySet<string>) => T[] {
  return (keys) => (keys.size === 0 ? [] : read(JSON.stringify([...keys])));
}

export interface LineAsk {
  readonly item: Gtin;
  readonly goodUntil: DayIso;
  /** Rows passed over unread. */
  readonly except: (lot: LotKey, bin: BinCode) => boolean;
}

/**
 * The rows of an item that stand where picking takes from, of lots good until at least the given day, their lots in
 * FEFO order: read one by one, as far as they are asked for. Those of one lot come together, in any order.
 */
function lineReader(db: SqliteDatabase): (line: LineAsk) => Iterable<LineRow> {
  const stock = rowCodec(STOCK);
  const lots = rowCodec(LOT);
  const width = Object.keys(STOCK.columns).length;
  const columns = [STOCK, LOT].flatMap(({ table, columns }) => Object.values<string>(columns).map((column) => `${table}.${column}`));
  const line = db
    .prepare<[Gtin, DayIso], unknown[]>(
      `SELECT ${columns.join(', ')} FROM lot JOIN stock ON stock.lot = lot.key
       WHERE gtin = ? AND fefo_expiry >= ? AND status <> 'closed' AND status = 'available' AND one_lot = 1
       ORDER BY fefo_expiry, fefo_received, number`,
    )
    .raw();
  return function* rowsInLine({ item, goodUntil, except }) {
    for (const row of line.iterate(item, goodUntil)) {
      const [bin, lot] = row as [BinCode, LotKey];
      if (!except(lot, bin)) yield { row: stock.fromRow(row), lot: lots.fromRow(row.slice(width)) };
    }
  };
}
