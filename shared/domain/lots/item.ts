import type { Gtin } from './ids.ts';

export type StorageClass = 'frozen' | 'chill' | 'ambient';

/** What is stocked. `minDaysAtDispatch`/`minDaysAtReceipt` are whole days of remaining life, inclusive. */
export interface Item {
  readonly gtin: Gtin;
  readonly sku: string;
  readonly name: string;
  readonly unit: string;
  /** 0–3: how many decimal places of the base unit one step is. */
  readonly decimals: number;
  readonly unitsPerCarton: number | null;
  readonly cartonsPerPallet: number | null;
  readonly storageClass: StorageClass;
  readonly expiryRequired: boolean;
  readonly minDaysAtDispatch: number;
  readonly minDaysAtReceipt: number;
  /** Least share of production→expiry that must remain at dispatch, as [numerator, denominator]. */
  readonly minLifeFraction: readonly [number, number] | null;
  /** Days to expiry at or below which the lot is worth a supervisor's look. */
  readonly expiringSoonDays: number;
}
