import type { BinCode } from '../bins/bin.ts';
import type { DayIso } from '../engine/time.ts';
import { toAiDate } from '../gs1/ai-date.ts';
import { gtinOf, type LotKey, lotNumberOf, type Sscc } from '../lots/ids.ts';
import { checkCharacterOf } from '../scanning/check-character.ts';
import { type Badge, printed, type ScanCommand } from '../scanning/our-codes.ts';

/** How much of a QR code may be destroyed: M 15 %, Q 25 %. */
export type QrLevel = 'M' | 'Q';

/**
 * One printed label: a QR code and, under it, everything a person needs when no camera reads it.
 * `title` is what is read at arm's length; `check` is its check character, set apart; `lines` follow in small type.
 */
export interface Label {
  readonly kind: 'lot' | 'pallet' | 'bin' | 'badge' | 'command';
  readonly code: string;
  readonly level: QrLevel;
  readonly title: string;
  readonly check: string | null;
  readonly lines: readonly string[];
  /** Printed as "Use by …" in the reader's language. */
  readonly expiryOn: DayIso | null;
}

export interface LabelledLot {
  readonly key: LotKey;
  readonly expiryOn: DayIso | null;
}

/** `base` is the site's public address. Identity and expiry only: no change of status or place reprints it. */
export function lotLabel(base: string, { key, expiryOn }: LabelledLot, itemName: string): Label {
  return {
    kind: 'lot',
    code: printed.lot(base, key, expiryOn),
    level: 'M',
    title: lotNumberOf(key),
    check: null,
    lines: [itemName, elementText(key, expiryOn)],
    expiryOn,
  };
}

export function palletLabel(base: string, sscc: Sscc, { lot, itemName }: { lot: LabelledLot; itemName: string }): Label {
  return {
    kind: 'pallet',
    code: printed.pallet(base, sscc),
    level: 'M',
    title: sscc,
    check: null,
    lines: [itemName, `(00) ${sscc}`, elementText(lot.key, lot.expiryOn)],
    expiryOn: lot.expiryOn,
  };
}

/** Bins hang in the cold for years: the stronger error correction. */
export function binLabel(base: string, bin: BinCode, zoneName: string): Label {
  return {
    kind: 'bin',
    code: printed.bin(base, bin),
    level: 'Q',
    title: bin,
    check: checkCharacterOf(bin),
    lines: [zoneName],
    expiryOn: null,
  };
}

export function badgeLabel(base: string, badge: Badge, name: string): Label {
  return { kind: 'badge', code: printed.badge(base, badge), level: 'Q', title: name, check: null, lines: [badge], expiryOn: null };
}

/** For the sheet that is scanned with gloves on; `name` is the command in the reader's language. */
export function commandLabel(command: ScanCommand, name: string): Label {
  return { kind: 'command', code: printed.command(command), level: 'Q', title: name, check: null, lines: [], expiryOn: null };
}

/** Human-readable interpretation of lot data (GS1 General Specifications §4.14): AIs in brackets, as printed. */
function elementText(lot: LotKey, expiryOn: DayIso | null): string {
  const expiry = expiryOn ? ` (17) ${toAiDate(expiryOn)}` : '';
  return `(01) ${gtinOf(lot)} (10) ${lotNumberOf(lot)}${expiry}`;
}
