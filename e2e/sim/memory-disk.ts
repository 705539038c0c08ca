/** What a disk held at one moment: table by table, its values never changed in place. */
export type Backup = ReadonlyMap<string, ReadonlyMap<unknown, unknown>>;

/** One table: values by key, every change of which can be taken back. */
export interface Table<K, V> {
  get(key: K): V | undefined;
  has(key: K): boolean;
  set(key: K, value: V): void;
  delete(key: K): void;
  /** In the order they came. */
  values(): IterableIterator<V>;
  entries(): IterableIterator<[K, V]>;
  readonly size: number;
}

export interface MemoryDisk {
  /** The same table whenever it is asked for. */
  table<K, V>(name: string): Table<K, V>;
  /** One transaction round the work, a savepoint when there is one already: all of it stays or, when it throws, none. */
  atomically<T>(work: () => T): T;
  backUp(): Backup;
  /** Grows with every change, taken back or not: while it stands still, so does the disk. */
  changes(): number;
}

/** A disk in memory, beginning with what a backup held. */
export function memoryDisk(from: Backup = new Map()): MemoryDisk {
  const tables = new Map<string, Kept<unknown, unknown>>();
  const log: Log = { changes: 0, depth: 0, undos: [] };
  for (const [name, rows] of from) tables.set(name, new Kept(new Map(rows), log));
  return {
    table: <K, V>(name: string) => {
      const table = tables.get(name) ?? new Kept(new Map(), log);
      tables.set(name, table);
      return table as Kept<K, V>;
    },
    atomically: (work) => {
      const mark = log.undos.length;
      log.depth += 1;
      try {
        const result = work();
        if (isPromise(result)) throw new TypeError('work on a disk is done when it answers');
        return result;
      } catch (error) {
        takeBack(log, mark);
        throw error;
      } finally {
        log.depth -= 1;
        if (log.depth === 0) log.undos.length = 0;
      }
    },
    backUp: () => new Map([...tables].map(([name, { rows }]) => [name, new Map(rows)])),
    changes: () => log.changes,
  };
}

/** What stood there before a change; undefined: nothing did. */
interface Undo {
  readonly rows: Map<unknown, unknown>;
  readonly key: unknown;
  readonly before: unknown;
}

/** What a disk's tables share: how often they changed, and what it takes to take the transaction back. */
interface Log {
  changes: number;
  depth: number;
  readonly undos: Undo[];
}

function takeBack({ undos }: Log, mark: number): void {
  while (undos.length > mark) {
    const undo = undos.pop();
    if (undo?.before === undefined) undo?.rows.delete(undo.key);
    else undo.rows.set(undo.key, undo.before);
  }
}

function isPromise(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'then' in result && typeof result.then === 'function';
}

class Kept<K, V> implements Table<K, V> {
  readonly rows: Map<K, V>;
  readonly #log: Log;

  constructor(rows: Map<K, V>, log: Log) {
    this.rows = rows;
    this.#log = log;
  }

  get(key: K): V | undefined {
    return this.rows.get(key);
  }

  has(key: K): boolean {
    return this.rows.has(key);
  }

  set(key: K, value: V): void {
    this.#note(key);
    this.rows.set(key, value);
  }

  delete(key: K): void {
    if (!this.rows.has(key)) return;
    this.#note(key);
    this.rows.delete(key);
  }

  values(): IterableIterator<V> {
    return this.rows.values();
  }

  entries(): IterableIterator<[K, V]> {
    return this.rows.entries();
  }

  get size(): number {
    return this.rows.size;
  }

  #note(key: K): void {
    const log = this.#log;
    log.changes += 1;
    if (log.depth > 0) log.undos.push({ rows: this.rows, key, before: this.rows.get(key) });
  }
}
