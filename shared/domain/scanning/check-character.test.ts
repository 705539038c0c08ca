import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCharacterOf, readTypedCode, withCheckCharacter } from './check-character.ts';

const ALPHABET = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const code = fc.array(fc.constantFrom(...ALPHABET), { minLength: 1, maxLength: 20 });
const other = (character: string, by: number) => ALPHABET[(ALPHABET.indexOf(character) + 1 + (by % 35)) % 36] ?? '';

describe('the check character of a typed code', () => {
  it('is the one of ISO 7064 Mod 37,36', () => {
    // The Global Release Identifier uses the same system; its published example is A1-2425G-ABC1234002-M.
    expect(checkCharacterOf('A12425GABC1234002')).toBe('M');
  });

  it('does not see case or separators', () => {
    expect(checkCharacterOf('a-04-2')).toBe(checkCharacterOf('A042'));
    expect(withCheckCharacter('A-04-2')).toBe(`A-04-2 ${checkCharacterOf('A042')}`);
  });

  it('shows every single wrong character, and where to look', () => {
    fc.assert(
      fc.property(code, fc.nat(), fc.nat(), (characters, at, by) => {
        const typed = [...characters, checkCharacterOf(characters.join(''))];
        const i = at % typed.length;
        typed[i] = other(typed[i] ?? '', by);
        const text = typed.join('');
        fc.pre(!/^(\d{12,14}|\d{18})$/.test(text));
        expect(readTypedCode(text)).toEqual({ ok: false, at: text.length - 1 });
      }),
    );
  });

  it('shows neighbours swapped but for 2 in 1,000', () => {
    const pairs = ALPHABET.flatMap((a) => ALPHABET.filter((b) => b !== a).map((b) => [a, b] as const));
    const swaps = ALPHABET.flatMap((before) => pairs.map(([a, b]) => [before + a + b, before + b + a] as const));
    const missed = swaps.filter(([code, swapped]) => checkCharacterOf(code) === checkCharacterOf(swapped));
    expect(missed.length / swaps.length).toBeLessThan(0.002);
  });
});

describe('what is typed on the keypad', () => {
  const bin = `A-04-2${checkCharacterOf('A-04-2')}`;
  it.each([
    [bin, 'A-04-2'],
    [withCheckCharacter('A-04-2'), 'A-04-2'],
    [` ${bin.toLowerCase()} `, 'A-04-2'],
    ['09506000134352', '09506000134352'],
    ['9506000134352', '9506000134352'],
    ['195060001343500009', '195060001343500009'],
  ])('%s is %s', (typed, text) => expect(readTypedCode(typed)).toEqual({ ok: true, text }));

  it.each([
    ['', 0],
    ['A', 0],
    ['A-04-2', 5],
    [`A-04-3${checkCharacterOf('A-04-2')}`, 6],
    ['09506000134353', 13],
    ['195060001343500000', 17],
  ])('%s is refused at %d', (typed, at) => expect(readTypedCode(typed)).toEqual({ ok: false, at }));
});
