import { render, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { parseSscc } from '../../shared/domain/lots/ids.ts';
import { at, OnDesk, sure, TWO_CLAIMS } from '../desk/a-desk.contract.tsx';
import type { AgeCell, AnomalyRow } from '../desk/answers.ts';
import { phone } from './a-phone.contract.ts';
import { Today } from './today-screen.tsx';

const CELLS: readonly AgeCell[] = [
  { age: '0-3', expiry: 'expired', lots: 2 },
  { age: '31-60', expiry: 'expired', lots: 6 },
  { age: '0-3', expiry: '0-3', lots: 4 },
];

const show = (rows: AnomalyRow[], open = { stop: 1, warn: 30, info: 0 }) =>
  render(
    <OnDesk>
      <Today
        anomalies={{ total: 31, open, rows }}
        cells={CELLS}
        stuck={18}
        phones={[phone({ held: 14, seenAt: at('2026-11-20T10:00:00Z') }), phone({ persisted: false }), phone({})]}
      />
    </OnDesk>,
  );
const tile = (name: RegExp) => screen.getByRole('link', { name });

describe('today', () => {
  it('counts what waits, each number leading to its list', () => {
    show([TWO_CLAIMS]);
    expect(tile(/^1 ?to act on now/)).toHaveAttribute('href', '/supervisor/anomalies?show=stop');
    expect(tile(/^30 ?to look into/)).toHaveAttribute('href', '/supervisor/anomalies?show=warn');
    expect(tile(/^8 ?lots expired/)).toHaveAttribute('href', '/supervisor/lots?expiry=expired');
    expect(tile(/^4 ?lots expire within/)).toHaveAttribute('href', '/supervisor/lots?expiry=0-3');
    expect(tile(/^2 ?phones to look after/)).toHaveAttribute('href', '/supervisor/phones');
    expect(tile(/^18 ?stuck pallets/)).toHaveAttribute('href', '/supervisor/stuck');
  });

  it('is quiet about what does not wait', () => {
    show([TWO_CLAIMS]);
    expect(tile(/^0 ?to know of/)).toHaveClass('severity-none');
  });

  it('lists the worst first, with what to do and who is concerned', () => {
    show([TWO_CLAIMS]);
    const first = within(screen.getByRole('region', { name: 'Look at these first' })).getByRole('listitem');
    expect(first).toHaveTextContent('Stop');
    expect(first).toHaveTextContent('Go to A-01-1 and say which lot is there.');
    expect(first).toHaveTextContent('Garden peas · 12:30 · Demo picker, Demo dock worker');
  });

  it('tells two pallets of one lot apart', () => {
    const [one, other] = ['340123450000000017', '340123450000000024'].map((text) => sure(parseSscc(text)));
    show([
      { ...TWO_CLAIMS, pallet: one ?? null },
      { ...TWO_CLAIMS, id: 'other', pallet: other ?? null },
    ]);
    expect(screen.getByText(/pallet ending 000017/)).toBeVisible();
    expect(screen.getByText(/pallet ending 000024/)).toBeVisible();
  });

  it('leads to the rest of them', () => {
    show([TWO_CLAIMS]);
    expect(screen.getByRole('link', { name: 'All 31 anomalies' })).toHaveAttribute('href', '/supervisor/anomalies');
  });

  it('says so when nothing waits', () => {
    show([], { stop: 0, warn: 0, info: 0 });
    expect(screen.getByText('Nothing waits for you')).toBeVisible();
  });
});
