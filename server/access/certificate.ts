import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../shared/wire/canonical.ts';
import { uuidSchema } from '../../shared/wire/ids.ts';
import { keptKey } from '../trust/kept-key.ts';
import { publicKeySchema } from './device-key.ts';

const name = z.string().min(1).max(120);
const instant = z.int().nonnegative();

const deviceSchema = z.object({
  kind: z.literal('device'),
  id: uuidSchema,
  publicKey: publicKeySchema,
  name,
  registeredAt: instant,
  by: name,
});
const shiftSchema = z.object({
  kind: z.literal('shift'),
  session: name,
  worker: name,
  device: uuidSchema,
  at: instant,
  expiresAt: instant,
});
const certificateSchema = z.discriminatedUnion('kind', [deviceSchema, shiftSchema]);

/**
 * What the server once knew, in the phone's keeping: that a phone is enrolled, or that a worker signed in on it. A
 * server whose database is older than that believes its own seal.
 */
export type Certificate = z.output<typeof certificateSchema>;
export type DeviceCertificate = z.output<typeof deviceSchema>;
export type ShiftCertificate = z.output<typeof shiftSchema>;

export interface Notary {
  certify(certificate: Certificate): string;
  /** What a text certifies; null when it is not sealed by this server. */
  read(text: string): Certificate | null;
}

/** The key lies beside the database, so that a restored database knows the phones enrolled after it. */
export function openNotary(dataDir: string): Notary {
  const key = keptKey(dataDir, 'enrolment.key');
  const sealOf = (body: string) => createHmac('sha256', key).update(`lotkeeper-certificate-v1|${body}`).digest();
  return {
    certify: (certificate) => {
      const body = Buffer.from(canonicalJson(certificate)).toString('base64url');
      return `${body}.${sealOf(body).toString('base64url')}`;
    },
    read: (text) => {
      const [body = '', seal = ''] = text.split('.');
      const [given, right] = [Buffer.from(seal, 'base64url'), sealOf(body)];
      if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
      return certificateSchema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))).data ?? null;
    },
  };
}
