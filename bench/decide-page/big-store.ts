import { type Bin, type BinCode, DEFAULT_WINDOWS, type Site } from '../../shared/domain/bins/bin.ts';
import { type CommandId, rowKey, type StockRow } from '../../shared/domain/bins/stock-row.ts';
import { addDays, type DayIso, type EpochMs } from '../../shared/domain/engine/time.ts';
import { type Gtin, type LotKey, type LotNumber, lotKey } from '../../shared/domain/lots/ids.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import type { Lot } from '../../shared/domain/lots/lot.ts';
import { type Quantity, ZERO } from '../../shared/domain/lots/quantity.ts';
import type { ViewChange, ViewThingName } from '../../shared/wire/feed.ts';

export const ITEMS = 300;
const KINDS: readonly ViewThingName[] = ['site', 'zone', 'bin', 'item', 'worker', 'lot', 'stock'];
const SITE: Site = { code: 'BIG', name: 'Big cold store', timeZone: 'Europe/Dublin', gln: null, windows: DEFAULT_WINDOWS };
const ZONE = { code: 'F', name: 'Frozen', minCelsius: -25, maxCelsius: -18, graceMinutes: 30, storageClass: 'frozen' } as const;
export const STAGING = 'STG-1' as BinCode;

/** A lot and the one storage bin it stands in. */
export interface Stood {
  readonly lot: LotKey;
  readonly bin: BinCode;
}

/** A store of exactly `rows` rows: lots, each with a bin of its own and one row in it, lots still expected, and masters. Of each item the lots come by expiry. */
export function bigStore(rows: number, now: number): { changes: ViewChange[]; stood: Stood[] } {
  const count = Math.floor((rows - ITEMS - 10) / 3.1);
  const later = { expiryOn: addDays(new Date(now).toISOString().slice(0, 10) as DayIso, 400), now };
  const today = new Date(now).toISOString().slice(0, 10) as DayIso;
  const changes: ViewChange[] = [
    { thing: 'site', key: SITE.code, after: SITE },
    { thing: 'zone', key: ZONE.code, after: ZONE },
    bin(STAGING, 'staging', 0),
    { thing: 'worker', key: 'w-1', after: { id: 'w-1', name: 'Ana', roles: ['picker', 'dock'], language: 'en', active: true } },
  ];
  for (let n = 0; n < ITEMS; n++) changes.push({ thing: 'item', key: gtin(n), after: item(gtin(n), n) });
  const stood: Stood[] = [];
  for (let n = 0; n < count; n++) {
    const key = lotKey(gtin(n % ITEMS), `L-${n}` as LotNumber);
    const place = code('A', n);
    changes.push(
      lot(key, { expiryOn: addDays(today, 30 + Math.floor(n / ITEMS)), now, status: 'available' }),
      bin(place, 'storage', n),
      row(place, key, now),
    );
    stood.push({ lot: key, bin: place });
  }
  for (let n = 0; changes.length < rows; n++)
    changes.push(lot(lotKey(gtin(n % ITEMS), `X-${n}` as LotNumber), { ...later, status: 'expected' }));
  return { changes: changes.sort(asServed), stood };
}

/** A snapshot comes kind by kind, and by key. */
function asServed(a: ViewChange, b: ViewChange): number {
  return KINDS.indexOf(a.thing) - KINDS.indexOf(b.thing) || (a.key < b.key ? -1 : 1);
}

function gtin(n: number): Gtin {
  const body = `950110${String(n).padStart(7, '0')}`;
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}` as Gtin;
}

function code(aisle: string, n: number): BinCode {
  return `${aisle}${Math.floor(n / 100)}-${n % 100}` as BinCode;
}

function bin(key: BinCode, kind: Bin['kind'], walkOrder: number): ViewChange {
  return { thing: 'bin', key, after: { code: key, zone: ZONE.code, kind, active: true, capacityPallets: null, walkOrder } };
}

function item(key: Gtin, n: number): Item {
  return {
    gtin: key,
    sku: `SKU-${n}`,
    name: `Item ${n}`,
    unit: 'carton',
    decimals: 0,
    unitsPerCarton: 1,
    cartonsPerPallet: 40,
    storageClass: 'frozen',
    expiryRequired: true,
    minDaysAtDispatch: 7,
    minDaysAtReceipt: 14,
    minLifeFraction: null,
    expiringSoonDays: 14,
  };
}

function lot(key: LotKey, { expiryOn, now, status }: { expiryOn: DayIso; now: number; status: Lot['status'] }): ViewChange {
  const totals = {
    received: 400 as Quantity,
    returned: ZERO,
    made: ZERO,
    adjustedIn: ZERO,
    dispatched: ZERO,
    consumed: ZERO,
    adjustedOut: ZERO,
  };
  const [item, number] = [key.slice(0, 14) as Gtin, key.slice(15) as LotNumber];
  const dates = { expiryOn, producedOn: null, firstReceivedAt: status === 'expected' ? null : (now as EpochMs) };
  const origin = { supplier: 'Farm', origin: null, reference: null, holdReason: null };
  return { thing: 'lot', key, after: { key, gtin: item, number, status, totals, ...dates, ...origin } };
}

function row(place: BinCode, key: LotKey, now: number): ViewChange {
  const at = (now - 86_400_000) as EpochMs;
  const after: StockRow = {
    bin: place,
    lot: key,
    pallet: '',
    quantity: 400 as Quantity,
    reserved: ZERO,
    movedAt: at,
    seenAt: at,
    pickedAt: null,
    order: null,
    claim: { command: '0190f3c0-0000-7000-8000-000000000001' as CommandId, worker: 'w-1', device: 'd-1', at, error: 10 },
  };
  return { thing: 'stock', key: rowKey(place, key, ''), after };
}
