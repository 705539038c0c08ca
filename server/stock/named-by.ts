import type { BinCode } from '../../shared/domain/bins/bin.ts';
import type { Effect } from '../../shared/domain/engine/effect.ts';
import type { LotKey, Sscc } from '../../shared/domain/lots/ids.ts';

/** The lot, bins and pallet an effect is about. */
export interface Named {
  readonly lot: LotKey | null;
  readonly bins: readonly BinCode[];
  readonly pallet: Sscc | null;
}

/** Where any of the things keeps its names; a shipment has none of interest, only its number. */
interface Naming {
  readonly key?: LotKey;
  readonly lot?: LotKey | null;
  readonly bin?: BinCode | null;
  readonly fromBin?: BinCode | null;
  readonly claimedBin?: BinCode;
  readonly pallet?: Sscc | '' | null;
  readonly sscc?: Sscc;
  readonly number?: string;
}

export function lotOf(effect: Effect): LotKey | null {
  const it: Naming = effect.after ?? effect.before ?? {};
  return it.key ?? it.lot ?? null;
}

export function namedBy(effect: Effect): Named {
  const it: Naming = effect.after ?? effect.before ?? {};
  return {
    lot: lotOf(effect),
    bins: [it.bin, it.fromBin, it.claimedBin].filter((bin) => bin !== undefined && bin !== null),
    pallet: it.sscc || it.pallet || null,
  };
}
