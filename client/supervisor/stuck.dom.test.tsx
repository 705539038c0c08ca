import { fireEvent, render, screen, within } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { parseLotNumber } from '../../shared/domain/lots/ids.ts';
import { at, bin, command, lot, OnDesk, quantity, sure } from '../desk/a-desk.contract.tsx';
import type { StuckRow } from '../desk/answers.ts';
import { StuckGoods } from './stuck-screen.tsx';

const HOUR = 3_600_000;

const stuck = (number: string, hours: number, some: Partial<StuckRow> = {}): StuckRow => ({
  bin: bin('DOCK-01'),
  zone: 'AMB',
  kind: 'dock',
  walkOrder: 9001,
  lot: lot(number),
  number: sure(parseLotNumber(number)),
  name: 'Garden peas',
  unit: 'kg',
  decimals: 3,
  expiryOn: null,
  pallet: '',
  quantity: quantity(5000),
  waitsFor: 'move',
  since: at('2026-11-18T12:00:00Z'),
  dwellMs: hours * HOUR,
  windowMs: 24 * HOUR,
  lastScan: { command: command(1), worker: 'w1', device: 'd1', at: at('2026-11-18T12:00:00Z'), error: 1000 },
  lastWorker: 'Demo picker',
  lastDevice: 'Floor 1',
  ...some,
});

const show = (rows: readonly StuckRow[]) =>
  render(
    <OnDesk>
      <StuckGoods rows={rows} />
    </OnDesk>,
  );

function textOf(file = new Blob()): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsText(file);
  });
}

beforeEach(() => history.replaceState(null, '', '/supervisor/stuck'));

it('stuck goods stand longest first, with what is allowed and who saw them last', () => {
  show([stuck('L-1', 30), stuck('L-2', 72, { waitsFor: 'dispatch' })]);
  const [, first, second] = within(screen.getByRole('table')).getAllByRole('row');
  expect(first).toHaveTextContent('L-2Garden peasDOCK-0190013 d24 huntil its dispatch5 kg18 Nov 13:00(±1 s) · Demo picker');
  expect(second).toHaveTextContent('30 h24 h');
});

it('can be walked along the bins', () => {
  history.replaceState(null, '', '/supervisor/stuck?sort=route');
  show([stuck('L-1', 90, { walkOrder: 20 }), stuck('L-2', 30, { walkOrder: 3 })]);
  const [, first] = within(screen.getByRole('table')).getAllByRole('row');
  expect(first).toHaveTextContent('L-2');
});

it('go into a file with their units, and times on the clock of the site', async () => {
  const files: Blob[] = [];
  URL.createObjectURL = (file) => `blob:${files.push(file as Blob)}`;
  URL.revokeObjectURL = () => {};
  show([stuck('L-1', 30)]);
  fireEvent.click(screen.getByRole('button', { name: 'Export CSV' }));
  const [heads, row] = (await textOf(files[0])).replace('\uFEFF', '').split('\r\n');
  expect(heads).toBe('Lot,Pallet,Item,Bin,Route,Stands for (h),Allowed (h),Until,Quantity,Unit,Last scan (Europe/Warsaw),By');
  expect(row).toBe('L-1,,Garden peas,DOCK-01,9001,30,24,until it is moved or seen,5,kg,2026-11-18 13:00:00,Demo picker');
});

it('says so when nothing is stuck', () => {
  show([]);
  expect(screen.getByText('Nothing is stuck')).toBeVisible();
});
