import type { Bin } from '../../shared/domain/bins/bin.ts';
import { holdsOneLot } from '../../shared/domain/bins/bin.ts';
import { atomicallyIn } from '../db/atomically.ts';
import type { SqliteDatabase } from '../db/open-database.ts';
import type { MasterStore } from '../stock/master-store.ts';

export type ImportStore = ReturnType<typeof importStore>;

/** What an import asks of the stock, and the one master change that stock must follow: a bin's kind. */
export function importStore(db: SqliteDatabase, masters: MasterStore) {
  const lotsIn = db.prepare<[string], number>('SELECT count(DISTINCT lot) FROM stock WHERE bin = ?').pluck();
  const oneLot = db.prepare<[string], string>('SELECT key FROM lot WHERE gtin = ? LIMIT 1').pluck();
  const openLots = db.prepare<[], number>(`SELECT count(*) FROM lot WHERE status <> 'closed'`).pluck();
  const occupy = db.prepare('INSERT OR IGNORE INTO occupant (site, bin, lot) SELECT DISTINCT site, bin, lot FROM stock WHERE bin = ?');
  const vacate = db.prepare('DELETE FROM occupant WHERE bin = ?');
  return {
    lotsIn: (bin: string) => lotsIn.get(bin) ?? 0,
    hasLots: (gtin: string) => oneLot.get(gtin) !== undefined,
    openLots: () => openLots.get() ?? 0,
    atomically: atomicallyIn(db),
    /** Rows of a bin that becomes a one-lot bin need its occupant first; one that stops being one has none. */
    saveBin: (bin: Bin) => {
      if (holdsOneLot(bin.kind)) occupy.run(bin.code);
      masters.save('bin', bin);
      if (!holdsOneLot(bin.kind)) vacate.run(bin.code);
    },
  };
}
