import { z } from 'zod';
import type { Refusal } from '../domain/engine/refusal.ts';
import type { EpochMs } from '../domain/engine/time.ts';
import type { Flag } from '../domain/engine/verdict.ts';
import { commandBodySchema } from './envelope.ts';
import { daySchema, gtinSchema, lotKeySchema } from './ids.ts';

/** One online act. `book: false` only asks; `book: true` books it when it is accepted and the role may (idempotent by id). */
export const askSchema = z.object({ command: commandBodySchema, book: z.boolean() }).strict();
export type Ask = z.output<typeof askSchema>;

export interface AskReply {
  readonly outcome: 'accepted' | 'refused';
  readonly broke: Refusal | null;
  readonly overridable: boolean;
  readonly flags: readonly Flag[];
  readonly booked: boolean;
  /** Rev of the booking, or null. */
  readonly rev: number | null;
  /** When it was booked, or null. */
  readonly occurredAt: EpochMs | null;
  /** The history it was booked in, and the newest rev inside a verified backup: what is newer the desk keeps. */
  readonly epoch: string;
  readonly durable: number;
}

export const planSchema = z
  .object({
    item: gtinSchema,
    quantity: z.number(),
    lot: lotKeySchema.exactOptional(),
    shipOn: daySchema.exactOptional(),
    minDays: z.int().nonnegative().exactOptional(),
    minLifeFraction: z.tuple([z.int().nonnegative(), z.int().positive()]).exactOptional(),
  })
  .strict();
export type PlanAsk = z.output<typeof planSchema>;
