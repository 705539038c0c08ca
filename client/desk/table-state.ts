import { withQuery } from './address.ts';

/** What a table shows, as its address says it: shared by link, kept by reload and by the back button. */
export interface TableState {
  readonly sort: string;
  readonly descending: boolean;
  readonly find: string;
  /** Zero-based. */
  readonly page: number;
}

/** Rows of one page; beyond this a table is paged. */
export const PAGE_ROWS = 100;

/** Reads a table's state from its address; what is missing or nonsense falls back to the table's own order. */
export function readTableState(search: URLSearchParams, sort: string, columns: readonly string[]): TableState {
  const asked = search.get('sort') ?? sort;
  const name = asked.replace(/^-/, '');
  const page = Number(search.get('page') ?? 1);
  return {
    sort: columns.includes(name) ? name : sort.replace(/^-/, ''),
    descending: columns.includes(name) ? asked.startsWith('-') : sort.startsWith('-'),
    find: search.get('find') ?? '',
    page: Number.isInteger(page) && page > 0 ? page - 1 : 0,
  };
}

/** The address of a changed state; other parts of the address stay, and what is the default is left out. */
export function writeTableState(query: URLSearchParams, { sort, descending, find, page }: TableState, byDefault: string): URLSearchParams {
  const asked = `${descending ? '-' : ''}${sort}`;
  return withQuery(query, { sort: asked === byDefault ? '' : asked, find, page: page === 0 ? '' : String(page + 1) });
}

/** How a column orders and finds its rows. */
export interface ColumnOrder<Row> {
  readonly name: string;
  readonly value: (row: Row) => string | number | null;
}

/** What is on screen: every row found, in order; the page cut out of them; which page that is. */
export interface RowsShown<Row> {
  readonly all: readonly Row[];
  readonly page: readonly Row[];
  readonly number: number;
}

/** Found in any column, ordered with empty values last either way; a page beyond the end is the last one. */
export function rowsShown<Row>(rows: readonly Row[], columns: readonly ColumnOrder<Row>[], state: TableState): RowsShown<Row> {
  const wanted = state.find.trim().toLowerCase();
  const found = wanted ? rows.filter((row) => columns.some((column) => textOf(column.value(row)).includes(wanted))) : [...rows];
  const by = columns.find((column) => column.name === state.sort);
  if (by) found.sort((a, b) => compareValues(by.value(a), by.value(b), state.descending ? -1 : 1));
  const number = Math.max(0, Math.min(state.page, Math.ceil(found.length / PAGE_ROWS) - 1));
  return { all: found, page: found.slice(number * PAGE_ROWS, (number + 1) * PAGE_ROWS), number };
}

function textOf(value: string | number | null): string {
  return String(value ?? '').toLowerCase();
}

function compareValues(a: string | number | null, b: string | number | null, direction: 1 | -1): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === 'number' && typeof b === 'number') return (a - b) * direction;
  return String(a).localeCompare(String(b), 'en', { numeric: true }) * direction;
}
