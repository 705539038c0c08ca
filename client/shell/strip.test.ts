import { beforeAll, describe, expect, it } from 'vitest';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { learnLanguage } from '../../shared/words/words.ts';
import { stripOf } from './strip.ts';

const NOW = Date.UTC(2026, 10, 20, 10, 45) as EpochMs;
const MINUTE = 60_000;
const CALM = {
  depth: 0,
  oldestWall: null,
  dataAsOf: NOW - 14 * MINUTE,
  online: true,
  persisted: true,
  needYou: 0,
  carried: 0,
  stuck: null,
  sessionExpired: false,
} as const;
const strip = (part: Partial<Parameters<typeof stripOf>[0]>) =>
  stripOf({ ...CALM, ...part }, { language: 'en', now: NOW, timeZone: 'Europe/Paris' });

beforeAll(() => learnLanguage('en'));

describe('the status strip', () => {
  it('says only Online when all is well', () => {
    expect(strip({})).toEqual({ tone: 'plain', sign: 'full', words: ['Online'] });
  });

  it('says how much waits, how old it is and how fresh the stock is, on the clock of the site', () => {
    const words = ['12 waiting', 'oldest 14 min', 'data as of 11:31'];
    expect(strip({ depth: 12, oldestWall: NOW - 14 * MINUTE })).toEqual({ tone: 'plain', sign: 'half', words });
  });

  it.each([
    ['plain', 29],
    ['check', 30],
    ['check', 239],
    ['stop', 240],
  ] as const)('is %s when the oldest scan has waited %i minutes', (tone, minutes) => {
    expect(strip({ depth: 1, oldestWall: NOW - minutes * MINUTE }).tone).toBe(tone);
  });

  it('is red at once when a scan waits where the browser may delete it, and says why', () => {
    const words = ['1 waiting', 'oldest 0 min', 'data as of 11:31', 'this phone may delete scans'];
    expect(strip({ depth: 1, oldestWall: NOW, persisted: false })).toEqual({ tone: 'stop', sign: 'half', words });
  });

  it('is amber while nothing waits there, and plain until the browser has answered', () => {
    expect(strip({ persisted: false })).toEqual({ tone: 'check', sign: 'full', words: ['Online', 'this phone may delete scans'] });
    expect(strip({ persisted: null, depth: 1, oldestWall: NOW }).tone).toBe('plain');
  });

  it('puts what a person must settle first', () => {
    expect(strip({ needYou: 2, depth: 1, oldestWall: NOW })).toMatchObject({
      sign: 'cross',
      words: ['2 need you', '1 waiting', 'oldest 0 min', 'data as of 11:31'],
    });
  });

  it('does not hide behind Online that the phone has no stock yet', () => {
    expect(strip({ dataAsOf: null }).words).toEqual(['Online', 'no data yet']);
  });
});
