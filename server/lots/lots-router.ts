import { z } from 'zod';
import type { DayIso, EpochMs } from '../../shared/domain/engine/time.ts';
import { dayInZone } from '../../shared/domain/engine/time.ts';
import { gtinSchema, lotKeySchema } from '../../shared/wire/ids.ts';
import { type AnomalyRow, anomalyStore } from '../anomalies/anomaly-store.ts';
import { router, withCapability } from '../api/trpc.ts';
import type { Store } from '../store.ts';
import { AGE_BUCKETS, EXPIRY_BUCKETS } from './age-buckets.ts';
import { heldLotsStore } from './held-lots-store.ts';
import { AGE_SORTS, type AgeTable, ageTable } from './lot-age.ts';
import { type LotRecord, lotPageStore } from './lot-page-store.ts';
import { lotSearchStore } from './lot-search-store.ts';
import { type MassBalance, massBalanceOf } from './mass-balance.ts';

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

export interface LotPage extends LotRecord {
  readonly today: DayIso;
  readonly balance: MassBalance;
  readonly anomalies: readonly AnomalyRow[];
}

/** What screens read about lots. */
export function lotsRouter({ db, masters }: Store) {
  const anomalies = anomalyStore(db);
  const held = heldLotsStore(db);
  const record = lotPageStore(db);
  const search = lotSearchStore(db);
  const zoneAt = (now: EpochMs) => ({ now, timeZone: masters.site()?.timeZone ?? 'UTC' });
  return router({
    age: withCapability('read-everything')
      .input(ageSchema)
      .query(({ ctx, input }): AgeTable => ageTable(held(), input, zoneAt(ctx.now))),

    page: withCapability('read-floor')
      .input(z.object({ lot: lotKeySchema }).strict())
      .query(({ ctx, input }): LotPage | null => {
        const found = record(input.lot);
        if (!found) return null;
        const { now, timeZone } = zoneAt(ctx.now);
        return {
          ...found,
          today: dayInZone(now, timeZone),
          balance: massBalanceOf(found),
          anomalies: [true, false].flatMap((open) => anomalies.list({ open, lot: input.lot, offset: 0, limit: 100 }).rows),
        };
      }),

    search: withCapability('read-floor')
      .input(z.object({ text: z.string().trim().min(1).max(60), limit: z.int().min(1).max(100).default(30) }).strict())
      .query(({ input }) => search(input.text, input.limit)),
  });
}
