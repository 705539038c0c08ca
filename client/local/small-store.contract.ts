import type { Bin, BinCode, BinKind, Site, Zone } from '../../shared/domain/bins/bin.ts';
import { DEFAULT_WINDOWS } from '../../shared/domain/bins/bin.ts';
import { type Claim, type CommandId, rowKey, type StockRow } from '../../shared/domain/bins/stock-row.ts';
import type { DayIso, EpochMs } from '../../shared/domain/engine/time.ts';
import { type Gtin, gtinOf, type LotKey, lotNumberOf, type Sscc } from '../../shared/domain/lots/ids.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import type { Lot, LotStatus } from '../../shared/domain/lots/lot.ts';
import { type Quantity, ZERO } from '../../shared/domain/lots/quantity.ts';
import type { ViewChange } from '../../shared/wire/feed.ts';

export const PEAS = '09501101530003' as Gtin;
export const CORN = '09501101530010' as Gtin;
export const TODAY = '2026-11-20' as DayIso;
export const NOW = Date.UTC(2026, 10, 20, 10) as EpochMs;

export const lotOf = (number: string, item: Gtin = PEAS) => `${item}/${number}` as LotKey;
export const bin = (code: string) => code as BinCode;

const SITE: Site = { code: 'COLD', name: 'Cold store', timeZone: 'Etc/UTC', gln: null, windows: DEFAULT_WINDOWS };
const ZONE: Zone = { code: 'F', name: 'Frozen', minCelsius: -25, maxCelsius: -18, graceMinutes: 30, storageClass: 'frozen' };
const CLAIM: Claim = { command: '0190f3c0-0000-7000-8000-000000000001' as CommandId, worker: 'w-ana', device: 'd-1', at: NOW, error: 10 };

function item(gtin: Gtin, name: string): Item {
  return {
    gtin,
    sku: name.toUpperCase(),
    name,
    unit: 'carton',
    decimals: 0,
    unitsPerCarton: 1,
    cartonsPerPallet: 40,
    storageClass: 'frozen',
    expiryRequired: true,
    minDaysAtDispatch: 0,
    minDaysAtReceipt: 0,
    minLifeFraction: null,
    expiringSoonDays: 7,
  };
}

export function aLot(key: LotKey, expiryOn: string | null, status: LotStatus = 'available', received = 1000): Lot {
  return {
    key,
    gtin: gtinOf(key),
    number: lotNumberOf(key),
    expiryOn: expiryOn as DayIso | null,
    producedOn: null,
    supplier: 'Farm',
    origin: null,
    reference: null,
    firstReceivedAt: NOW,
    status,
    holdReason: status === 'hold' ? 'taste' : null,
    totals: {
      received: received as Quantity,
      returned: ZERO,
      made: ZERO,
      adjustedIn: ZERO,
      dispatched: ZERO,
      consumed: ZERO,
      adjustedOut: ZERO,
    },
  };
}

export function aRow(code: string, lot: LotKey, quantity: number, pallet: string = ''): StockRow {
  return {
    bin: bin(code),
    lot,
    pallet: pallet as Sscc | '',
    quantity: quantity as Quantity,
    reserved: ZERO,
    movedAt: NOW,
    seenAt: NOW,
    pickedAt: null,
    order: null,
    claim: CLAIM,
  };
}

/** Masters of a small cold store: six storage bins, a dock, a staging bin, peas and corn, a picker and a supervisor. */
export function masters(): ViewChange[] {
  const bins = ['A-01-1', 'A-01-2', 'A-01-3', 'A-02-1', 'A-02-2', 'A-02-3'].map((code, at) => aBin(code, 'storage', at));
  return [
    { thing: 'site', key: SITE.code, after: SITE },
    { thing: 'zone', key: ZONE.code, after: ZONE },
    ...[...bins, aBin('DOCK-1', 'dock', 90), aBin('STG-1', 'staging', 91)].map((each) => ({
      thing: 'bin' as const,
      key: each.code,
      after: each,
    })),
    { thing: 'item', key: PEAS, after: item(PEAS, 'Peas') },
    { thing: 'item', key: CORN, after: item(CORN, 'Corn') },
    { thing: 'worker', key: 'w-ana', after: { id: 'w-ana', name: 'Ana', roles: ['picker'], language: 'en', active: true } },
    { thing: 'worker', key: 'w-sam', after: { id: 'w-sam', name: 'Sam', roles: ['supervisor'], language: 'en', active: true } },
  ];
}

function aBin(code: string, kind: BinKind, walkOrder: number): Bin {
  return { code: bin(code), zone: ZONE.code, kind, active: true, capacityPallets: null, walkOrder };
}

export function lotChange(lot: Lot): ViewChange {
  return { thing: 'lot', key: lot.key, after: lot };
}

export function rowChange(row: StockRow): ViewChange {
  return { thing: 'stock', key: rowKey(row.bin, row.lot, row.pallet), after: row };
}

/** Two lots of peas, L-118 in A-01-1 going first, L-200 in A-02-1; one of corn in A-01-2. */
export function smallStore(): ViewChange[] {
  return [
    ...masters(),
    lotChange(aLot(lotOf('L-118'), '2026-12-05')),
    lotChange(aLot(lotOf('L-200'), '2027-01-31')),
    lotChange(aLot(lotOf('C-1', CORN), '2027-03-01')),
    rowChange(aRow('A-01-1', lotOf('L-118'), 40)),
    rowChange(aRow('A-02-1', lotOf('L-200'), 80)),
    rowChange(aRow('A-01-2', lotOf('C-1', CORN), 20)),
  ];
}
