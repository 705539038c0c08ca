import { z } from 'zod';
import type { CommandBody } from './envelope.ts';
import { hexHashSchema, uuidSchema } from './ids.ts';
import { MOST_COMMANDS } from './push.ts';

/** Carried as it is: only the server reads it, and what is hashed must not lose a key on the way. */
const carriedBodySchema = z.custom<CommandBody>((body) => typeof body === 'object' && body !== null && !Array.isArray(body));

/** Reports in a row that one signature vouches for: what a single push carries. Their places and hashes follow from `after`. */
const handOverPieceSchema = z.object({
  bodies: z.array(carriedBodySchema).min(1).max(MOST_COMMANDS),
  /** The lane's head after the last of them, and the device key's signature over it. */
  head: hexHashSchema,
  sig: z.string().max(200),
});

/**
 * What one phone gives another to carry to the server: its reports in lane order, each piece signed by its own key.
 * Whoever carries it can neither change nor reorder anything. What a newer phone says besides is passed over.
 */
export const handOverSchema = z.object({
  format: z.literal('lotkeeper-hand-over'),
  v: z.literal(1),
  deviceId: uuidSchema,
  lane: uuidSchema,
  /** Whose shift it was, for people; proves nothing. */
  of: z.string().max(120),
  /** The giving phone's wall time. */
  at: z.int().nonnegative(),
  /** The last number before the first piece, and the lane's head there. */
  after: z.object({ seq: z.int().nonnegative(), head: hexHashSchema }),
  pieces: z.array(handOverPieceSchema).min(1).max(1000),
  /** What the server sealed when the phone was enrolled and its workers signed in: one that was restored may have forgotten. */
  certificates: z.array(z.string().max(2000)).max(1000).optional(),
});

export type HandOver = z.output<typeof handOverSchema>;
export type HandOverPiece = HandOver['pieces'][number];
