import { Dexie, type Table } from 'dexie';

/** Neighbouring entries in one record. `first` is where the page begins, whether or not that key is in it. */
export interface Page<V> {
  readonly first: string;
  readonly keys: readonly string[];
  readonly values: readonly V[];
}

/** One token per table, new whenever its pages begin elsewhere: so every tab knows when what it remembers of that is stale. */
export interface Marks {
  readonly name: 'this';
  readonly tokens: Readonly<Record<string, string>>;
}

export type Entry<V> = readonly [key: string, value: V];

/** A sorted map in IndexedDB; keys compare by UTF-16 unit, as they do in JavaScript. */
export interface SortedPages<V> {
  /** The entries there are of these keys. */
  read(keys: Iterable<string>): Promise<Map<string, V>>;
  /** Every entry whose key begins with one of the prefixes, none of which may begin another. */
  scan(prefixes: Iterable<string>): Promise<Entry<V>[]>;
  /** The first entries from `from` on whose key begins with `prefix`: at least `most` unless there are fewer. */
  scanFrom(prefix: string, from: string, most: number): Promise<Entry<V>[]>;
  /** Sets entries, or removes them (null). */
  write(changes: ReadonlyMap<string, V | null>): Promise<void>;
  clear(): Promise<void>;
}

interface PageStore<V> {
  readonly pages: Table<Page<V>, string>;
  readonly marks: MarkBook;
  /** Entries a page is made with; one that grows past twice as many is split. */
  readonly size: number;
  /** Pages once read stay in memory until any is written, by whichever tab. For what is read all the time and seldom changes. */
  readonly staysRead?: boolean;
}

/** What holds for as long as the token does. */
interface Known<V> {
  readonly token: string;
  readonly starts: readonly string[];
  readonly read: Map<string, Page<V> | undefined>;
}

/** The tokens of all paged tables of a database, read once per transaction. */
export interface MarkBook {
  token(table: string): Promise<string | undefined>;
  renew(table: string): Promise<string>;
}

export function markBook(marks: Table<Marks, 'this'>): MarkBook {
  const read = new WeakMap<object, Promise<Record<string, string>>>();

  /** Shared by all tables of a transaction, and changed in place: two that renew at once must not undo each other. */
  function current(): Promise<Record<string, string>> {
    const transaction = Dexie.currentTransaction;
    const known = transaction && read.get(transaction);
    if (known) return known;
    const reading = tokensNow();
    if (transaction) read.set(transaction, reading);
    return reading;
  }

  async function tokensNow(): Promise<Record<string, string>> {
    return { ...(await marks.get('this'))?.tokens };
  }

  return {
    token: async (table) => (await current())[table],
    async renew(table) {
      const token = crypto.randomUUID();
      const tokens = await current();
      tokens[table] = token;
      await marks.put({ name: 'this', tokens: { ...tokens } });
      return token;
    },
  };
}

/**
 * IndexedDB charges by the record and the index entry, hardly by the byte: 50,000 rows one by one take many times
 * longer to write than in pages. So entries lie in pages like the leaves of a B-tree, whose root (where each page
 * begins) is remembered. Every call must run inside one transaction over both tables.
 */
export function sortedPages<V>({ pages, marks, size, staysRead = false }: PageStore<V>): SortedPages<V> {
  let known: Known<V> = fresh('', ['']);

  function fresh(token: string, starts: readonly string[]): Known<V> {
    return { token, starts, read: new Map() };
  }

  async function knownNow(): Promise<Known<V>> {
    const token = await marks.token(pages.name);
    if (token === undefined) return fresh('', ['']);
    if (token !== known.token) known = fresh(token, withFirst(await pages.toCollection().primaryKeys()));
    return known;
  }

  /** Where the pages begin, ascending; the first begins at the empty text, before any key. */
  async function remember(starts: Iterable<string>): Promise<void> {
    known = fresh(await marks.renew(pages.name), [...starts].sort());
  }

  async function pagesAt({ read, token }: Known<V>, firsts: readonly string[]): Promise<(Page<V> | undefined)[]> {
    const missing = firsts.filter((first) => !read.has(first));
    const found = missing.length > 0 ? await pages.bulkGet(missing) : [];
    const pageAt = new Map(missing.map((first, n) => [first, found[n]]));
    if (staysRead && token !== '') for (const [first, page] of pageAt) read.set(first, page);
    return firsts.map((first) => pageAt.get(first) ?? read.get(first));
  }

  async function entriesAt(now: Known<V>, places: Iterable<number>): Promise<Entry<V>[]> {
    const distinct = [...new Set(places)].sort((a, b) => a - b).flatMap((place) => now.starts[place] ?? []);
    return (await pagesAt(now, distinct)).flatMap((page) => (page ? entriesOf(page) : []));
  }

  return {
    async read(keys) {
      const wanted = new Set(keys);
      if (wanted.size === 0) return new Map();
      const now = await knownNow();
      const places = [...wanted].map((key) => placeOf(now.starts, key));
      return new Map((await entriesAt(now, places)).filter(([key]) => wanted.has(key)));
    },

    async scan(prefixes) {
      const wanted = [...new Set(prefixes)].sort();
      if (wanted.length === 0) return [];
      const now = await knownNow();
      const places = wanted.flatMap((prefix) => span(placeOf(now.starts, prefix), placeOf(now.starts, endOf(prefix))));
      return (await entriesAt(now, places)).filter(([key]) => key.startsWith(wanted[placeOf(wanted, key)] ?? endOf(key)));
    },

    async scanFrom(prefix, from, most) {
      const now = await knownNow();
      const last = placeOf(now.starts, endOf(prefix));
      const found: Entry<V>[] = [];
      for (let place = placeOf(now.starts, from); place <= last && found.length < most; place++) {
        found.push(...(await entriesAt(now, [place])).filter(([key]) => key >= from && key.startsWith(prefix)));
      }
      return found;
    },

    async clear() {
      if ((await pages.count()) === 0) return;
      await pages.clear();
      await remember(['']);
    },

    async write(changes) {
      if (changes.size === 0) return;
      const { starts } = await knownNow();
      const groups = groupByPage(starts, changes);
      const old = new Map((await pages.bulkGet([...groups.keys()])).flatMap((page) => (page ? [[page.first, page]] : [])));
      const written = [...groups].flatMap(([first, group]) => paged(first, merged(old.get(first), group), size));
      const left = new Set(written.map((page) => page.first));
      const gone = [...groups.keys()].filter((first) => !left.has(first));
      await Promise.all([pages.bulkPut(written), pages.bulkDelete(gone)]);
      if (staysRead || gone.length > 0 || written.length > groups.size)
        await remember(new Set([...starts.filter((first) => !gone.includes(first)), ...left]));
    },
  };
}

/** The first page is where every key without an earlier one goes, even while a cleared table holds no page at all. */
function withFirst(starts: readonly string[]): readonly string[] {
  return starts[0] === '' ? starts : ['', ...starts];
}

/** The last page that begins at or before the key. */
function placeOf(starts: readonly string[], key: string): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? '') <= key) low = middle;
    else high = middle - 1;
  }
  return low;
}

function span(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

/** After every key that begins with the prefix. */
function endOf(prefix: string): string {
  return `${prefix}\uffff`;
}

function entriesOf<V>({ keys, values }: Page<V>): Entry<V>[] {
  return keys.flatMap((key, n): Entry<V>[] => {
    const value = values[n];
    return value === undefined ? [] : [[key, value]];
  });
}

function groupByPage<V>(starts: readonly string[], changes: Iterable<Entry<V>>): Map<string, Entry<V>[]> {
  const groups = new Map<string, Entry<V>[]>();
  for (const change of changes) {
    const first = starts[placeOf(starts, change[0])] ?? '';
    const group = groups.get(first);
    if (group) group.push(change);
    else groups.set(first, [change]);
  }
  return groups;
}

function merged<V>(page: Page<V> | undefined, changes: readonly Entry<V | null>[]): Entry<V>[] {
  const values = new Map<string, V>(page ? entriesOf(page) : []);
  for (const [key, value] of changes) {
    if (value === null) values.delete(key);
    else values.set(key, value);
  }
  return [...values].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** One page, or several when it has grown; none when it is empty, unless it is the first. */
function paged<V>(first: string, entries: readonly Entry<V>[], size: number): Page<V>[] {
  if (entries.length === 0) return first === '' ? [{ first, keys: [], values: [] }] : [];
  const step = entries.length > 2 * size ? size : entries.length;
  return span(0, Math.ceil(entries.length / step) - 1).map((n) => {
    const part = entries.slice(n * step, (n + 1) * step);
    return { first: n === 0 ? first : (part[0]?.[0] ?? first), keys: part.map(([key]) => key), values: part.map(([, value]) => value) };
  });
}
