import './data-table.css';
import { type ReactNode, useDeferredValue } from 'react';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { TableFrame } from '../ui/table.tsx';
import { useWords } from '../ui/words.tsx';
import { useQuery } from './address.ts';
import { downloadTable, type FileColumn } from './table-file.ts';
import { PAGE_ROWS, readTableState, rowsShown, type TableState, writeTableState } from './table-state.ts';

/** One column: `value` orders, finds and exports; `show` draws, when a bare value is not enough. */
export interface Column<Row> extends FileColumn<Row> {
  readonly name: string;
  readonly show?: (row: Row) => ReactNode;
  readonly numeric?: boolean;
  /** Found and exported, but said within another column. */
  readonly isHidden?: boolean;
  /** Something to do with the row: neither ordered, found nor exported. */
  readonly isAction?: boolean;
}

interface DataTableProps<Row> {
  caption: string;
  /** The first one heads a row's card on a phone. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** The column it is ordered by at first, with a leading `-` for descending. */
  sort: string;
  empty: { readonly title: string; readonly hint?: string };
}

/** A table that sorts, finds, pages and exports, and keeps what it shows in the address. On a phone its rows are cards. */
export function DataTable<Row>({ caption, columns, rows, rowKey, sort, empty }: DataTableProps<Row>) {
  const words = useWords();
  const [query, setQuery] = useQuery();
  const names = columns.map((column) => column.name);
  const state = readTableState(query, sort, names);
  const change = (next: TableState) => setQuery(writeTableState(query, next, sort), { replace: true });
  const visible = columns.filter((column) => !column.isHidden);
  const shown = rowsShown(rows, columns, { ...state, find: useDeferredValue(state.find) });
  if (rows.length === 0) {
    return (
      <EmptyState icon="tick" title={empty.title}>
        {empty.hint}
      </EmptyState>
    );
  }
  return (
    <div className="data-table">
      <div className="data-table-tools">
        <TextField
          label={words.say('table.find')}
          type="search"
          value={state.find}
          onChange={(event) => change({ ...state, find: event.target.value, page: 0 })}
        />
        <OrderField columns={visible.filter((column) => !column.isAction)} state={state} onOrder={change} />
        <Button size="compact" onClick={() => downloadTable(caption, columns, shown.all)}>
          {words.say('table.export')}
        </Button>
        <p className="quiet small data-table-count" role="status">
          {words.count('table.rows', shown.all.length)}
        </p>
      </div>
      {shown.all.length === 0 ? (
        <EmptyState icon="search" title={words.say('table.none-found', { text: state.find })} />
      ) : (
        <TableFrame caption={caption}>
          <Head columns={visible} state={state} onOrder={change} />
          <tbody>
            {shown.page.map((row) => (
              <tr key={rowKey(row)}>
                {visible.map((column) => (
                  <Cell key={column.name} column={column} row={row} />
                ))}
              </tr>
            ))}
          </tbody>
        </TableFrame>
      )}
      <Pages page={shown.number} rows={shown.all.length} onPage={(page) => change({ ...state, page })} />
    </div>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  return (
    <td {...(column.numeric && { className: 'number' })} data-title={column.title}>
      {column.show ? column.show(row) : column.value(row)}
    </td>
  );
}

interface OrderProps<Row> {
  columns: readonly Column<Row>[];
  state: TableState;
  onOrder: (next: TableState) => void;
}

function Head<Row>({ columns, state, onOrder }: OrderProps<Row>) {
  return (
    <thead>
      <tr>
        {columns.map(({ name, title, numeric, isAction }) =>
          isAction ? (
            <th key={name} scope="col">
              {title}
            </th>
          ) : (
            <th key={name} scope="col" aria-sort={ariaSort(name, state)} {...(numeric && { className: 'number' })}>
              <button type="button" onClick={() => onOrder(ordered(state, name))}>
                {title}
                <span className="data-table-arrow" aria-hidden="true">
                  {name === state.sort ? (state.descending ? '↓' : '↑') : ''}
                </span>
              </button>
            </th>
          ),
        )}
      </tr>
    </thead>
  );
}

/** Cards have no heads to tap: a phone orders them by this. */
function OrderField<Row>({ columns, state, onOrder }: OrderProps<Row>) {
  const words = useWords();
  return (
    <div className="data-table-order">
      <SelectField
        label={words.say('table.order')}
        value={`${state.descending ? '-' : ''}${state.sort}`}
        onChange={({ target }) =>
          onOrder({ ...state, sort: target.value.replace(/^-/, ''), descending: target.value.startsWith('-'), page: 0 })
        }
      >
        {columns.flatMap(({ name, title }) => [
          <option key={name} value={name}>
            {title} ↑
          </option>,
          <option key={`-${name}`} value={`-${name}`}>
            {title} ↓
          </option>,
        ])}
      </SelectField>
    </div>
  );
}

function Pages({ page, rows, onPage }: { page: number; rows: number; onPage: (page: number) => void }) {
  const words = useWords();
  const pages = Math.ceil(rows / PAGE_ROWS);
  if (pages <= 1) return null;
  return (
    <nav className="data-table-pages" aria-label={words.say('table.pages')}>
      <Button size="compact" icon="back" disabled={page === 0} onClick={() => onPage(page - 1)} aria-label={words.say('table.previous')} />
      <span>{words.say('table.page', { page: page + 1, pages })}</span>
      <Button
        size="compact"
        icon="next"
        disabled={page >= pages - 1}
        onClick={() => onPage(page + 1)}
        aria-label={words.say('table.next')}
      />
    </nav>
  );
}

function ariaSort(name: string, state: TableState): 'ascending' | 'descending' | 'none' {
  if (name !== state.sort) return 'none';
  return state.descending ? 'descending' : 'ascending';
}

/** A second tap on the same column turns it round. */
function ordered(state: TableState, name: string): TableState {
  return { ...state, sort: name, descending: name === state.sort && !state.descending, page: 0 };
}
