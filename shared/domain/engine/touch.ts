import type { BinCode } from '../bins/bin.ts';
import type { CommandId } from '../bins/stock-row.ts';
import type { Gtin, LotKey, LotNumber, Sscc } from '../lots/ids.ts';
import type { DayIso } from './time.ts';

/**
 * The front of one item's FEFO line: as many eligible rows as the batch could use up, and one more. Rows of lots the
 * batch names are there anyway and do not count: one command can use up many of those.
 */
export interface FefoTouch {
  readonly item: Gtin;
  /** Eligible as judged for goods shipping on this day. */
  readonly on: DayIso;
  /** How many eligible rows are wanted; null: the whole line, ineligible rows too (a plan lists them). */
  readonly rows: number | null;
}

/**
 * Everything a batch of commands names. A host loads, per lot: the lot, its item, all its rows, unconfirmed
 * and in-hand goods, departures and open anomalies; per bin: the bin, its zone, its rows and their lots, the disputed
 * goods claimed to be in it and the open anomalies of their lots; per pallet: the pallet and its rows; per lot number:
 * the lots that bear it; per command: how it was judged and all the lots, bins and pallets its effects name; per item:
 * the item and the front of its FEFO line with lots and bins.
 */
export interface Touch {
  readonly lots: ReadonlySet<LotKey>;
  readonly items: ReadonlySet<Gtin>;
  readonly bins: ReadonlySet<BinCode>;
  readonly pallets: ReadonlySet<Sscc>;
  readonly lotNumbers: ReadonlySet<LotNumber>;
  readonly commands: ReadonlySet<CommandId>;
  readonly anomalies: ReadonlySet<string>;
  readonly shipments: ReadonlySet<string>;
  readonly fefo: readonly FefoTouch[];
}
