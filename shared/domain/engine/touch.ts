import type { BinCode } from '../bins/bin.ts';
import type { CommandId } from '../bins/stock-row.ts';
import type { Gtin, LotKey, LotNumber, Sscc } from '../lots/ids.ts';
import type { DayIso } from './time.ts';

/**
 * The front of one item's FEFO line: its first eligible row among those no command of the batch can change, in whatever
 * other bins that lot stands, too. A command changes only rows of lots it names or in bins it names, and those are
 * there anyway; so behind this one no row is ever asked about.
 */
export interface FefoTouch {
  readonly item: Gtin;
  /** Eligible as judged for goods shipping on this day. */
  readonly on: DayIso;
  /** The whole line is wanted, ineligible rows too: a plan lists them, an override names all it skips. */
  readonly whole: boolean;
}

/**
 * Everything a batch of commands names. A host loads, per lot: the lot, its item, all its rows, unconfirmed
 * and in-hand goods, departures and open anomalies; per bin: the bin, its zone, its rows and their lots, the disputed
 * goods claimed to be in it with their lots and those lots' open anomalies; per pallet: the pallet and its rows; per lot number:
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
