import { NO_TOKENS, type PageTransaction, type Tokens } from './page-marks.ts';

/** Neighbouring entries in one record. `first` is where the page begins, whether or not that key is in it. */
export interface Page<V> {
  readonly first: string;
  readonly keys: readonly string[];
  readonly values: readonly V[];
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

interface PageStore {
  /** The table its pages are in. */
  readonly table: string;
  /** Entries a page is made with; one that grows past twice as many is split. */
  readonly size: number;
  /** How many of the table's pages stay in memory. */
  readonly mostRead?: number;
}

/** What holds for as long as the tokens do: where pages begin, and those read or written last. */
interface Known<V> {
  readonly tokens: Tokens;
  readonly starts: readonly string[];
  readonly read: ReadPages<V>;
}

type ReadPages<V> = Map<string, Page<V> | undefined>;

/** Enough for a shift's work; of a full table about two megabytes. */
const MOST_READ = 300;

/**
 * IndexedDB charges by the record and the index entry, hardly by the byte: 50,000 rows one by one take many times
 * longer to write than in pages. So entries lie in pages like the leaves of a B-tree, whose root (where each page
 * begins) is remembered, and so are the leaves used last, until another tab writes: a phone asks for the same lots and
 * bins all day. What is remembered is this tab's; each transaction over table and marks has the map through `inside`.
 */
export function sortedPages<V>(store: PageStore): (inside: PageTransaction) => SortedPages<V> {
  const memory: Memory<V> = { known: nothingYet() };
  return (inside) => pagesOver(store, memory, inside);
}

interface Memory<V> {
  known: Known<V>;
}

/** The table's pages as one transaction has them, by way of what this tab remembers. */
interface Leaves<V> {
  now(): Promise<Known<V>>;
  at(now: Known<V>, firsts: readonly string[]): Promise<(Page<V> | undefined)[]>;
  write(
    now: Known<V>,
    changed: { readonly written: readonly Page<V>[]; readonly gone: readonly string[]; readonly hasMoved: boolean },
  ): Promise<void>;
  clear(): Promise<void>;
}

function leaves<V>({ table, mostRead = MOST_READ }: PageStore, memory: Memory<V>, inside: PageTransaction): Leaves<V> {
  const { marks } = inside;
  const pages = inside.table<Page<V>, string>(table);

  async function now(): Promise<Known<V>> {
    const tokens = await marks.tokens(table);
    if (!tokens) return nothingYet();
    const { known } = memory;
    if (tokens.pages === known.tokens.pages) return known;
    const isSame = tokens.starts === known.tokens.starts;
    memory.known = { tokens, starts: isSame ? known.starts : withFirst(await pages.toCollection().primaryKeys()), read: new Map() };
    return memory.known;
  }

  /** What this tab wrote it need not read again. */
  async function remember(read: ReadPages<V>, { starts }: Known<V>, moved?: Iterable<string>): Promise<void> {
    const { tokens, kept } = await marks.renew(table, moved !== undefined);
    memory.known = { tokens, starts: moved ? [...moved].sort() : starts, read };
    await kept;
  }

  return {
    now,
    async at({ read }, firsts) {
      // Taken before anything is waited for: others read beside this, and may put out of memory what is in it now.
      const here = new Map(firsts.flatMap((first) => (read.has(first) ? [[first, read.get(first)] as const] : [])));
      const missing = firsts.filter((first) => !here.has(first));
      const found = missing.length > 0 ? await pages.bulkGet(missing) : [];
      for (const [n, first] of missing.entries()) here.set(first, found[n]);
      for (const [first, page] of here) keepLast(read, first, page, mostRead);
      return firsts.map((first) => here.get(first));
    },
    async write(before, { written, gone, hasMoved }) {
      const read = new Map(before.read);
      for (const first of gone) read.delete(first);
      for (const page of written) keepLast(read, page.first, page, mostRead);
      const left = before.starts.filter((first) => !gone.includes(first));
      const starts = hasMoved ? new Set([...left, ...written.map(({ first }) => first)]) : undefined;
      // All of it at once: each that is waited for costs a trip to the browser's own process.
      await Promise.all([
        written.length > 0 && pages.bulkPut([...written]),
        gone.length > 0 && pages.bulkDelete([...gone]),
        remember(read, before, starts),
      ]);
    },
    async clear() {
      const before = await now();
      if (isEmpty(before)) return;
      await Promise.all([pages.clear(), remember(nothingYet<V>().read, before, [''])]);
    },
  };
}

function pagesOver<V>(store: PageStore, memory: Memory<V>, inside: PageTransaction): SortedPages<V> {
  const { now: knownNow, at: pagesAt, write, clear } = leaves(store, memory, inside);

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

    clear,

    async write(changes) {
      if (changes.size === 0) return;
      const now = await knownNow();
      const groups = groupByPage(now.starts, changes);
      const firsts = [...groups.keys()];
      const old = await pagesAt(now, firsts);
      const written = [...groups.values()].flatMap((group, n) => paged(firsts[n] ?? '', merged(old[n], group), store.size));
      const left = new Set(written.map((page) => page.first));
      const gone = firsts.filter((first) => !left.has(first));
      await write(now, { written, gone, hasMoved: gone.length > 0 || written.length > groups.size });
    },
  };
}

/** The first page is where every key without an earlier one goes, even while a cleared table holds no page at all. */
function withFirst(starts: readonly string[]): readonly string[] {
  return starts[0] === '' ? starts : ['', ...starts];
}

/** What there is to know of a table nobody has written. */
function nothingYet<V>(): Known<V> {
  return { tokens: NO_TOKENS, starts: [''], read: new Map([['', undefined]]) };
}

/** Known to hold nothing, without looking. */
function isEmpty<V>({ starts, read }: Known<V>): boolean {
  return starts.length === 1 && read.has('') && (read.get('')?.keys.length ?? 0) === 0;
}

/** The pages used last come last, and only so many stay. */
function keepLast<V>(read: ReadPages<V>, first: string, page: Page<V> | undefined, most: number): void {
  read.delete(first);
  read.set(first, page);
  if (read.size > most) for (const oldest of read.keys()) return void read.delete(oldest);
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
