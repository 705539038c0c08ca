import { z } from 'zod';
import { router, signedIn, withCapability } from '../api/trpc.ts';
import type { Store } from '../store.ts';
import { type BoardPhone, deviceBoardStore } from './device-board-store.ts';

/** The site's phones: what they say of themselves, and what supervisors see of them. */
export function devicesRouter({ db }: Store) {
  const { board, tell } = deviceBoardStore(db);
  return router({
    board: withCapability('read-everything').query(({ ctx }): readonly BoardPhone[] => board(ctx.now)),

    /** What only the phone itself knows. Apart from the push, so that an older server is not asked for what it cannot read. */
    tell: signedIn.input(z.object({ persisted: z.boolean().nullable() }).strict()).mutation(({ ctx, input }) => {
      tell(ctx.session.deviceId, { ...input, at: ctx.now });
      return { ok: true };
    }),
  });
}
