import { fireEvent, render, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_WINDOWS } from '../../shared/domain/bins/bin.ts';
import { EXAMPLE_FILE } from '../../shared/words/en/example-file.ts';
import { OnDesk } from '../desk/a-desk.contract.tsx';
import type { Overview } from '../desk/answers.ts';
import { Administration } from './admin-screen.tsx';

const OVERVIEW: Overview = {
  site: { code: 'LYON-1', name: 'Lyon cold store', timeZone: 'Europe/Paris', gln: null, windows: DEFAULT_WINDOWS },
  counts: { zones: 4, bins: 400, items: 60, openLots: 288 },
  workers: [
    { id: 'w1', badge: 'PICK01', name: 'Demo picker', roles: ['picker', 'dock'], language: 'en', active: true },
    { id: 'w2', badge: 'DOCK01', name: 'Demo dock worker', roles: ['dock'], language: 'en', active: false },
  ],
  devices: [
    { id: 'd1', name: 'Floor 1', registeredAt: Date.parse('2026-11-01T08:00:00Z'), revokedAt: null },
    { id: 'd2', name: 'Old phone', registeredAt: Date.parse('2026-11-01T08:00:00Z'), revokedAt: Date.parse('2026-11-19T08:00:00Z') },
  ],
};

beforeEach(() => {
  history.replaceState(null, '', '/admin');
  render(
    <OnDesk roles={['admin']}>
      <Administration overview={OVERVIEW} onChanged={() => {}} />
    </OnDesk>,
  );
});

describe('administration', () => {
  it('says which site this is and what it holds', () => {
    const site = screen.getByRole('region', { name: 'This site' });
    expect(site).toHaveTextContent('Lyon cold storeLYON-1 · Europe/Paris');
    expect(site).toHaveTextContent('Bins400');
  });

  it('lists who works here in which roles', () => {
    const workers = within(screen.getByRole('table', { name: 'Workers and their roles' }));
    expect(workers.getByRole('row', { name: /Demo picker Picker, Dock PICK01 active/ })).toBeVisible();
    expect(workers.getByRole('row', { name: /Demo dock worker Dock DOCK01 not active/ })).toBeVisible();
  });

  it('asks before a PIN is replaced', () => {
    fireEvent.click(screen.getByRole('button', { name: 'New PIN for Demo picker' }));
    expect(screen.getByRole('dialog', { hidden: true })).toHaveTextContent('The old PIN stops working');
  });

  it('locks out a phone once', () => {
    expect(screen.getByRole('button', { name: 'Lock out Floor 1' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Lock out Old phone' })).toBeNull();
    expect(screen.getByText('locked out 19 Nov 09:00')).toBeVisible();
  });

  it('leads to every sheet there is to print', () => {
    const sheets = within(screen.getByRole('region', { name: 'Sheets to print' })).getAllByRole('link');
    expect(sheets.map((sheet) => sheet.getAttribute('href'))).toEqual(
      ['lots', 'pallets', 'bins', 'badges', 'commands'].map((name) => `/labels/${name}`),
    );
  });

  it('takes no file before it has been checked, and checks none that is not JSON', () => {
    expect(screen.getByRole('button', { name: 'Take it' })).toBeDisabled();
    fireEvent.change(screen.getByLabelText('or paste it here'), { target: { value: '{"bins": [' } });
    expect(screen.getByRole('alert')).toHaveTextContent('This is not JSON:');
    expect(screen.getByRole('button', { name: 'Check it' })).toBeDisabled();
    fireEvent.change(screen.getByLabelText('or paste it here'), { target: { value: '{"bins": []}' } });
    expect(screen.getByRole('button', { name: 'Check it' })).toBeEnabled();
    expect(screen.getByRole('button', { name: 'Take it' })).toBeDisabled();
  });

  it('shows the format by an example that can be taken over', () => {
    fireEvent.click(screen.getByText('Show the format: an example to copy'));
    fireEvent.click(screen.getByRole('button', { name: 'Use this example' }));
    expect(screen.getByLabelText('or paste it here')).toHaveValue(EXAMPLE_FILE);
    expect(screen.getByRole('button', { name: 'Check it' })).toBeEnabled();
  });
});
