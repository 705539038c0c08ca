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
  table<K, V>(name: string): Table<K, V>;
  /** One transaction round the work, a savepoint when there is one already: all of it stays or, when it throws, none. */
  atomically<T>(work: () => T): T;
  backUp(): Backup;
}

/** A disk in memory, beginning with what a backup held. */
export function memoryDisk(from: Backup = new Map()): MemoryDisk {
  const maps = new Map<string, Map<unknown, unknown>>([...from].map(([name, rows]) => [name, new Map(rows)]));
  const undos: (() => void)[] = [];
  let depth = 0;
  const note = (undo: () => void) => {
    if (depth > 0) undos.push(undo);
  };
  return {
    table: <K, V>(name: string) => {
      const map = (maps.get(name) ?? new Map()) as Map<K, V>;
      maps.set(name, map as Map<unknown, unknown>);
      return tableOver(map, note);
    },
    atomically: (work) => {
      const mark = undos.length;
      depth += 1;
      try {
        const result = work();
        if (isPromise(result)) throw new TypeError('work on a disk is done when it answers');
        return result;
      } catch (error) {
        while (undos.length > mark) undos.pop()?.();
        throw error;
      } finally {
        depth -= 1;
        if (depth === 0) undos.length = 0;
      }
    },
    backUp: () => new Map([...maps].map(([name, rows]) => [name, new Map(rows)])),
  };
}

function isPromise(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'then' in result && typeof result.then === 'function';
}

function tableOver<K, V>(map: Map<K, V>, note: (undo: () => void) => void): Table<K, V> {
  const setBack = (key: K) => {
    const before = map.get(key);
    if (before === undefined) note(() => map.delete(key));
    else note(() => map.set(key, before));
  };
  return {
    get: (key) => map.get(key),
    has: (key) => map.has(key),
    set: (key, value) => {
      setBack(key);
      map.set(key, value);
    },
    delete: (key) => {
      if (!map.has(key)) return;
      setBack(key);
      map.delete(key);
    },
    values: () => map.values(),
    entries: () => map.entries(),
    get size() {
      return map.size;
    },
  };
}
