import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasValidCheckDigit } from '../lots/ids.ts';
import { buildSscc, checkDigitOf } from './check-digit.ts';

describe('the GS1 check digit', () => {
  it.each([
    ['0950600013435', 2],
    ['19506000134350000', 9],
    ['39506000134350000', 3],
    ['950600013436', 9],
    ['0', 0],
  ])('of %s is %d', (digits, expected) => expect(checkDigitOf(digits)).toBe(expected));

  it.each(['', '12A', ' 12', '-1', '1.5'])('of %j does not exist', (text) => expect(checkDigitOf(text)).toBeNull());

  it('makes any digits valid, and shows any one digit read wrong', () => {
    const body = fc.stringMatching(/^\d{7,17}$/);
    fc.assert(
      fc.property(body, fc.nat(), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
        const code = `${digits}${checkDigitOf(digits)}`;
        expect(hasValidCheckDigit(code)).toBe(true);
        const i = at % code.length;
        const wrong = `${code.slice(0, i)}${(Number(code[i]) + by) % 10}${code.slice(i + 1)}`;
        expect(hasValidCheckDigit(wrong)).toBe(false);
      }),
    );
  });
});

describe('an SSCC', () => {
  it('is extension, company prefix, serial filled up with zeros, check digit', () => {
    expect(buildSscc(3, '9506000', 134)).toBe('395060000000001341');
    expect(buildSscc(0, '9506', 999_999_999_999)).toMatch(/^0950699999999999\d{2}$/);
  });

  it.each([
    [10, '9506000', 1],
    [1, '950', 1],
    [1, '95O6000', 1],
    [1, '9506000', 1_000_000_000],
    [1, '9506000', -1],
    [1, '9506000', 1.5],
  ])('is not made of extension %d, prefix %s and serial %d', (extension, prefix, serial) =>
    expect(buildSscc(extension, prefix, serial)).toBeNull(),
  );
});
