import { z } from 'zod';
import { pinSchema, siteSchema } from '../admin/master-data.ts';
import { open, router } from '../api/trpc.ts';
import type { Store } from '../store.ts';
import { createSite } from './setup.ts';

const token = z.string().min(1).max(100);

const createSchema = z
  .object({
    token,
    site: siteSchema,
    admin: z
      .object({
        name: z.string().trim().min(1).max(120),
        pin: pinSchema,
        language: z
          .string()
          .regex(/^[a-z]{2}$/)
          .default('en'),
      })
      .strict(),
  })
  .strict();

/** The first start: open to whoever holds the one-time link from the server's terminal, and only until there is a site. */
export function setupRouter(store: Store) {
  return router({
    status: open.input(z.object({ token: token.nullable() }).strict()).query(({ input }) => ({
      isSetUp: store.masters.site() !== null,
      tokenFits: input.token !== null && store.access.isSetupToken(input.token),
    })),
    create: open.input(createSchema).mutation(({ ctx, input }) => createSite(store, input, ctx.now)),
  });
}
