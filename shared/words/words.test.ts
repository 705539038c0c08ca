import { beforeAll, describe, expect, it } from 'vitest';
import { type EpochMs, parseDay } from '../domain/engine/time.ts';
import { ageText, dayText, gapText, remainingText, stampText } from './dates.ts';
import { type Fact, fill, languageOf, learnLanguage, say, sayCount } from './words.ts';

const day = (text: string) => {
  const parsed = parseDay(text);
  if (!parsed) throw new Error(`${text} is no day`);
  return parsed;
};

beforeAll(() => learnLanguage('en'));

describe('what a person reads', () => {
  it('puts the facts where the sentence wants them', () => {
    const facts = { lot: 'L-120', expected: 'L-118', bin: 'A-02-1', expiryOn: '5 Dec' };
    expect(say('en', 'refusal.older-lot-first', facts)).toBe('Older lot first: L-118 in A-02-1, use by 5 Dec');
  });

  it('counts one differently from many', () => {
    expect(sayCount('en', 'expiry.left', 1)).toBe('1 day left');
    expect(sayCount('en', 'expiry.left', 15)).toBe('15 days left');
  });

  it('says a dash for a fact nobody knows', () => {
    const facts: Record<string, Fact> = { lot: null };
    expect(fill('Lot {lot} in {bin}', facts)).toBe('Lot – in –');
  });

  it('speaks English to a worker whose language it has no words for', () => {
    expect(languageOf('tlh')).toBe('en');
    expect(languageOf('toString')).toBe('en');
  });

  it('leaves out the year only while it is this year', () => {
    expect(dayText('en', day('2026-12-05'), day('2026-11-20'))).toBe('5 Dec');
    expect(dayText('en', day('2027-01-05'), day('2026-11-20'))).toBe('5 Jan 2027');
  });

  it('says of waiting what is full, and of a clock what is nearest', () => {
    const almostThreeHours = 3 * 3_600_000 - 100;
    expect(ageText('en', almostThreeHours)).toBe('2 h');
    const gaps = [almostThreeHours, 5 * 60_000 - 100, 3_600_000 - 100, 48 * 3_600_000 - 100];
    expect(gaps.map((ms) => gapText('en', ms))).toEqual(['3 h', '5 min', '1 h', '2 d']);
  });

  it('writes an instant for a spreadsheet on the clock of the site', () => {
    const at = Date.parse('2026-11-20T23:05:09Z') as EpochMs;
    expect(stampText(at, 'Europe/Warsaw')).toBe('2026-11-21 00:05:09');
    expect(stampText(at, 'America/Los_Angeles')).toBe('2026-11-20 15:05:09');
  });

  it('calls the use-by day itself the last day, not expired', () => {
    expect(remainingText('en', day('2026-11-20'), day('2026-11-20'))).toBe('last day');
    expect(remainingText('en', day('2026-11-19'), day('2026-11-20'))).toBe('expired 1 day ago');
  });
});
