import { z } from 'zod';
import { envelopeSchema } from './envelope.ts';
import { epochMsSchema, hexHashSchema, uuidSchema } from './ids.ts';
import type { Verdict } from './verdict.ts';
import type { Spoken } from './versions.ts';

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

/** Numbers of its lane that a phone has no more and the server never had; its chain goes on from `head`, the one after `to`. */
export const lostSchema = z.object({ from: z.int().min(1), to: z.int().min(1), head: hexHashSchema });

/** Another enrolled phone brings the lane: who, and its signature over `courierSignatureText`. */
export const courierSchema = z.object({ deviceId: uuidSchema, sig: z.string().max(200) });

/** When the server said a report happened, before it forgot it. */
export const toldTimeSchema = z.object({ seq: z.int().min(1), at: epochMsSchema, error: z.int().nonnegative().nullable() });

/** Members a newer phone adds are passed over, so that its queue drains here too. */
export const pushSchema = z.object({
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
  lost: lostSchema.exactOptional(),
  courier: courierSchema.exactOptional(),
  times: z.array(toldTimeSchema).max(MOST_COMMANDS).exactOptional(),
});

export type Push = z.output<typeof pushSchema>;
export type Receipt = z.output<typeof receiptSchema>;
export type Cursor = z.output<typeof cursorSchema>;
export type Lost = z.output<typeof lostSchema>;
export type ToldTime = z.output<typeof toldTimeSchema>;

export type PushReply =
  | {
      readonly kind: 'taken';
      readonly epoch: string;
      readonly serverNow: number;
      readonly ack: Receipt;
      readonly verdicts: readonly Verdict[];
      readonly rev: number;
      readonly durable: number;
      /** Taken, but a newer app is there. */
      readonly upgrade?: 'client-too-old';
      /** Absent: the server speaks protocol 1 alone. */
      readonly speaks?: Spoken;
    }
  | {
      readonly kind: 'reset';
      readonly reset: 'epoch' | 'lane-forked' | 'schema';
      readonly epoch: string;
      readonly serverNow: number;
      readonly laneLast: number;
      readonly newLane?: string;
      readonly speaks?: Spoken;
    };
