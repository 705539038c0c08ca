import { describe, expect, it } from 'vitest';
import { readAiMeasure } from './ai-measure.ts';

const read = (ai: string, value: string) => {
  const measure = readAiMeasure(ai, value);
  return measure.ok ? measure.value : `${measure.error}@${measure.at}`;
};

describe('a number on a label', () => {
  it.each([
    ['3100', '012345', 12345],
    ['3103', '012345', 12.345],
    ['3105', '012345', 0.12345],
    ['3922', '0299', 2.99],
    ['3922', '9', 0.09],
    ['3932', '9780299', 2.99],
    ['3943', '0125', 0.125],
    ['4331', '001800', 18],
    ['4331', '001850-', -18.5],
    ['37', '24', 24],
    ['30', '00000012', 12],
  ])('(%s)%s is %d', (ai, value, expected) => expect(read(ai, value)).toBe(expected));

  it.each([
    ['3103', '12345', 'length@5'],
    ['3103', '01234A', 'not-numeric@5'],
    ['4331', '001850+', 'content@6'],
    ['10', '12', 'content@0'],
    ['3106', '012345', 'unknown-ai@0'],
  ])('(%s)%s is refused as %s', (ai, value, expected) => expect(read(ai, value)).toBe(expected));
});
