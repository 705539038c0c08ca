import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** A phone's public key as it says it: SubjectPublicKeyInfo (RFC 5280) of a point on P-256, base64url. */
export const publicKeySchema = z
  .string()
  .max(200)
  .refine((text) => isP256(text), 'is not a P-256 public key (SPKI, base64url)');

/** The key to verify with; throws on a text that `publicKeySchema` would refuse. */
export function readPublicKey(text: string): KeyObject {
  return createPublicKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'spki' });
}

/** The one name of a key, however its text was padded. */
export function thumbprintOf(text: string): string {
  return createHash('sha256').update(Buffer.from(text, 'base64url')).digest('hex');
}

function isP256(text: string): boolean {
  try {
    return readPublicKey(text).asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}
