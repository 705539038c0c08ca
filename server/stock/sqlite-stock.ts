import type { Effect } from '../../shared/domain/engine/effect.ts';
import type { Slice } from '../../shared/domain/engine/slice.ts';
import type { Worked } from '../../shared/domain/engine/stock-port.ts';
import type { Touch } from '../../shared/domain/engine/touch.ts';
import type { SqliteDatabase } from '../db/open-database.ts';
import type { Stock } from './kept-things.ts';
import { type JudgedBefore, sliceLoader } from './load-slice.ts';
import type { MasterStore } from './master-store.ts';
import { netEffects, saveEffects } from './save-effects.ts';
import { sliceReads } from './slice-reads.ts';
import { type StoredThings, storedThings } from './stored-things.ts';

/** The stock in SQLite. */
export interface SqliteStock extends Stock {
  readonly things: StoredThings;
  transactNow<T>(touch: Touch, work: (slice: Slice) => Worked<T>): T;
}

export function sqliteStock(db: SqliteDatabase, masters: MasterStore, judgedBefore: JudgedBefore): SqliteStock {
  const things = storedThings(db);
  const load = sliceLoader(sliceReads(db, things), masters, judgedBefore);
  const save = (slice: Slice, effects: readonly Effect[]) => saveEffects(things, slice, effects);
  const transactNow = <T>(touch: Touch, work: (slice: Slice) => Worked<T>): T => {
    const run = db.transaction(() => {
      const site = masters.site();
      if (!site) throw new Error('there is no site yet: set the server up first');
      const slice = load(touch, site);
      const worked = work(slice);
      save(slice, netEffects(worked.effects));
      return worked.value;
    });
    return run.immediate();
  };
  return { things, load, save, transactNow, transact: async (touch, work) => transactNow(touch, work) };
}
