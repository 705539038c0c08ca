import { describe, expect, it } from 'vitest';
import { PAGE_ROWS, readTableState, rowsShown, writeTableState } from './table-state.ts';

const COLUMNS = ['lot', 'days'];
const read = (text: string) => readTableState(new URLSearchParams(text), '-days', COLUMNS);

describe('the state of a table in its address', () => {
  it.each([
    ['', { sort: 'days', descending: true, find: '', page: 0 }],
    ['sort=lot', { sort: 'lot', descending: false, find: '', page: 0 }],
    ['sort=-lot&find=berry&page=3', { sort: 'lot', descending: true, find: 'berry', page: 2 }],
    ['sort=password&page=-4', { sort: 'days', descending: true, find: '', page: 0 }],
    ['page=1e9x', { sort: 'days', descending: true, find: '', page: 0 }],
  ])('"%s" reads as %j', (search, state) => {
    expect(read(search)).toEqual(state);
  });

  it('comes back as it was written, and keeps what is not its own', () => {
    const state = { sort: 'lot', descending: true, find: 'a b', page: 2 };
    const search = writeTableState(new URLSearchParams('zone=F1'), state, '-days');
    expect(search.get('zone')).toBe('F1');
    expect(readTableState(search, '-days', COLUMNS)).toEqual(state);
  });

  it('leaves the default order out of the address', () => {
    expect(writeTableState(new URLSearchParams(), read(''), '-days').toString()).toBe('');
  });
});

describe('the rows a table shows', () => {
  const columns = [
    { name: 'lot', value: (row: { lot: string; days: number | null }) => row.lot },
    { name: 'days', value: (row: { lot: string; days: number | null }) => row.days },
  ];
  const rows = [
    { lot: 'L-10', days: 3 },
    { lot: 'L-9', days: null },
    { lot: 'L-2', days: 7 },
  ];

  it('orders lot numbers as people count', () => {
    const shown = rowsShown(rows, columns, { sort: 'lot', descending: false, find: '', page: 0 });
    expect(shown.page.map((row) => row.lot)).toEqual(['L-2', 'L-9', 'L-10']);
  });

  it.each([true, false])('keeps rows without a value last (descending: %s)', (descending) => {
    const shown = rowsShown(rows, columns, { sort: 'days', descending, find: '', page: 0 });
    expect(shown.page.at(-1)?.lot).toBe('L-9');
  });

  it('finds in any column and cuts pages', () => {
    const many = Array.from({ length: PAGE_ROWS + 1 }, (_, i) => ({ lot: `L-${i}`, days: i }));
    expect(rowsShown(many, columns, { sort: 'days', descending: false, find: '', page: 1 }).page).toHaveLength(1);
    expect(rowsShown(rows, columns, { sort: 'days', descending: false, find: 'l-1', page: 0 }).all).toEqual([rows[0]]);
  });

  it('shows the last page when the address names one beyond it', () => {
    const shown = rowsShown(rows, columns, { sort: 'days', descending: false, find: '', page: 8 });
    expect(shown).toMatchObject({ number: 0, page: [{ lot: 'L-10' }, { lot: 'L-2' }, { lot: 'L-9' }] });
  });
});
