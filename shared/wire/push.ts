import { z } from 'zod';
import { envelopeSchema } from './envelope.ts';
import { hexHashSchema, uuidSchema } from './ids.ts';
import type { Verdict } from './verdict.ts';

export { PROTOCOL } from './versions.ts';

/** Limits the server holds a push to; the phone stays well below. */
export const MOST_COMMANDS = 1000;
export const MOST_PUSH_BYTES = 2 * 1024 * 1024;

/** Sealed by the server's key: what it has of a lane, up to which rev. Only this can prove that a server forgot something. */
export const receiptSchema = z.object({
  epoch: z.string(),
  lane: uuidSchema,
  seq: z.int().nonnegative(),
  rev: z.int().nonnegative(),
  chain: hexHashSchema,
  seal: z.string().max(200),
});

export const cursorSchema = z.object({ epoch: z.string().max(64), rev: z.int().nonnegative(), chain: hexHashSchema });

export const pushSchema = z
  .object({
    protocol: z.int(),
    epoch: z.string().max(64).nullable(),
    deviceId: uuidSchema,
    lane: uuidSchema,
    acked: receiptSchema.nullable(),
    cursor: cursorSchema.nullable(),
    build: z.string().max(40),
    commands: z.array(envelopeSchema).max(MOST_COMMANDS),
    /** The lane's head after the last command here (after the last one ever, when there is none), and its place. */
    head: hexHashSchema,
    headSeq: z.int().nonnegative(),
    sig: z.string().max(200),
    queue: z.object({ depth: z.int().nonnegative(), oldestWall: z.int().nullable(), bytes: z.int().nonnegative() }),
    sent: z.object({ wall: z.int(), mono: z.number() }),
  })
  .strict();

export type Push = z.output<typeof pushSchema>;
export type Receipt = z.output<typeof receiptSchema>;
export type Cursor = z.output<typeof cursorSchema>;

export type PushReply =
  | {
      readonly kind: 'taken';
      readonly epoch: string;
      readonly serverNow: number;
      readonly ack: Receipt;
      readonly verdicts: readonly Verdict[];
      readonly rev: number;
      readonly durable: number;
      readonly upgrade?: 'client-too-old';
    }
  | {
      readonly kind: 'reset';
      readonly reset: 'epoch' | 'lane-forked' | 'schema';
      readonly epoch: string;
      readonly serverNow: number;
      readonly laneLast: number;
      readonly newLane?: string;
    };
