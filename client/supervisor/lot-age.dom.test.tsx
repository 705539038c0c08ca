import { fireEvent, render, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseLotNumber } from '../../shared/domain/lots/ids.ts';
import { at, bin, day, lot, OnDesk, PEAS, quantity, sure } from '../desk/a-desk.contract.tsx';
import type { AgedLot, AgeQuestion, LotAge } from '../desk/answers.ts';
import { AgeOfLots } from './lot-age-screen.tsx';

const aged = (number: string, some: Partial<AgedLot> = {}): AgedLot => ({
  key: lot(number),
  number: sure(parseLotNumber(number)),
  gtin: PEAS.gtin,
  sku: PEAS.sku,
  name: PEAS.name,
  unit: PEAS.unit,
  decimals: PEAS.decimals,
  expiryOn: day('2026-11-18'),
  firstReceivedAt: at('2026-11-10T08:00:00Z'),
  status: 'available',
  holdReason: null,
  quantity: quantity(12_500),
  bins: ['A-01-1', 'A-01-2', 'A-01-3', 'A-02-1'].map(bin),
  zones: ['FRZ'],
  ageDays: 10,
  daysLeft: -2,
  ...some,
});

const AGE: LotAge = {
  today: day('2026-11-20'),
  ageBuckets: ['0-3', '8-14'],
  expiryBuckets: ['expired', '0-3', 'none'],
  cells: [
    { age: '8-14', expiry: 'expired', lots: 1 },
    { age: '8-14', expiry: '0-3', lots: 5 },
    { age: '0-3', expiry: '0-3', lots: 2 },
  ],
  total: 8,
  rows: [aged('L-1'), aged('L-2', { expiryOn: null, daysLeft: null, status: 'hold' })],
};

const show = (question: AgeQuestion = {}, age = AGE) =>
  render(
    <OnDesk>
      <AgeOfLots age={age} question={question} />
    </OnDesk>,
  );
const href = (name: string) => screen.getByRole('link', { name }).getAttribute('href');

beforeEach(() => history.replaceState(null, '', '/supervisor/lots?zone=FRZ&page=3'));

describe('the age of lots', () => {
  it('opens the lots of a field, within the zone that is chosen', () => {
    show();
    expect(href('5 lots, days since receipt: 8–14, to expiry: 0–3')).toBe('/supervisor/lots?zone=FRZ&age=8-14&expiry=0-3');
    expect(href('6 lots, days since receipt: 8–14, to expiry: any')).toBe('/supervisor/lots?zone=FRZ&age=8-14');
    expect(href('8 lots, days since receipt: any, to expiry: any')).toBe('/supervisor/lots?zone=FRZ');
  });

  it('opens the lots of a bar', () => {
    show();
    expect(href('7 lots, days to expiry: 0–3')).toBe('/supervisor/lots?zone=FRZ&expiry=0-3');
  });

  it('gives the same figures as a table', () => {
    show();
    fireEvent.click(screen.getByText('The same as a table'));
    const twin = screen.getByRole('table', { name: '' });
    expect(within(twin).getByRole('row', { name: '0–3 7' })).toBeVisible();
    expect(within(twin).getByRole('row', { name: 'expired 1' })).toBeVisible();
    expect(within(twin).getByRole('row', { name: 'no date 0' })).toBeVisible();
  });

  it('marks what is chosen and offers the way back', () => {
    show({ age: '8-14', expiry: '0-3' });
    expect(screen.getByRole('link', { name: /5 lots/ })).toHaveAttribute('aria-current', 'true');
    expect(screen.getByText('Days to expiry: 0–3 · Days since receipt: 8–14')).toBeVisible();
    fireEvent.click(screen.getByRole('button', { name: 'Show all lots' }));
    expect(location.search).toBe('?zone=FRZ');
  });

  it('lists the lots, first to expire first', () => {
    show();
    const table = screen.getByRole('table', { name: 'Lot age' });
    const [, first, second] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent('L-1Garden peas18 Novexpired 2 days ago1012.5 kgA-01-1A-01-2A-01-3and 1 moreExpired');
    expect(second).toHaveTextContent('L-2');
    expect(second).toHaveTextContent('On hold');
  });

  it.each([
    ['available', -1, 'Expired'],
    ['available', 0, 'Available'],
    ['hold', -1, 'On hold'],
    ['recalled', -1, 'Recalled'],
  ] as const)('a lot on record as %s with %i days left stands as %s', (status, daysLeft, said) => {
    show({}, { ...AGE, rows: [aged('L-1', { status, daysLeft })] });
    const [, row] = within(screen.getByRole('table', { name: 'Lot age' })).getAllByRole('row');
    expect(row).toHaveTextContent(new RegExp(`${said}$`));
  });

  it('says when there are more lots than it was given', () => {
    show({}, { ...AGE, total: 7200 });
    expect(screen.getByText(/The first 2 of 7200 lots/)).toBeVisible();
  });

  it('says so when no lot fits', () => {
    show({}, { ...AGE, cells: [], rows: [], total: 0 });
    expect(screen.getByText('No lot fits')).toBeVisible();
  });
});
