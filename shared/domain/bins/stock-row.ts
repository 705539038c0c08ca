import type { Brand } from '../engine/brand.ts';
import type { EpochMs } from '../engine/time.ts';
import type { LotKey, Sscc } from '../lots/ids.ts';
import type { Quantity } from '../lots/quantity.ts';
import type { BinCode } from './bin.ts';

export type CommandId = Brand<string, 'CommandId'>;
/** `${bin} ${lot} ${pallet}`; a loose row's pallet is the empty text. */
export type RowKey = Brand<string, 'RowKey'>;

/** Who said so: the scan behind a piece of stock, kept so that a clash can show both sides. */
export interface Claim {
  readonly command: CommandId;
  readonly worker: string;
  readonly device: string;
  readonly at: EpochMs;
  /** ± ms; null when the phone's clock was never compared. */
  readonly error: number | null;
  /** The bin the goods were taken from; where they count as standing while their place is disputed. */
  readonly from?: BinCode;
}

/** Goods of one lot in one bin, loose (`pallet` '') or on one pallet. Never quantity 0. */
export interface StockRow {
  readonly bin: BinCode;
  readonly lot: LotKey;
  readonly pallet: Sscc | '';
  readonly quantity: Quantity;
  /** Promised to pick tasks, steps. May exceed the quantity; what is free is clamped at zero. */
  readonly reserved: Quantity;
  /** Last movement into the row. */
  readonly movedAt: EpochMs;
  /** Last movement or sighting. */
  readonly seenAt: EpochMs;
  /** When the goods here were picked (staging, dock); the earliest of merged goods; null: not picked. */
  readonly pickedAt: EpochMs | null;
  readonly order: string | null;
  readonly claim: Claim;
}

/** Goods on the books whose place is disputed: outside every bin, never picked, on hand all the same. */
export interface Unconfirmed {
  /** `${command} ${lot} ${pallet}` of the command that put the goods aside. */
  readonly id: string;
  readonly lot: LotKey;
  readonly pallet: Sscc | '';
  readonly quantity: Quantity;
  readonly fromBin: BinCode | null;
  readonly claimedBin: BinCode;
  readonly since: EpochMs;
  readonly claim: Claim;
}

/** Picked with no staging named: key `${worker} ${lot} ${pallet}`. On hand. */
export interface InHand {
  readonly id: string;
  readonly lot: LotKey;
  readonly pallet: Sscc | '';
  readonly worker: string;
  readonly quantity: Quantity;
  readonly since: EpochMs;
  readonly order: string | null;
  readonly claim: Claim;
}

/** The last time goods of a lot were taken out of a bin: what tells a second taker from a missed scan. */
export interface Departure {
  readonly bin: BinCode;
  readonly lot: LotKey;
  readonly claim: Claim;
}

/** Goods that left for a destination together. */
export interface Shipment {
  readonly number: string;
  readonly destination: string;
  readonly carrier: string | null;
  readonly startedAt: EpochMs;
  readonly departedAt: EpochMs | null;
}

/** Judged order of two claims: by corrected time, then by id. */
export function cameBefore(a: Claim, b: Claim): boolean {
  return a.at < b.at || (a.at === b.at && a.command < b.command);
}

/**
 * Whether two claims are closer in time than their clocks can tell, or one clock was never compared. Judged order holds all the
 * same; whoever settles the clash should know that it may be wrong. A phone's own order is always sure.
 */
export function isOrderUncertain(a: Claim, b: Claim): boolean {
  if (a.device === b.device) return false;
  return a.error === null || b.error === null || Math.abs(a.at - b.at) <= a.error + b.error;
}

/** The same claim by goods that were taken from a bin. */
export function claimFrom({ command, worker, device, at, error }: Claim, from: BinCode): Claim {
  return { command, worker, device, at, error, from };
}

export function rowKey(bin: BinCode, lot: LotKey, pallet: Sscc | ''): RowKey {
  return `${bin} ${lot} ${pallet}` as RowKey;
}

export function departureKey(bin: BinCode, lot: LotKey): string {
  return `${bin} ${lot}`;
}

export function inHandKey(worker: string, lot: LotKey, pallet: Sscc | ''): string {
  return `${worker} ${lot} ${pallet}`;
}
