import type { Brand } from '../engine/brand.ts';

/** GTIN-14, digits, check digit valid. Shorter GTINs are stored left-padded with zeros. */
export type Gtin = Brand<string, 'Gtin'>;
/** Lot number as printed under AI 10: 1–20 characters of GS1 character set 82. */
export type LotNumber = Brand<string, 'LotNumber'>;
/** `${gtin}/${lotNumber}`: what names a lot everywhere. The number may itself hold slashes. */
export type LotKey = Brand<string, 'LotKey'>;
/** Serial shipping container code (AI 00): 18 digits, check digit valid; names a pallet. */
export type Sscc = Brand<string, 'Sscc'>;

const CSET_82 = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/;

/** GS1 mod 10 over digits that end in their check digit (weights 3, 1 from the right). */
export function hasValidCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    sum += i % 2 === 0 ? digit : digit * 3;
  }
  return sum % 10 === 0;
}

/** Mints a GTIN-14 from 8, 12, 13 or 14 digits; null for anything else or a wrong check digit. */
export function parseGtin(text: string): Gtin | null {
  if (!/^(\d{8}|\d{12,14})$/.test(text) || !hasValidCheckDigit(text)) return null;
  return text.padStart(14, '0') as Gtin;
}

/** Mints an SSCC from 18 digits; null for another length or a wrong check digit. */
export function parseSscc(text: string): Sscc | null {
  return /^\d{18}$/.test(text) && hasValidCheckDigit(text) ? (text as Sscc) : null;
}

/** Mints a lot number; null when empty, over 20 characters or outside GS1 character set 82. */
export function parseLotNumber(text: string): LotNumber | null {
  return CSET_82.test(text) ? (text as LotNumber) : null;
}

export function lotKey(gtin: Gtin, number: LotNumber): LotKey {
  return `${gtin}/${number}` as LotKey;
}

/** Mints a lot key from `gtin/number`; null when either half is not valid. */
export function parseLotKey(text: string): LotKey | null {
  const gtin = parseGtin(text.slice(0, 14));
  const number = parseLotNumber(text.slice(15));
  return gtin && number && text[14] === '/' ? lotKey(gtin, number) : null;
}

export function gtinOf(lot: LotKey): Gtin {
  return lot.slice(0, 14) as Gtin;
}

export function lotNumberOf(lot: LotKey): LotNumber {
  return lot.slice(15) as LotNumber;
}
