import type { Anomaly } from '../anomalies/anomaly.ts';
import type { Departure, InHand, Shipment, StockRow, Unconfirmed } from '../bins/stock-row.ts';
import type { Lot, Pallet } from '../lots/lot.ts';

/** The things a command may change, by name. */
export interface Things {
  stock: StockRow;
  lot: Lot;
  pallet: Pallet;
  unconfirmed: Unconfirmed;
  'in-hand': InHand;
  departure: Departure;
  shipment: Shipment;
  anomaly: Anomaly;
}

export type ThingName = keyof Things;

export const THING_NAMES: readonly ThingName[] = ['stock', 'lot', 'pallet', 'unconfirmed', 'in-hand', 'departure', 'shipment', 'anomaly'];

/** One thing as it stood and as a command left it; null: it was not there, or is gone. */
export type Effect = {
  [T in ThingName]: { readonly thing: T; readonly key: string; readonly before: Things[T] | null; readonly after: Things[T] | null };
}[ThingName];

/** An effect of one kind of thing, keyed by the thing's own key. */
export function effect<T extends ThingName>(thing: T, key: string, before: Things[T] | null, after: Things[T] | null): Effect {
  return { thing, key, before, after } as Effect;
}
