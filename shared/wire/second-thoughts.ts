import { z } from 'zod';
import { uuidSchema } from './ids.ts';
import type { Verdict } from './verdict.ts';

/** What was judged otherwise of a lane's reports after a number: for a phone whose new copy skipped the feed that said so. */
export const secondThoughtsSchema = z.object({ lane: uuidSchema, after: z.int().nonnegative() });
export type SecondThoughts = z.output<typeof secondThoughtsSchema>;

export interface SecondThoughtsReply {
  /** Whose thoughts they are: the server's history. Older servers do not say. */
  readonly epoch?: string;
  readonly verdicts: readonly Verdict[];
  /** Where to go on; null: that was all. */
  readonly next: number | null;
}
