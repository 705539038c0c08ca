import type { MetaStore } from '../../server/db/meta-store.ts';
import { type MasterName, type MasterStore, type MasterThings, masterKey } from '../../server/stock/master-store.ts';
import type { Site } from '../../shared/domain/bins/bin.ts';
import type { MemoryDisk, Table } from './memory-disk.ts';

type Tables = { readonly [M in MasterName]: Table<string, MasterThings[M]> };

/** Master data in memory: reading it costs nothing, so it remembers nothing besides. */
export function memoryMasters(disk: MemoryDisk): MasterStore {
  const tables: Tables = { site: disk.table('site'), zone: disk.table('zone'), bin: disk.table('bin'), item: disk.table('item') };
  const stored = {
    site: (): Site | null => tables.site.values().next().value ?? null,
    zone: (code: string) => tables.zone.get(code) ?? null,
    bin: (code: string) => tables.bin.get(code) ?? null,
    item: (gtin: string) => tables.item.get(gtin) ?? null,
  };
  return {
    ...stored,
    remembered: () => stored,
    save: (thing, value) => save(tables[thing], value),
    page: (thing, after, limit) => page(tables[thing], after, limit),
    count: (thing) => tables[thing].size,
  };
}

function save<T extends MasterThings[MasterName]>(table: Table<string, T>, value: T): void {
  table.set(masterKey(value), value);
}

function page<T extends MasterThings[MasterName]>(table: Table<string, T>, after: string | null, limit: number): T[] {
  const things = [...table.values()].filter((thing) => after === null || masterKey(thing) > after);
  return things.sort((a, b) => (masterKey(a) < masterKey(b) ? -1 : 1)).slice(0, limit);
}

/** What the store knows of itself, in memory. */
export function memoryMeta(disk: MemoryDisk, firstEpoch: string): MetaStore {
  const values = disk.table<string, string>('meta');
  if (!values.has('epoch')) values.set('epoch', firstEpoch);
  return {
    epoch: () => values.get('epoch') ?? firstEpoch,
    setEpoch: (epoch) => values.set('epoch', epoch),
    durable: () => Number(values.get('durable') ?? 0),
    setDurable: (rev) => values.set('durable', String(rev)),
  };
}
