import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../../shared/wire/canonical.ts';
import type { Receipt } from '../../shared/wire/push.ts';
import { keptKey } from '../trust/kept-key.ts';

/** Seals what the server acknowledged, so that a phone can later prove it to a server that forgot. */
export interface Sealer {
  seal(fields: Omit<Receipt, 'seal'>): Receipt;
  isGenuine(receipt: Receipt): boolean;
}

/** The key lies beside the database, not in it: a restored database still recognises older receipts. */
export function openSealer(dataDir: string): Sealer {
  const key = keptKey(dataDir, 'receipt.key');
  const sealOf = (fields: Omit<Receipt, 'seal'>) => createHmac('sha256', key).update(canonicalJson(fields)).digest();
  return {
    seal: (fields) => ({ ...fields, seal: sealOf(fields).toString('base64url') }),
    isGenuine: ({ seal, ...fields }) => {
      const given = Buffer.from(seal, 'base64url');
      const right = sealOf(fields);
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
