import { type KeyObject, verify } from 'node:crypto';
import { headSignatureText } from '../../shared/wire/canonical.ts';

/** ECDSA P-256 / SHA-256 over the head's text; 64 bytes r ‖ s (IEEE P1363), base64url. */
export function isHeadSigned(key: KeyObject, place: { lane: string; headSeq: number; head: string; sig: string }): boolean {
  const text = Buffer.from(headSignatureText(place.lane, place.headSeq, place.head));
  return verify('sha256', text, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(place.sig, 'base64url'));
}
