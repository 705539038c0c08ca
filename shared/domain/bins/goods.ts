import type { EpochMs } from '../engine/time.ts';
import type { LotKey, Sscc } from '../lots/ids.ts';
import { plus, type Quantity, ZERO } from '../lots/quantity.ts';

/** Goods on their way from one place to another. */
export interface Goods {
  readonly lot: LotKey;
  readonly pallet: Sscc | '';
  readonly quantity: Quantity;
  readonly reserved: Quantity;
  readonly pickedAt: EpochMs | null;
  readonly order: string | null;
}

/** What is asked for: of one pallet when it is named, else loose goods first, then pallets. */
export interface Wanted {
  readonly lot: LotKey;
  readonly quantity: Quantity;
  readonly pallet?: Sscc | undefined;
  /** How much of it was promised to this very move, in steps. */
  readonly fulfils?: Quantity;
}

/** Goods nobody has promised or picked: what comes in from outside. */
export function freshGoods(lot: LotKey, quantity: Quantity, pallet: Sscc | '' = ''): Goods {
  return { lot, pallet, quantity, reserved: ZERO, pickedAt: null, order: null };
}

/** All of several goods together, in steps. */
export function quantityOf(goods: readonly Goods[]): Quantity {
  return goods.reduce((sum, each) => plus(sum, each.quantity), ZERO);
}
