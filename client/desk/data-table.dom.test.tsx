import { fireEvent, render, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Column, DataTable } from './data-table.tsx';

interface Row {
  readonly lot: string;
  readonly days: number;
  readonly supplier: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { name: 'lot', title: 'Lot', value: (row) => row.lot },
  { name: 'days', title: 'Days', value: (row) => row.days, numeric: true },
  { name: 'supplier', title: 'Supplier', value: (row) => row.supplier, isHidden: true },
  { name: 'do', title: 'Do', value: () => null, show: () => <button type="button">Hold</button>, isAction: true },
];
const ROWS: readonly Row[] = [
  { lot: 'L-1', days: 9, supplier: 'Northfield' },
  { lot: 'L-2', days: 3, supplier: 'Skerry' },
];

const show = (rows = ROWS) =>
  render(<DataTable caption="Lots" columns={COLUMNS} rows={rows} rowKey={(row) => row.lot} sort="days" empty={{ title: 'No lots' }} />);
const lots = () =>
  screen
    .getAllByRole('row')
    .map((row) => within(row).queryAllByRole('cell')[0]?.textContent)
    .slice(1);

beforeEach(() => history.replaceState(null, '', '/supervisor/lots?zone=FRZ'));

describe('a table of the desk', () => {
  it('turns round when its column is tapped, and keeps that in the address', () => {
    show();
    expect(lots()).toEqual(['L-2', 'L-1']);
    fireEvent.click(screen.getByRole('button', { name: /Days/ }));
    expect(lots()).toEqual(['L-1', 'L-2']);
    expect(screen.getByRole('columnheader', { name: /Days/ })).toHaveAttribute('aria-sort', 'descending');
    expect(location.search).toBe('?zone=FRZ&sort=-days');
  });

  it('reads its order from the address', () => {
    history.replaceState(null, '', '/supervisor/lots?sort=lot');
    show();
    expect(lots()).toEqual(['L-1', 'L-2']);
  });

  it('finds also in what it does not show', async () => {
    show();
    fireEvent.change(screen.getByLabelText('Find in this table'), { target: { value: 'skerry' } });
    expect(await screen.findByText('1 row')).toBeVisible();
    expect(lots()).toEqual(['L-2']);
    expect(location.search).toContain('find=skerry');
  });

  it('finds a lot number that looks like an encoded slash', async () => {
    show([...ROWS, { lot: 'A%2FB', days: 1, supplier: '' }]);
    fireEvent.change(screen.getByLabelText('Find in this table'), { target: { value: 'A%2F' } });
    expect(await screen.findByText('1 row')).toBeVisible();
    expect(screen.getByLabelText('Find in this table')).toHaveValue('A%2F');
  });

  it('says what was looked for when nothing is found', async () => {
    show();
    fireEvent.change(screen.getByLabelText('Find in this table'), { target: { value: 'milk' } });
    expect(await screen.findByText('Nothing here contains “milk”')).toBeVisible();
  });

  it('says so when there is nothing at all', () => {
    show([]);
    expect(screen.getByText('No lots')).toBeVisible();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('cuts pages of a hundred rows', () => {
    show(Array.from({ length: 101 }, (_, n) => ({ lot: `L-${n}`, days: n, supplier: '' })));
    expect(lots()).toHaveLength(100);
    fireEvent.click(screen.getByRole('button', { name: 'Next page' }));
    expect(lots()).toEqual(['L-100']);
    expect(screen.getByText('Page 2 of 2')).toBeVisible();
  });
});
