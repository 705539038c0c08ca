import { badgeSchema } from '../../server/admin/master-data.ts';
import type { StoredThings } from '../../server/stock/stored-things.ts';
import { openStore } from '../../server/store.ts';
import { type BinCode, type BinKind, DEFAULT_WINDOWS, type Site, type Zone } from '../../shared/domain/bins/bin.ts';
import type { StockRow } from '../../shared/domain/bins/stock-row.ts';
import { addDays, dayInZone, type EpochMs } from '../../shared/domain/engine/time.ts';
import { type Gtin, gtinOf, type LotKey, lotKey, lotNumberOf, parseGtin } from '../../shared/domain/lots/ids.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import { type Quantity, ZERO } from '../../shared/domain/lots/quantity.ts';
import { binCodeSchema, commandIdSchema, lotNumberSchema } from '../../shared/wire/ids.ts';

/** Who moves everything. */
export const BADGE = 'ANA7';
/** The session it is moved under. */
export const SHIFT = '0190f3c0-0000-7000-8000-00000000a001';

export const NOW = Date.parse('2026-11-20T10:00:00Z') as EpochMs;
export const ITEMS = 200;
/** Storage bins beyond those the lots stand in: where goods can go. */
const FREE_BINS = 4_000;
const SITE: Site = { code: 'BENCH', name: 'Bench', timeZone: 'Europe/Warsaw', gln: null, windows: DEFAULT_WINDOWS };
const ZONE: Zone = { code: 'Z', name: 'Zone', minCelsius: -25, maxCelsius: -18, graceMinutes: 30, storageClass: 'frozen' };
const YEAR_MS = 366 * 86_400_000;
const QUANTITY = 10_000 as Quantity;
export const DOCK = binCodeSchema.parse('DOCK');
export const STAGE = binCodeSchema.parse('STAGE');

/** One lot as it stands before the first movement: alone in its bin. */
export interface Standing {
  readonly lot: LotKey;
  readonly bin: BinCode;
}

export interface Filled {
  readonly standings: readonly Standing[];
  readonly freeBins: readonly BinCode[];
  readonly items: readonly Gtin[];
}

export interface Phone {
  readonly deviceId: string;
  readonly publicKey: string;
}

interface Fill {
  readonly lots: number;
  /** The enrolled phone that Ana is signed in on. */
  readonly phone: Phone;
  /** Empty storage bins. */
  readonly free?: number;
  /** When everything was put there. */
  readonly at?: EpochMs;
  /** Of Ana's PIN, for those who sign in. */
  readonly pinHash?: string;
}

/** Makes a data folder with a site of so many lots, spread over the items, each alone in a storage bin. */
export function fillStore(dataDir: string, { lots, phone, free = FREE_BINS, at = NOW, pinHash = '' }: Fill): Filled {
  const store = openStore({ dataDir });
  const items = Array.from({ length: ITEMS }, (_, n) => itemGtin(n));
  const bins = Array.from({ length: lots + free }, (_, n) => binCodeSchema.parse(`S-${String(n).padStart(6, '0')}`));
  const standings = bins.slice(0, lots).flatMap((bin, n) => standing(items, bin, n));
  store.db.transaction(() => {
    const { access, masters, stock } = store;
    masters.save('site', SITE);
    masters.save('zone', ZONE);
    for (const [n, gtin] of items.entries()) masters.save('item', itemOf(gtin, n));
    const saveBin = (code: BinCode, kind: BinKind) =>
      masters.save('bin', { code, zone: ZONE.code, kind, active: true, capacityPallets: null, walkOrder: 0 });
    for (const code of bins) saveBin(code, 'storage');
    saveBin(DOCK, 'dock');
    saveBin(STAGE, 'staging');
    access.saveWorker({
      id: 'ana',
      badge: badgeSchema.parse(BADGE),
      name: 'Ana',
      roles: ['dock'],
      language: 'en',
      active: true,
      pinHash,
    });
    access.insertDevice({ id: phone.deviceId, publicKey: phone.publicKey, thumbprint: 'x', name: 'p', registeredAt: at, by: 'ana' });
    access.insertSession({ id: SHIFT, token: 'bench', worker: 'ana', device: phone.deviceId, at: at - YEAR_MS, expiresAt: at + YEAR_MS });
    for (const [n, standing] of standings.entries()) stand(stock.things, { ...standing, at, n });
  })();
  store.close();
  return { standings, freeBins: bins.slice(lots), items };
}

function standing(items: readonly Gtin[], bin: BinCode, n: number): Standing[] {
  const gtin = items[n % ITEMS];
  return gtin ? [{ lot: lotOf(gtin, `B${n}`), bin }] : [];
}

/** Goods of the item's n-th lot: expiry rises with n, so the first lot of every item is the one to pick from. */
function stand({ lot: lots, stock }: StoredThings, { lot, bin, at, n }: Standing & { readonly at: EpochMs; readonly n: number }): void {
  lots.save({
    key: lot,
    gtin: gtinOf(lot),
    number: lotNumberOf(lot),
    expiryOn: addDays(dayInZone(at, SITE.timeZone), 30 + Math.floor(n / ITEMS)),
    producedOn: null,
    supplier: 'Bench supplier',
    origin: null,
    reference: null,
    firstReceivedAt: at,
    status: 'available',
    holdReason: null,
    totals: { received: QUANTITY, returned: ZERO, made: ZERO, adjustedIn: ZERO, dispatched: ZERO, consumed: ZERO, adjustedOut: ZERO },
  });
  const claim = { command: commandIdSchema.parse(uuidOf(0, n)), worker: 'ana', device: uuidOf(0, 0), at, error: 0 };
  const row: StockRow = {
    ...{ bin, lot, pallet: '', quantity: QUANTITY, reserved: ZERO },
    ...{ movedAt: at, seenAt: at, pickedAt: null, order: null, claim },
  };
  stock.add(row, { site: SITE.code, oneLot: true });
}

export function lotOf(gtin: Gtin, number: string): LotKey {
  return lotKey(gtin, lotNumberSchema.parse(number));
}

/** A UUID that names the n-th thing of a run. */
export function uuidOf(run: number, n: number): string {
  return `${run.toString(16).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

function itemGtin(n: number): Gtin {
  for (let check = 0; check < 10; check++) {
    const gtin = parseGtin(`9506${String(n).padStart(9, '0')}${check}`);
    if (gtin) return gtin;
  }
  throw new Error(`no GTIN for item ${n}`);
}

function itemOf(gtin: Gtin, n: number): Item {
  return {
    ...{ gtin, sku: `SKU-${n}`, name: `Item ${n}`, unit: 'carton', decimals: 0, unitsPerCarton: 10, cartonsPerPallet: 40 },
    ...{
      storageClass: 'frozen',
      expiryRequired: true,
      minDaysAtDispatch: 7,
      minDaysAtReceipt: 0,
      minLifeFraction: null,
      expiringSoonDays: 7,
    },
  };
}
