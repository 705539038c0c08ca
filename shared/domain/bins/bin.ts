import type { Brand } from '../engine/brand.ts';
import type { StorageClass } from '../lots/item.ts';

/** A bin's code as printed, e.g. `A-04-2`: 1–20 of A–Z, 0–9, `-`, `.`, `_`, `/`. */
export type BinCode = Brand<string, 'BinCode'>;

export type BinKind = 'storage' | 'pick-face' | 'dock' | 'staging' | 'returns' | 'quarantine' | 'hold';

export const BIN_KINDS: readonly BinKind[] = ['storage', 'pick-face', 'dock', 'staging', 'returns', 'quarantine', 'hold'];

/** A place goods stand. `walkOrder` is its position on the picking route. */
export interface Bin {
  readonly code: BinCode;
  readonly zone: string;
  readonly kind: BinKind;
  readonly active: boolean;
  readonly capacityPallets: number | null;
  readonly walkOrder: number;
}

/** A part of a site with one temperature range, °C. */
export interface Zone {
  readonly code: string;
  readonly name: string;
  readonly minCelsius: number;
  readonly maxCelsius: number;
  readonly graceMinutes: number;
  readonly storageClass: StorageClass;
}

/** How long goods may stand unmoved and unseen, by bin kind, hours; and how long picked goods may wait. */
export interface Windows {
  readonly stuckHours: Readonly<Record<BinKind, number>>;
  readonly dispatchMissingHours: number;
}

/** A cold store. `timeZone` is an IANA name; `gln` its GS1 location number. */
export interface Site {
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
  readonly gln: string | null;
  readonly windows: Windows;
  /** Every host and port its server answers at: a code printed for one of them is the site's own. */
  readonly hosts?: readonly string[];
}

export const DEFAULT_WINDOWS: Windows = {
  stuckHours: { dock: 24, staging: 24, returns: 168, quarantine: 168, hold: 168, storage: 2160, 'pick-face': 2160 },
  dispatchMissingHours: 24,
};

/** Whether a text is the code of a site or zone as it is printed, in capitals. */
export function isPlaceCode(text: string): boolean {
  return /^[A-Z0-9][A-Z0-9._-]{0,19}$/.test(text);
}

/** Mints a bin code, upper-casing it; null when it does not fit the printed form. */
export function parseBinCode(text: string): BinCode | null {
  const code = text.trim().toUpperCase();
  return /^[A-Z0-9][A-Z0-9\-._/]{0,19}$/.test(code) ? (code as BinCode) : null;
}

/** One-lot kinds hold one lot (any number of its pallets) and are the ones picking takes from. */
export function holdsOneLot(kind: BinKind): boolean {
  return kind === 'storage' || kind === 'pick-face';
}

export function isPickable(bin: Bin): boolean {
  return bin.active && holdsOneLot(bin.kind);
}
