import { z } from 'zod';
import { ROLES, type Role } from '../../shared/domain/access/matrix.ts';
import { isEasyPin, isPin } from '../../shared/domain/access/pin.ts';
import { BIN_KINDS, type BinKind, DEFAULT_WINDOWS, isPlaceCode, type Site } from '../../shared/domain/bins/bin.ts';
import { isTimeZone } from '../../shared/domain/engine/time.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import { parseBadge } from '../../shared/domain/scanning/our-codes.ts';
import { binCodeSchema, gtinSchema } from '../../shared/wire/ids.ts';

const words = z.string().trim().min(1).max(120);
const code = z.string().trim().toUpperCase().refine(isPlaceCode, 'is 1–20 of A–Z, 0–9, . _ -');
const hours = z.int().min(1).max(87_600);
const storageClass = z.enum(['frozen', 'chill', 'ambient']);
const days = z.int().min(0).max(3650);

const windowsSchema = z
  .object({
    stuckHours: z
      .partialRecord(z.enum(BIN_KINDS as [BinKind, ...BinKind[]]), hours)
      .default({})
      .transform((given) => ({ ...DEFAULT_WINDOWS.stuckHours, ...given })),
    dispatchMissingHours: hours.default(DEFAULT_WINDOWS.dispatchMissingHours),
  })
  .strict();

export const siteSchema: z.ZodType<Site> = z
  .object({
    code,
    name: words,
    timeZone: z.string().refine(isTimeZone, 'is not a time zone such as Europe/Warsaw'),
    gln: z
      .string()
      .regex(/^\d{13}$/, 'is not 13 digits')
      .nullable()
      .default(null),
    windows: windowsSchema.default(DEFAULT_WINDOWS),
  })
  .strict();

const zoneSchema = z
  .object({
    code,
    name: words,
    minCelsius: z.number().min(-90).max(60),
    maxCelsius: z.number().min(-90).max(60),
    graceMinutes: z.int().min(0).max(1440).default(30),
    storageClass,
  })
  .strict()
  .refine((zone) => zone.minCelsius < zone.maxCelsius, { path: ['maxCelsius'], message: 'is not above minCelsius' });

const binSchema = z
  .object({
    code: binCodeSchema,
    zone: code,
    kind: z.enum(BIN_KINDS as [BinKind, ...BinKind[]]),
    active: z.boolean().default(true),
    capacityPallets: z.int().min(1).max(1000).nullable().default(null),
    walkOrder: z.int().min(0).max(1_000_000).default(0),
  })
  .strict();

const itemSchema: z.ZodType<Item> = z
  .object({
    gtin: gtinSchema,
    sku: words,
    name: words,
    unit: z.string().trim().min(1).max(12),
    decimals: z.int().min(0).max(3).default(0),
    unitsPerCarton: z.int().min(1).max(100_000).nullable().default(null),
    cartonsPerPallet: z.int().min(1).max(10_000).nullable().default(null),
    storageClass,
    expiryRequired: z.boolean().default(true),
    minDaysAtDispatch: days.default(0),
    minDaysAtReceipt: days.default(0),
    minLifeFraction: z
      .tuple([z.int().min(0), z.int().min(1)])
      .nullable()
      .default(null),
    expiringSoonDays: days.default(7),
  })
  .strict();

export const badgeSchema = z.string().transform((text, context) => {
  const badge = parseBadge(text);
  if (badge !== null) return badge;
  context.issues.push({ code: 'custom', input: text, message: 'is not 2–16 letters and digits' });
  return z.NEVER;
});
export const pinSchema = z
  .string()
  .refine(isPin, 'is not 6 digits')
  .refine((pin) => !isEasyPin(pin), 'is too easy to guess');

const workerSchema = z
  .object({
    badge: badgeSchema,
    name: words,
    roles: z
      .array(z.enum(ROLES as [Role, ...Role[]]))
      .min(1)
      .max(ROLES.length),
    language: z
      .string()
      .regex(/^[a-z]{2}$/, 'is not a two-letter language')
      .default('en'),
    active: z.boolean().default(true),
    /** Only a new worker needs one; for a known worker it replaces the old PIN. */
    pin: pinSchema.exactOptional(),
  })
  .strict();

/** The file an administrator brings. Keys: zone and bin code, item GTIN, worker badge. */
export const masterDataSchema = z
  .object({
    site: siteSchema.exactOptional(),
    zones: z.array(zoneSchema).max(500).default([]),
    bins: z.array(binSchema).max(20_000).default([]),
    items: z.array(itemSchema).max(20_000).default([]),
    workers: z.array(workerSchema).max(2_000).default([]),
  })
  .strict();

export type MasterData = z.output<typeof masterDataSchema>;
export type WorkerEntry = z.output<typeof workerSchema>;
