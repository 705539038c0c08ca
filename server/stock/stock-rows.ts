import type { StockRow } from '../../shared/domain/bins/stock-row.ts';
import type { SqliteDatabase } from '../db/open-database.ts';
import type { KeptStock } from './kept-things.ts';
import { rowCodec, type ThingRows, thingRows } from './thing-rows.ts';
import { STOCK } from './thing-tables.ts';

type Row = unknown[];

export interface StockRows extends KeptStock, Pick<ThingRows<StockRow>, 'where'> {}

export function stockRows(db: SqliteDatabase): StockRows {
  const { save: _, ...rows } = thingRows(db, STOCK);
  const { toRow } = rowCodec(STOCK);
  const columns = Object.values(STOCK.columns);
  const marks = columns.map(() => '?').join(', ');
  const insert = db.prepare<Row>(`INSERT INTO stock (${columns.join(', ')}, site, one_lot) VALUES (${marks}, ?, ?)`);
  const set = columns.slice(STOCK.keyLength).map((column) => `${column} = ?`);
  const update = db.prepare<Row>(`UPDATE stock SET ${set.join(', ')} WHERE bin = ? AND lot = ? AND pallet = ?`);
  const occupy = db.prepare('INSERT OR IGNORE INTO occupant (site, bin, lot) VALUES (?, ?, ?)');
  const vacate = db.prepare('DELETE FROM occupant WHERE site = @site AND bin = @bin AND NOT EXISTS (SELECT 1 FROM stock WHERE bin = @bin)');

  return {
    ...rows,
    add: (row, { site, oneLot }) => {
      if (oneLot) occupy.run(site, row.bin, row.lot);
      insert.run(...toRow(row), site, oneLot ? 1 : 0);
    },
    update: (row) => {
      const [bin, lot, pallet, ...rest] = toRow(row);
      update.run(...rest, bin, lot, pallet);
    },
    vacate: (site, bin) => void vacate.run({ site, bin }),
  };
}
