import { hasValidCheckDigit } from '../lots/ids.ts';

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MODULUS = CHARACTERS.length;

/** A typed code with its check character taken off, or the index of the character to look at again. */
export type TypedCode = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly at: number };

/**
 * The check character printed after bin and house codes: ISO 7064 Mod 37,36 over the code's letters and digits.
 * Case and separators do not count, so `a042` and `A-04-2` share theirs. Catches every single wrong character and
 * all but 2 in 1,000 neighbours swapped.
 */
export function checkCharacterOf(code: string): string {
  return CHARACTERS[(MODULUS + 1 - fold(code)) % MODULUS] ?? '';
}

/** A code as printed for typing: `A-04-2 X`. */
export function withCheckCharacter(code: string): string {
  return `${code} ${checkCharacterOf(code)}`;
}

/**
 * Reads what was typed on the keypad. GTINs (12–14 digits) and SSCCs (18) carry GS1's own check digit and stay whole;
 * any other code ends in its check character, which is taken off. A slip is refused where the check stands.
 */
export function readTypedCode(typed: string): TypedCode {
  const text = typed.trim().toUpperCase();
  const last = text.length - 1;
  if (/^(\d{12,14}|\d{18})$/.test(text)) return hasValidCheckDigit(text) ? { ok: true, text } : { ok: false, at: last };
  const code = text.slice(0, -1).trim();
  return code !== '' && checkCharacterOf(code) === text[last] ? { ok: true, text: code } : { ok: false, at: Math.max(0, last) };
}

function fold(code: string): number {
  let product = MODULUS;
  for (const character of code.toUpperCase()) {
    const value = CHARACTERS.indexOf(character);
    if (value < 0) continue;
    product = (((product + value) % MODULUS || MODULUS) * 2) % (MODULUS + 1);
  }
  return product;
}
