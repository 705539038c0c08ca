import { router, withCapability } from '../api/trpc.ts';
import type { DeskReader } from '../reading/desk-reader.ts';
import type { StuckRow } from './stuck-store.ts';

/** Goods that stand too long. */
export function stuckRouter(reader: DeskReader) {
  return router({
    list: withCapability('read-everything').query(({ ctx }): Promise<readonly StuckRow[]> => reader.read('stuck', null, ctx.now)),
  });
}
