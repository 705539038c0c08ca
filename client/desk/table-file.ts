import { download } from '../ui/download.ts';
import { toCsv } from './csv.ts';

/** What of a column matters in a file. */
export interface FileColumn<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | null;
  /** Where no page is around it to say its unit: its own head, value, or both. */
  readonly inFile?: { readonly title?: string; readonly value?: (row: Row) => string | number | null };
  readonly isAction?: boolean;
}

/** A table's columns and all rows found as CSV: what is said within another column stands in one of its own. */
export function tableCsv<Row>(columns: readonly FileColumn<Row>[], rows: readonly Row[]): string {
  const said = columns.filter((column) => !column.isAction);
  const heads = said.map(({ title, inFile }) => inFile?.title ?? title);
  return toCsv([heads, ...rows.map((row) => said.map(({ value, inFile }) => (inFile?.value ?? value)(row)))]);
}

/** Hands the table to the browser as a file, marked as UTF-8 for spreadsheets. */
export function downloadTable<Row>(caption: string, columns: readonly FileColumn<Row>[], rows: readonly Row[]): void {
  const file = new Blob(['\uFEFF', tableCsv(columns, rows)], { type: 'text/csv' });
  download(file, `${caption.toLowerCase().replaceAll(' ', '-')}.csv`);
}
