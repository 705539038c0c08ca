import type { Brand } from '../engine/brand.ts';

/** A count of the item's smallest step (decimals 3 and unit kg: grams). Never a float, never negative. */
export type Quantity = Brand<number, 'Quantity'>;

/** More steps than any store holds: a quantity above this is a typing error. */
export const ABSURD_QUANTITY = 1_000_000_000;

export const ZERO = 0 as Quantity;

/** Mints a quantity from steps; null when negative, fractional or above 10⁹. Zero is allowed. */
export function parseQuantity(steps: number): Quantity | null {
  return Number.isSafeInteger(steps) && steps >= 0 && steps <= ABSURD_QUANTITY ? (steps as Quantity) : null;
}

/**
 * Reads a decimal text in base units ("12.5") as steps of an item with `decimals` places.
 * Null when it is no decimal number, is negative, has more places than the item counts, or is absurd.
 */
export function quantityFromText(text: string, decimals: number): Quantity | null {
  const match = /^(\d{1,12})(?:[.,](\d{1,9}))?$/.exec(text.trim());
  if (!match) return null;
  const places = (match[2] ?? '').replace(/0+$/, '');
  if (places.length > decimals) return null;
  return parseQuantity(Number(`${match[1]}${places.padEnd(decimals, '0')}`));
}

/** The decimal text of a quantity in base units: 12500 steps at 3 decimals is "12.5". */
export function quantityToText(quantity: Quantity, decimals: number): string {
  if (decimals === 0) return String(quantity);
  const digits = String(quantity).padStart(decimals + 1, '0');
  const places = digits.slice(-decimals).replace(/0+$/, '');
  const whole = digits.slice(0, -decimals);
  return places ? `${whole}.${places}` : whole;
}

export function plus(a: Quantity, b: Quantity): Quantity {
  return (a + b) as Quantity;
}

/** `a − b`, never below zero. */
export function minus(a: Quantity, b: Quantity): Quantity {
  return Math.max(0, a - b) as Quantity;
}

export function smaller(a: Quantity, b: Quantity): Quantity {
  return a < b ? a : b;
}
