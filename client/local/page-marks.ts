import type { Table, Transaction } from 'dexie';

/** Two per table: `starts` is new whenever its pages begin elsewhere, `pages` whenever one of them is written. */
export interface Tokens {
  readonly starts: string;
  readonly pages: string;
}

/** By these every tab knows when what it remembers of a table is stale. */
export interface Marks {
  readonly name: 'this';
  readonly tokens: Readonly<Record<string, Tokens>>;
}

/** One transaction over a database of paged tables, each op of which names it: nothing depends on what else runs meanwhile. */
export interface PageTransaction {
  table<V, K>(name: string): Table<V, K>;
  readonly marks: MarkBook;
}

/** The tokens of all paged tables of a database, read once per transaction. */
interface MarkBook {
  tokens(table: string): Promise<Tokens | undefined>;
  /** Pages were written; `moved`: and some begin elsewhere now. */
  renew(table: string, moved: boolean): Promise<{ readonly tokens: Tokens; readonly kept: PromiseLike<unknown> }>;
}

/** The paged tables as one transaction has them. */
export function pagesIn(transaction: Pick<Transaction, 'table'>): PageTransaction {
  const marks = transaction.table<Marks, 'this'>('marks');
  let reading: PromiseLike<Record<string, Tokens>> | undefined;
  // Shared by all tables of the transaction, and changed in place: two that renew at once must not undo each other.
  const current = () => {
    reading ??= marks.get('this').then((found) => ({ ...found?.tokens }));
    return reading;
  };
  return {
    table: (name) => transaction.table(name),
    marks: {
      tokens: async (table) => (await current())[table],
      async renew(table, moved) {
        const pages = crypto.randomUUID();
        const tokens = await current();
        const renewed = { starts: moved ? pages : (tokens[table]?.starts ?? pages), pages };
        tokens[table] = renewed;
        return { tokens: renewed, kept: marks.put({ name: 'this', tokens: { ...tokens } }) };
      },
    },
  };
}

/** What a tab remembers as long as it has not looked. */
export const NO_TOKENS: Tokens = { starts: '', pages: '' };
