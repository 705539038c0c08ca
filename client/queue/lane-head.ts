import { headSignatureText, laneHeadText } from '../../shared/wire/canonical.ts';

/** SHA-256 of UTF-8 text, lower-case hex. */
export async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The lane's heads after each of `links`, in order, the chain so far ending in `head`. */
export async function headsOver(lane: string, head: string, links: readonly { seq: number; hash: string }[]): Promise<string[]> {
  const heads: string[] = [];
  let last = head;
  for (const { seq, hash } of links) {
    last = await sha256Hex(laneHeadText(last, { lane, seq, hash }));
    heads.push(last);
  }
  return heads;
}

/** The device key's word for a lane up to `seq`: ECDSA P-256/SHA-256, IEEE P1363, base64url. */
export async function signHead(key: CryptoKey, lane: string, seq: number, head: string): Promise<string> {
  const bytes = new TextEncoder().encode(headSignatureText(lane, seq, head));
  return base64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes));
}

export function base64url(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
