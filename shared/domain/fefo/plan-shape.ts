import type { BinCode } from '../bins/bin.ts';
import type { Refusal } from '../engine/refusal.ts';
import type { DayIso } from '../engine/time.ts';
import type { Gtin, LotKey, Sscc } from '../lots/ids.ts';
import type { Quantity } from '../lots/quantity.ts';

/** What someone wants: `minLifeFraction` is the share of production→expiry that must remain. */
export interface Demand {
  readonly item: Gtin;
  readonly quantity: number;
  readonly lot?: LotKey;
  readonly shipOn?: DayIso;
  readonly minDays?: number;
  readonly minLifeFraction?: readonly [number, number];
}

export type ExclusionReason =
  | 'recalled'
  | 'held'
  | 'expired'
  | 'expired-at-ship-date'
  | 'remaining-life-too-short'
  | 'bin-not-pickable'
  | 'unconfirmed'
  | 'reserved';

export interface Allocation {
  readonly lot: LotKey;
  readonly bin: BinCode;
  readonly pallet: Sscc | '';
  readonly quantity: Quantity;
}

export interface Exclusion {
  readonly lot: LotKey;
  readonly bin: BinCode | null;
  readonly reason: ExclusionReason;
  readonly holdReason?: string;
}

export type Plan =
  | { readonly ok: true; readonly allocations: readonly Allocation[]; readonly shortage: number; readonly excluded: readonly Exclusion[] }
  | { readonly ok: false; readonly broke: Refusal };
