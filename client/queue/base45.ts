const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const BASE = ALPHABET.length;

/** Bytes as RFC 9285 base45: the letters a QR code packs most densely. */
export function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const high = bytes[at] ?? 0;
    const low = bytes[at + 1];
    text += low === undefined ? letters(high, 2) : letters(high * 256 + low, 3);
  }
  return text;
}

/** The bytes of a base45 text; null when it is none. */
export function fromBase45(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 3 === 1) return null;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const group = text.slice(at, at + 3);
    const value = numberOf(group);
    if (value === null || value > (group.length === 3 ? 0xffff : 0xff)) return null;
    if (group.length === 3) bytes.push(value >> 8, value & 0xff);
    else bytes.push(value);
  }
  return Uint8Array.from(bytes);
}

/** Least significant letter first, as the RFC writes them. */
function letters(value: number, count: number): string {
  let text = '';
  for (let rest = value; text.length < count; rest = Math.floor(rest / BASE)) text += ALPHABET[rest % BASE];
  return text;
}

function numberOf(group: string): number | null {
  let value = 0;
  for (const letter of [...group].reverse()) {
    const digit = ALPHABET.indexOf(letter);
    if (digit < 0) return null;
    value = value * BASE + digit;
  }
  return value;
}
