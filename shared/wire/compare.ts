import { z } from 'zod';
import { VIEW_THING_NAMES, type ViewThingName } from './feed.ts';
import { cursorSchema } from './push.ts';

/** What the server holds of one kind after a key, asked by a phone that stands at this cursor: has it the same? */
export const compareSchema = z.object({
  cursor: cursorSchema,
  thing: z.enum(VIEW_THING_NAMES as [ViewThingName, ...ViewThingName[]]),
  after: z.string().max(300).nullable(),
});
export type Compare = z.output<typeof compareSchema>;

export type CompareReply =
  /** The server is elsewhere by now: ask after the next pull. */
  | { readonly kind: 'moved' }
  /** SHA-256 of `rowsText` over the rows whose key is above `after` and, unless there are no more, not above `through`. */
  | { readonly kind: 'rows'; readonly through: string | null; readonly digest: string };
