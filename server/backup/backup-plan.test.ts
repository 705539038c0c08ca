import { describe, expect, it } from 'vitest';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { type Every, isDue, isLate, parseEvery } from './backup-plan.ts';

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text) as EpochMs;
const NIGHT: Every = { kind: 'night' };
const HOURLY: Every = { kind: 'span', ms: HOUR };

describe('when a backup is due', () => {
  it.each<[text: string, every: Every | null]>([
    ['night', NIGHT],
    ['off', { kind: 'off' }],
    ['5m', { kind: 'span', ms: 300_000 }],
    ['1d', { kind: 'span', ms: 24 * HOUR }],
    ['0m', null],
    ['5', null],
    ['daily', null],
  ])('reads %s', (text, every) => expect(parseEvery(text)).toEqual(every));

  it('once a night, from half past two on the site’s clock', () => {
    const evening = at('2026-11-19T20:00:00Z');
    expect(isDue(NIGHT, evening, at('2026-11-20T01:29:00Z'), 'Europe/Warsaw')).toBe(false);
    expect(isDue(NIGHT, evening, at('2026-11-20T01:30:00Z'), 'Europe/Warsaw')).toBe(true);
    expect(isDue(NIGHT, at('2026-11-20T01:30:00Z'), at('2026-11-20T23:00:00Z'), 'Europe/Warsaw')).toBe(false);
  });

  it('in the morning, when the machine slept through the night', () => {
    expect(isDue(NIGHT, at('2026-11-19T03:00:00Z'), at('2026-11-20T07:00:00Z'), 'Europe/Warsaw')).toBe(true);
  });

  it('at once, when there is none yet; never, when it is switched off', () => {
    expect(isDue(NIGHT, null, at('2026-11-20T12:00:00Z'), 'UTC')).toBe(true);
    expect(isDue({ kind: 'off' }, null, at('2026-11-20T12:00:00Z'), 'UTC')).toBe(false);
  });

  it('is late after twice its schedule', () => {
    expect([isLate(HOURLY, 0, 0, 2 * HOUR), isLate(HOURLY, 0, 0, 2 * HOUR + 1)]).toEqual([false, true]);
    expect([isLate(NIGHT, null, 0, 48 * HOUR), isLate(NIGHT, null, 0, 48 * HOUR + 1)]).toEqual([false, true]);
    expect(isLate({ kind: 'off' }, null, 0, 1e12)).toBe(false);
  });
});
