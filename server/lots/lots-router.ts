import { z } from 'zod';
import { gtinSchema, lotKeySchema } from '../../shared/wire/ids.ts';
import { router, withCapability } from '../api/trpc.ts';
import type { DeskReader } from '../reading/desk-reader.ts';
import { AGE_BUCKETS, EXPIRY_BUCKETS } from './age-buckets.ts';
import { AGE_SORTS, type AgeTable } from './lot-age.ts';
import type { LotPage } from './lot-page.ts';

const MOST_ROWS = 5_000;

const ageSchema = z
  .object({
    zone: z.string().max(20).exactOptional(),
    item: gtinSchema.exactOptional(),
    status: z.enum(['expected', 'available', 'hold', 'recalled', 'closed']).exactOptional(),
    age: z.enum(AGE_BUCKETS).exactOptional(),
    expiry: z.enum(EXPIRY_BUCKETS).exactOptional(),
    sort: z.enum(AGE_SORTS).default('expiry'),
    descending: z.boolean().default(false),
    offset: z.int().nonnegative().default(0),
    limit: z.int().min(1).max(MOST_ROWS).default(200),
  })
  .strict();

/** What screens read about lots. */
export function lotsRouter(reader: DeskReader) {
  return router({
    age: withCapability('read-everything')
      .input(ageSchema)
      .query(({ ctx, input }): Promise<AgeTable> => reader.read('age', input, ctx.now)),

    page: withCapability('read-floor')
      .input(z.object({ lot: lotKeySchema }).strict())
      .query(({ ctx, input }): Promise<LotPage | null> => reader.read('lot', input.lot, ctx.now)),

    search: withCapability('read-floor')
      .input(z.object({ text: z.string().trim().min(1).max(60), limit: z.int().min(1).max(100).default(30) }).strict())
      .query(({ ctx, input }) => reader.read('search', input, ctx.now)),
  });
}
