import { router, withCapability } from '../api/trpc.ts';
import type { Store } from '../store.ts';
import { type StuckRow, stuckStore } from './stuck-store.ts';

/** Goods that stand too long. */
export function stuckRouter({ db, masters }: Store) {
  const stuck = stuckStore(db);
  return router({
    list: withCapability('read-everything').query(({ ctx }): readonly StuckRow[] => {
      const where = masters.site();
      return where ? stuck(where.windows, ctx.now) : [];
    }),
  });
}
