import type { Site } from '../../shared/domain/bins/bin.ts';
import type { StockRow } from '../../shared/domain/bins/stock-row.ts';
import type { Effect, ThingName, Things } from '../../shared/domain/engine/effect.ts';
import type { Slice } from '../../shared/domain/engine/slice.ts';
import type { StockPort } from '../../shared/domain/engine/stock-port.ts';
import type { Touch } from '../../shared/domain/engine/touch.ts';

/** One kind of thing as a store keeps it, by key. */
export interface KeptRows<T> {
  one(key: string): T | null;
  save(thing: T): void;
  remove(key: string): void;
  /** Up to `limit` things in key order, from the first key after `after`. */
  page(after: string | null, limit: number): T[];
  count(): number;
}

/** Where a row stands, as the occupant guard needs it. */
export interface Standing {
  readonly site: string;
  readonly oneLot: boolean;
}

/** Rows of goods. Quantities stay above zero, and a one-lot bin has one occupant, or the write fails. */
export interface KeptStock extends Omit<KeptRows<StockRow>, 'save'> {
  /** Writes a row that was not there; in a one-lot bin it becomes (or must equal) the bin's occupant. */
  add(row: StockRow, standing: Standing): void;
  update(row: StockRow): void;
  /** Forgets the occupant of a bin in which no row is left. */
  vacate(site: string, bin: string): void;
}

/** What is written without asking who stands in the bin. */
export type PlainName = Exclude<ThingName, 'stock'>;

export type PlainThings = { readonly [T in PlainName]: KeptRows<Things[T]> };

/** All that commands change, as a store keeps it. */
export interface KeptThings extends PlainThings {
  readonly stock: KeptStock;
}

/** The stock port with the synchronous steps that a push is made of. */
export interface Stock extends StockPort {
  readonly things: KeptThings;
  load(touch: Touch, site: Site): Slice;
  /** Writes what the effects of one command leave, inside the caller's transaction. */
  save(slice: Slice, effects: readonly Effect[]): void;
}
