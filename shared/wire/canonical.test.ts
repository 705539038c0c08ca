import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical.ts';

describe('the one text of a JSON value', () => {
  test('keys stand in order, undefined is left out, nothing is spaced', () => {
    expect(canonicalJson({ b: [1, 'ä"', null], a: { z: undefined, y: 0.1 + 0.2 }, 'c d': -0, 10: true, 9: false })).toBe(
      '{"10":true,"9":false,"a":{"y":0.30000000000000004},"b":[1,"ä\\"",null],"c d":0}',
    );
  });

  test('it is JSON of the same value, whatever the keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('two objects with the same members have one text, in whatever order they were written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (members) => {
        const turned = Object.fromEntries(Object.entries(members).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(members));
      }),
    );
  });
});
