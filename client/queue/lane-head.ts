import { laneHeadText } from '../../shared/wire/canonical.ts';

/** SHA-256 of UTF-8 text, lower-case hex; whoever runs the queue brings it. */
export type Sha256 = (text: string) => Promise<string>;

/** The browser's own. */
export async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The lane's heads after each of `links`, in order, the chain so far ending in `head`. */
export async function headsOver(
  sha256: Sha256,
  { lane, head }: { lane: string; head: string },
  links: readonly { seq: number; hash: string }[],
): Promise<string[]> {
  const heads: string[] = [];
  let last = head;
  for (const { seq, hash } of links) {
    last = await sha256(laneHeadText(last, { lane, seq, hash }));
    heads.push(last);
  }
  return heads;
}

export function base64url(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
