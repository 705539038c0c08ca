import { expect, it } from 'vitest';
import { type FileColumn, tableCsv } from './table-file.ts';

interface Row {
  readonly lot: string;
  readonly dwellMs: number;
}

const COLUMNS: readonly FileColumn<Row>[] = [
  { title: 'Lot', value: (row) => row.lot },
  {
    title: 'Stands for',
    value: (row) => row.dwellMs,
    inFile: { title: 'Stands for (h)', value: (row) => row.dwellMs / 3_600_000 },
  },
  { title: 'By', value: () => 'Ana' },
  { title: 'Do', value: () => null, isAction: true },
];

it('a file says units the page around the table says, and leaves out what is only to be tapped', () => {
  expect(tableCsv(COLUMNS, [{ lot: 'L-1', dwellMs: 7_200_000 }])).toBe('Lot,Stands for (h),By\r\nL-1,2,Ana');
});
