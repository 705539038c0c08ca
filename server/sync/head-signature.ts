import { type KeyObject, verify } from 'node:crypto';
import { headSignatureText } from '../../shared/wire/canonical.ts';

/** ECDSA P-256 / SHA-256 over a text's UTF-8; 64 bytes r ‖ s (IEEE P1363), base64url. */
export function isSigned(key: KeyObject, text: string, sig: string): boolean {
  return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(sig, 'base64url'));
}

/** A phone's word for its lane up to a number. */
export function isHeadSigned(
  key: KeyObject,
  { lane, headSeq, head, sig }: { lane: string; headSeq: number; head: string; sig: string },
): boolean {
  return isSigned(key, headSignatureText(lane, headSeq, head), sig);
}
