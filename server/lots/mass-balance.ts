import type { LotRecord } from './lot-page-store.ts';

/** Everything that ever came in against everything that went out or is still here, in steps. */
export interface MassBalance {
  readonly cameIn: number;
  readonly wentOut: number;
  readonly onHand: number;
  /** Came in, and is neither here nor gone; negative: more is here than ever came. */
  readonly unaccounted: number;
}

export function massBalanceOf({ lot: { totals }, stock, unconfirmed, inHand }: LotRecord): MassBalance {
  const cameIn = totals.received + totals.returned + totals.made + totals.adjustedIn;
  const wentOut = totals.dispatched + totals.consumed + totals.adjustedOut;
  const onHand = [...stock, ...unconfirmed, ...inHand].reduce((sum, { quantity }) => sum + quantity, 0);
  return { cameIn, wentOut, onHand, unaccounted: cameIn - wentOut - onHand };
}
