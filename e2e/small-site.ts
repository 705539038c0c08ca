import type { Role } from '../shared/domain/access/matrix.ts';
import { addDays, dayInZone, type EpochMs } from '../shared/domain/engine/time.ts';
import { toAiDate } from '../shared/domain/gs1/ai-date.ts';

const TIME_ZONE = 'Europe/Warsaw';
const ITEM = { gtin: '09506000134352', name: 'Cod fillet 1 kg', perCarton: 10, perPallet: 40 };

export const SITE = { code: 'GDY-1', name: 'Gdynia cold store', timeZone: TIME_ZONE };
export const ADMIN = { name: 'Ada Admin', pin: '284913' };
/** What one receipt brings when nobody changes the quantity: a pallet, in pieces. */
export const PALLET = ITEM.perCarton * ITEM.perPallet;

export interface Person {
  readonly badge: string;
  readonly pin: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

export const DORA: Person = { badge: 'DORA7', pin: '602718', name: 'Dora Dock', roles: ['dock'] };
export const PAWEL: Person = { badge: 'PAWEL3', pin: '915046', name: 'Paweł Picker', roles: ['picker'] };
export const SUE: Person = { badge: 'SUE42', pin: '731905', name: 'Sue Supervisor', roles: ['supervisor'] };

/** The master data an administrator brings to an empty store. */
export const MASTER_DATA = {
  zones: [{ code: 'FRZ', name: 'Frozen', minCelsius: -25, maxCelsius: -15, storageClass: 'frozen' }],
  bins: [
    { code: 'DOCK-1', zone: 'FRZ', kind: 'dock' },
    ...['A-01-1', 'A-01-2', 'A-01-3', 'A-02-1'].map((code, walkOrder) => ({ code, zone: 'FRZ', kind: 'storage', walkOrder })),
    { code: 'STG-1', zone: 'FRZ', kind: 'staging' },
  ],
  items: [
    {
      gtin: ITEM.gtin,
      sku: 'COD-1',
      name: ITEM.name,
      unit: 'pc',
      unitsPerCarton: ITEM.perCarton,
      cartonsPerPallet: ITEM.perPallet,
      storageClass: 'frozen',
    },
  ],
  workers: [DORA, PAWEL, SUE],
};

export interface LabelledLot {
  readonly key: string;
  readonly number: string;
  /** What the supplier's GS1-128 label says. */
  readonly label: string;
}

/** A lot of the site's item that can be used for `days` more days. */
export function lotOf(number: string, days: number): LabelledLot {
  const expiryOn = addDays(dayInZone(Date.now() as EpochMs, TIME_ZONE), days);
  return { key: `${ITEM.gtin}/${number}`, number, label: `01${ITEM.gtin}17${toAiDate(expiryOn)}10${number}` };
}
