import { z } from 'zod';
import { commandIdSchema, epochMsSchema, gtinSchema, hexHashSchema, lotKeySchema, uuidSchema } from './ids.ts';

const name = z.string().min(1).max(80);

/** Who acted: the worker, the one role acted in, the session it was done under. */
export const actorSchema = z.object({ worker: name, role: name, session: z.string().max(80) });

/** Wall and monotonic clock of the phone (ms), which document (`boot`) it was, and what it knows of the server's clock. */
export const clockSchema = z.object({
  wall: epochMsSchema,
  mono: z.number(),
  boot: z.string().min(1).max(64),
  offset: z.int().nullable(),
  error: z.int().nonnegative().nullable(),
});

export const scanSchema = z.object({
  raw: z.string().max(500),
  symbology: z.string().max(8).nullable(),
  via: z.enum(['camera', 'wedge', 'typed', 'list']),
});

const taskSchema = z.object({
  id: name.exactOptional(),
  item: gtinSchema.exactOptional(),
  lot: lotKeySchema.exactOptional(),
  open: z.number().exactOptional(),
});

/** A second badge. An empty reason travels: the rules answer it with `reason-required`. */
const overrideSchema = z.object({ worker: name, role: name, session: z.string().max(80), reason: z.string().max(200) });

/** What the worker was shown before doing it. */
export const toldSchema = z.object({ outcome: z.string().max(20), codes: z.array(z.string().max(60)).max(20) });

/** The envelope this build writes and reads. */
export const ENVELOPE_VERSION = 1;

/**
 * Everything of a command but its place in the queue; `hash` is over the canonical JSON of exactly this. A newer `v` is
 * let in as far as it has the same members, and then parked: what its new ones mean is not known here.
 */
export const commandBodySchema = z.object({
  v: z.int().min(1).max(1000),
  id: commandIdSchema,
  deviceId: uuidSchema,
  kind: z.string().min(1).max(40),
  kindVersion: z.int().min(1).max(1000),
  payload: z.record(z.string(), z.unknown()),
  task: taskSchema.exactOptional(),
  override: overrideSchema.exactOptional(),
  actor: actorSchema,
  clock: clockSchema,
  basis: z.object({ epoch: z.string().max(64), rev: z.int().nonnegative() }),
  told: toldSchema,
  scans: z.array(scanSchema).max(20),
});

/**
 * A report as queued: body, its hash, and its gapless place in its phone's lane. Members a newer phone adds stop nothing:
 * they are hashed and kept as they came, and read by nobody. One that changes a report's meaning comes with a newer
 * `kindVersion`.
 */
export const envelopeSchema = commandBodySchema.extend({ lane: uuidSchema, seq: z.int().min(1), hash: hexHashSchema });

export type CommandBody = z.output<typeof commandBodySchema>;
export type Envelope = z.output<typeof envelopeSchema>;
export type RawScan = z.output<typeof scanSchema>;
