import { describe, expect, test } from 'vitest';
import { parseBinCode } from '../../shared/domain/bins/bin.ts';
import { type EpochMs, parseDay } from '../../shared/domain/engine/time.ts';
import { lotKey, parseGtin, parseLotNumber } from '../../shared/domain/lots/ids.ts';
import { parseQuantity } from '../../shared/domain/lots/quantity.ts';
import type { HeldLot } from './held-lots-store.ts';
import { type AgeQuery, ageTable } from './lot-age.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z') as EpochMs;
const WARSAW = { now: NOW, timeZone: 'Europe/Warsaw' };
const ALL: AgeQuery = { sort: 'expiry', descending: false, offset: 0, limit: 100 };

function made<T>(value: T | null): T {
  if (value === null) throw new Error('the test names something that does not parse');
  return value;
}

function lot(number: string, some: { received?: string; expiry?: string; zone?: string; steps?: number }): HeldLot {
  const { received, expiry, zone = 'FRZ', steps = 10 } = some;
  const gtin = made(parseGtin('09521000000018'));
  return {
    key: lotKey(gtin, made(parseLotNumber(number))),
    number: made(parseLotNumber(number)),
    gtin,
    sku: 'VEG-1',
    name: 'Peas',
    unit: 'each',
    decimals: 0,
    expiryOn: expiry ? parseDay(expiry) : null,
    firstReceivedAt: received ? (Date.parse(received) as EpochMs) : null,
    status: 'available',
    holdReason: null,
    quantity: made(parseQuantity(steps)),
    bins: [made(parseBinCode('A-01-1'))],
    zones: [zone],
  };
}

const cellOf = (one: HeldLot, site = WARSAW) => {
  const [cell] = ageTable([one], ALL, site).cells;
  return [cell?.age, cell?.expiry];
};

describe('the age of a lot', () => {
  test.each([
    ['2026-11-20', '0-3', 'the expiry day itself is usable'],
    ['2026-11-19', 'expired', 'the day after is not'],
    ['2026-11-23', '0-3', 'three days left'],
    ['2026-11-24', '4-7', 'four days left'],
    ['2027-11-20', '181-365', 'a year left'],
    ['2027-11-21', '>365', 'a year and a day left'],
  ])('expiry %s falls into %s: %s', (expiry, bucket) => {
    expect(cellOf(lot('L1', { expiry, received: '2026-11-20T08:00:00Z' }))[1]).toBe(bucket);
  });

  test('a lot that never expires, or was never received, has a field of its own', () => {
    expect(cellOf(lot('L1', {}))).toEqual(['none', 'none']);
  });

  test('days are counted by the calendar of the site, not by 24 hours', () => {
    const lateLastNight = lot('L1', { received: '2026-11-16T23:30:00Z' });
    expect(cellOf(lateLastNight)[0]).toBe('0-3');
    expect(cellOf(lateLastNight, { now: NOW, timeZone: 'UTC' })[0]).toBe('4-7');
  });

  test('one lot can be expired in Auckland and good in Los Angeles at one instant', () => {
    const today = lot('L1', { expiry: '2026-11-20' });
    expect(cellOf(today, { now: NOW, timeZone: 'Pacific/Auckland' })[1]).toBe('expired');
    expect(cellOf(today, { now: NOW, timeZone: 'America/Los_Angeles' })[1]).toBe('0-3');
  });
});

describe('the table', () => {
  const lots = [
    lot('L1', { expiry: '2026-12-01', received: '2026-11-01T08:00:00Z', zone: 'CHL', steps: 5 }),
    lot('L2', { expiry: '2026-11-21', received: '2026-11-18T08:00:00Z' }),
    lot('L3', { received: '2026-11-18T08:00:00Z', steps: 7 }),
  ];
  const numbers = (query: Partial<AgeQuery>) => ageTable(lots, { ...ALL, ...query }, WARSAW).rows.map((row) => row.number);

  test('sorts by what is asked, lots without the value last either way', () => {
    expect(numbers({})).toEqual(['L2', 'L1', 'L3']);
    expect(numbers({ descending: true })).toEqual(['L1', 'L2', 'L3']);
    expect(numbers({ sort: 'quantity' })).toEqual(['L1', 'L3', 'L2']);
    expect(numbers({ sort: 'age', descending: true })).toEqual(['L1', 'L2', 'L3']);
  });

  test('keeps its fields while a field is open', () => {
    const opened = ageTable(lots, { ...ALL, expiry: '0-3' }, WARSAW);
    expect(opened.rows.map((row) => row.number)).toEqual(['L2']);
    expect(opened.cells.reduce((sum, cell) => sum + cell.lots, 0)).toBe(3);
  });

  test('counts only the zone that is asked for', () => {
    expect(ageTable(lots, { ...ALL, zone: 'CHL' }, WARSAW)).toMatchObject({ total: 1, cells: [{ lots: 1 }] });
  });

  test('comes in pages', () => {
    expect(ageTable(lots, { ...ALL, offset: 1, limit: 1 }, WARSAW)).toMatchObject({ total: 3, rows: [{ number: 'L1' }] });
  });
});
