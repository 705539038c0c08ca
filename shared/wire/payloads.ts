import { z } from 'zod';
import type { CommandKind, Payloads } from '../domain/movements/command.ts';
import { binCodeSchema, commandIdSchema, daySchema, gtinSchema, lotKeySchema, lotNumberSchema, ssccSchema } from './ids.ts';

const words = z.string().trim().min(1).max(200);
/** As claimed; whether it is valid is a rule's business, so that nonsense stays a recorded fact. */
const claimed = z.number();

const move = z.object({
  lot: lotKeySchema,
  from: binCodeSchema,
  to: binCodeSchema,
  quantity: claimed,
  pallet: ssccSchema.exactOptional(),
  reason: words.exactOptional(),
});

/** One schema per kind at its current version; older ones are up-cast before they are read. Unknown keys are dropped: an older server reads a newer phone. */
export const PAYLOAD_SCHEMAS: { readonly [K in CommandKind]: z.ZodType<Payloads[K]> } = {
  receive: z.object({
    item: gtinSchema,
    lot: lotNumberSchema,
    to: binCodeSchema,
    quantity: claimed,
    pallet: ssccSchema.exactOptional(),
    expiryOn: daySchema.exactOptional(),
    producedOn: daySchema.exactOptional(),
    supplier: words.exactOptional(),
    origin: words.exactOptional(),
    reference: words.exactOptional(),
    duplicateReason: words.exactOptional(),
  }),
  putaway: move,
  transfer: move,
  pick: z.object({
    lot: lotKeySchema,
    from: binCodeSchema,
    quantity: claimed,
    pallet: ssccSchema.exactOptional(),
    to: binCodeSchema.exactOptional(),
    order: words.exactOptional(),
    shipOn: daySchema.exactOptional(),
  }),
  dispatch: z.object({
    lot: lotKeySchema,
    from: binCodeSchema.exactOptional(),
    quantity: claimed,
    pallet: ssccSchema.exactOptional(),
    destination: words.exactOptional(),
    shipment: words.exactOptional(),
    carrier: words.exactOptional(),
  }),
  return: z.object({ lot: lotKeySchema, to: binCodeSchema, quantity: claimed, customer: words.exactOptional() }),
  sighting: z.object({ lot: lotKeySchema, bin: binCodeSchema, pallet: ssccSchema.exactOptional() }),
  count: z.object({ bin: binCodeSchema, found: z.array(z.object({ lot: lotKeySchema, quantity: claimed })).max(200) }),
  adjust: z.object({
    lot: lotKeySchema,
    bin: binCodeSchema,
    pallet: ssccSchema.exactOptional(),
    quantity: claimed,
    seen: claimed.exactOptional(),
    reason: words.exactOptional(),
  }),
  'write-off': z.object({
    lot: lotKeySchema,
    bin: binCodeSchema,
    pallet: ssccSchema.exactOptional(),
    quantity: claimed,
    reason: words.exactOptional(),
  }),
  hold: z.object({ lot: lotKeySchema, reason: words.exactOptional() }),
  release: z.object({ lot: lotKeySchema, reason: words.exactOptional() }),
  recall: z.object({ lots: z.array(lotKeySchema).min(1).max(1000), reason: words.exactOptional() }),
  'close-anomaly': z.object({ anomaly: z.string().min(1).max(200), reason: words.exactOptional() }),
  void: z.object({ of: commandIdSchema }),
};
