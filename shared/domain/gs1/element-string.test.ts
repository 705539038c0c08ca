import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildBracketed, parseBracketed } from './bracketed.ts';
import { buildElementString, parseElementString } from './element-string.ts';
import type { Element } from './gs1-data.ts';
import { FNC1, type Gs1Result } from './gs1-data.ts';
import { cset82, gtin } from './label.arbitrary.ts';

/** `(01)…` for data, the error and its place for a refusal. */
const said = (read: Gs1Result): string => {
  if (!read.ok) return `${read.error}@${read.at}`;
  return read.plain ? 'plain' : buildBracketed(read.ais);
};
/** Element strings are written here with ^ for FNC1. */
const read = (text: string) => said(parseElementString(text.replaceAll('^', FNC1)));

describe('an element string', () => {
  it.each([
    ['^0109506000134352', '(01)09506000134352', 'one value of predefined length'],
    ['^01095060001343521727033110L-42', '(01)09506000134352(17)270331(10)L-42', 'predefined lengths need no FNC1'],
    ['^10L-42^17270331', '(10)L-42(17)270331', 'a lot ends at FNC1'],
    ['^0109506000134352^10L-42^', '(01)09506000134352(10)L-42', 'superfluous and trailing FNC1'],
    ['^00195060001343500009^3103012345', '(00)195060001343500009(3103)012345', 'a pallet with its weight'],
    ['^7007260901260930', '(7007)260901260930', 'a range of days'],
    ['^7007260901', '(7007)260901', 'one day, the other being optional'],
    ['^423528056', '(423)528056', 'a list of countries'],
    ['^800309506000134376', '(8003)09506000134376', 'a crate without serial'],
    ['^0109506000134352|^10L-42', '(01)09506000134352(10)L-42', 'a composite symbol'],
  ])('%s reads as %s: %s', (text, expected) => expect(read(text)).toBe(expected));

  it.each([
    ['0109506000134352', 'not-fnc1@0', 'FNC1 comes first'],
    ['', 'not-fnc1@0', 'nothing'],
    ['^', 'empty@1', 'FNC1 alone'],
    ['^0', 'unknown-ai@1', 'half an AI'],
    ['^05123', 'unknown-ai@1', 'an AI nobody assigned'],
    ['^^10L-42', 'unknown-ai@1', 'FNC1 twice in front'],
    ['^0109506000134352^^10L-42', 'unknown-ai@18', 'FNC1 twice in between'],
    ['^010950600013435', 'length@16', 'a digit lost'],
    ['^01095060001343525', 'unknown-ai@17', 'a digit too many'],
    ['^01O9506000134352', 'not-numeric@3', 'O for 0'],
    ['^0109506000134353', 'check-digit@16', 'a wrong check digit'],
    ['^10', 'empty@3', 'a lot of no characters'],
    ['^10L 42', 'charset@4', 'a space'],
    [`^10${'L'.repeat(21)}`, 'length@23', 'a lot of 21 characters'],
    ['^17270231', 'date-day@7', '31 February'],
    ['^17271301', 'date-month@5', 'a thirteenth month'],
    ['^70072609012609', 'length@15', 'half a second day'],
    ['^42352805', 'length@9', 'half a country'],
    ['^422999', 'content@4', 'no such country'],
    ['^0109506000134352|10L-42', 'not-fnc1@18', 'a component without FNC1'],
  ])('%s is refused as %s: %s', (text, expected) => expect(read(text)).toBe(expected));

  it('of 64 elements is read, of 65 refused', () => {
    expect(read('^99A'.repeat(64))).toBe('(99)A'.repeat(64));
    expect(read('^99A'.repeat(65))).toBe('too-many@0');
  });

  it('says back what was written, whatever the lot number and serial hold', () => {
    fc.assert(
      fc.property(gtin, cset82(20), cset82(20), (item, lot, serial) => {
        const ais: Element[] = [
          ['10', lot],
          ['01', item],
          ['21', serial],
          ['17', '270331'],
        ];
        const back = parseElementString(FNC1 + buildElementString(ais));
        expect(back.ok && [...back.ais].sort()).toEqual([...ais].sort());
      }),
    );
  });
});

describe('the human-readable form', () => {
  it.each([
    ['(01)09506000134352(10)L\\(4)2', '(01)09506000134352(10)L\\(4)2'],
    ['(10)L\\(', '(10)L\\('],
    ['(01)09506000134352|(10)L-42', '(01)09506000134352(10)L-42'],
    ['(10)(11)260901', 'empty@4'],
    ['(10)L-42(11)', 'empty@12'],
    ['', 'empty@0'],
    ['10)L-42', 'parse@0'],
    ['(10', 'parse@0'],
    ['(1A)L-42', 'parse@0'],
    ['()L-42', 'unknown-ai@1'],
    ['(1)L-42', 'unknown-ai@1'],
    ['(12345)L-42', 'unknown-ai@1'],
    ['(01)095060001343521(10)L', 'length@18'],
    ['(17)27(10)0331', 'length@6'],
    ['(10)L^42', 'illegal-caret@5'],
    ['(10)L\\(4 2', 'charset@8'],
    ['(10)L\\42', 'charset@5'],
  ])('%s is %s', (text, expected) => expect(said(parseBracketed(text))).toBe(expected));

  it('says back every lot number, brackets included', () => {
    fc.assert(
      fc.property(gtin, cset82(20), (item, lot) => {
        const ais: Element[] = [
          ['01', item],
          ['10', lot],
        ];
        const back = parseBracketed(buildBracketed(ais));
        expect(back.ok && back.ais).toEqual(ais);
      }),
    );
  });
});
