import { describe, expect, it } from 'vitest';
import { type DayIso, parseDay } from '../engine/time.ts';
import { readAiDate, toAiDate } from './ai-date.ts';

const day = (text: string) => parseDay(text) as DayIso;
const TODAY = day('2026-11-20');
const read = (ai: string, value: string, today = TODAY): string => {
  const date = readAiDate(ai, value, today);
  if (!date.ok) return `${date.error}@${date.at}`;
  return `${date.iso}${date.dayOmitted ? ' (month)' : ''}${date.time ? ` ${date.time}` : ''}`;
};

describe('a date on a label', () => {
  it.each([
    ['17', '270331', '2027-03-31'],
    ['11', '260900', '2026-09-30 (month)'],
    ['17', '270200', '2027-02-28 (month)'],
    ['17', '280200', '2028-02-29 (month)'],
    ['17', '761231', '2076-12-31'],
    ['17', '770101', '1977-01-01'],
    ['7006', '260901', '2026-09-01'],
    ['7003', '2609011430', '2026-09-01 14:30'],
    ['7007', '260901260930', '2026-09-01'],
    ['8008', '26090114', '2026-09-01 14:00'],
    ['8008', '260901143059', '2026-09-01 14:30:59'],
    ['4324', '2609002359', '2026-09-30 (month) 23:59'],
    ['7250', '19500228', '1950-02-28'],
    ['7251', '195002281205', '1950-02-28 12:05'],
  ])('(%s)%s is %s', (ai, value, expected) => expect(read(ai, value)).toBe(expected));

  it.each([
    ['17', '250229', 'date-day@4'],
    ['17', '271301', 'date-month@2'],
    ['17', '000000', 'date-month@2'],
    ['17', '27033', 'length@5'],
    ['17', '2703311', 'length@6'],
    ['17', '27O331', 'not-numeric@2'],
    ['7006', '260900', 'date-day@4'],
    ['10', '270331', 'content@0'],
    ['05', '270331', 'unknown-ai@0'],
  ])('(%s)%s is refused as %s', (ai, value, expected) => expect(read(ai, value)).toBe(expected));

  it('reaches 49 years back and 50 ahead of the context year, across centuries', () => {
    expect(read('17', '490101', day('2099-06-01'))).toBe('2149-01-01');
    expect(read('17', '500101', day('2099-06-01'))).toBe('2050-01-01');
    expect(read('17', '510101', day('2001-06-01'))).toBe('2051-01-01');
    expect(read('17', '520101', day('2001-06-01'))).toBe('1952-01-01');
  });

  it('knows that 2100 has no 29 February', () => {
    expect(read('17', '000229', day('2060-01-01'))).toBe('date-day@4');
    expect(read('17', '000200', day('2060-01-01'))).toBe('2100-02-28 (month)');
  });

  it('is written as it is read', () => expect(read('17', toAiDate(day('2027-03-31')))).toBe('2027-03-31'));
});
