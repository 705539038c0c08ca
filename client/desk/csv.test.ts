import { describe, expect, it } from 'vitest';
import { toCsv } from './csv.ts';

describe('a table exported for a spreadsheet', () => {
  it('keeps commas, quotes and line breaks inside their cell', () => {
    expect(toCsv([['a,b', 'say "hi"', 'two\nlines', 5, null]])).toBe('"a,b","say ""hi""","two\nlines",5,');
  });

  it.each(['=1+1', '+1', '-1', '@cmd', '\tx'])('never hands a spreadsheet a formula: %j', (text) => {
    expect(toCsv([[text]]).replace(/^"/, '')).toMatch(/^'/);
  });

  it('leaves a negative number a number', () => {
    expect(toCsv([[-3]])).toBe('-3');
  });
});
