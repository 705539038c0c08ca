import type { MetaStore } from '../../server/db/meta-store.ts';
import { type MasterName, type MasterStore, type MasterThings, masterKey } from '../../server/stock/master-store.ts';
import { type Bin, holdsOneLot, type Site } from '../../shared/domain/bins/bin.ts';
import type { MemoryDisk, Table } from './memory-disk.ts';
import { Forbidden, hasNoOccupant } from './memory-stock.ts';

type Tables = { readonly [M in MasterName]: Table<string, MasterThings[M]> };

/** Master data in memory: reading it costs nothing, so it remembers nothing besides. */
export function memoryMasters(disk: MemoryDisk): MasterStore {
  const tables: Tables = { site: disk.table('site'), zone: disk.table('zone'), bin: disk.table('bin'), item: disk.table('item') };
  const stored = {
    site: (): Site | null => page(tables.site, null, 1)[0] ?? null,
    zone: (code: string) => tables.zone.get(code) ?? null,
    bin: (code: string) => tables.bin.get(code) ?? null,
    item: (gtin: string) => tables.item.get(gtin) ?? null,
  };
  return {
    ...stored,
    remembered: () => stored,
    save: (thing, value) => {
      if ('zone' in value) checkBin(disk, tables, value);
      save(tables[thing], value);
    },
    page: (thing, after, limit) => page(tables[thing], after, limit),
    count: (thing) => tables[thing].size,
  };
}

/** A bin lies in a known zone; before it comes to hold one lot, what stands in it must be its occupant. */
function checkBin(disk: MemoryDisk, { zone }: Tables, { code, zone: its, kind }: Bin): void {
  if (!zone.has(its)) throw new Forbidden(`zone ${its} is not known`);
  if (holdsOneLot(kind) && hasNoOccupant(disk, code)) throw new Forbidden(`goods stand in ${code}, and it has no occupant`);
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
