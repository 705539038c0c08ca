import type { BinCode } from '../bins/bin.ts';
import type { DayIso } from '../engine/time.ts';
import type { Association, Gs1Error } from '../gs1/gs1-data.ts';
import type { Gtin, LotKey, Sscc } from '../lots/ids.ts';
import type { OurCode } from './our-codes.ts';

/** What a decoder, wedge, keypad or list handed over, kept as evidence. `symbology` is the ISO/IEC 15424 identifier, `]Q1`. */
export interface RawScan {
  readonly raw: string;
  readonly symbology: string | null;
  readonly via: 'camera' | 'wedge' | 'typed' | 'list';
}

/** What a label says beside naming its goods. A date is the day goods are good until, whichever date AI states it. */
interface LabelFacts {
  readonly expiryOn?: DayIso;
  readonly producedOn?: DayIso;
  readonly serial?: string;
  /** Units or cartons, as the label counts them. */
  readonly count?: number;
  /** AIs that do not go together; shown, never a reason to refuse. */
  readonly warning?: Exclude<Association, { kind: 'ok' }>;
}

/** Why data meant to be GS1 data cannot be read. `separator-lost`: it reads in two ways. */
export type ScanError = Gs1Error | 'separator-lost';

/** What a scan is, before anybody asks what it means here. */
export type Scanned =
  | ({ readonly kind: 'lot'; readonly lot: LotKey } & LabelFacts)
  /** With its content where the label states it. */
  | ({ readonly kind: 'pallet'; readonly sscc: Sscc; readonly gtin?: Gtin; readonly lot?: LotKey } & LabelFacts)
  | ({ readonly kind: 'item'; readonly gtin: Gtin } & LabelFacts)
  /** `host` or `gln` tell a bin of another site. */
  | { readonly kind: 'bin'; readonly bin: BinCode; readonly host?: string; readonly gln?: string }
  | Exclude<OurCode, { kind: 'bin' }>
  /** Neither ours nor GS1: a bin code, a lot number, a badge typed by hand, or a stranger's code. */
  | { readonly kind: 'text'; readonly text: string }
  /** Meant to be GS1 data and broken; `at` is the place in `text`, counted from 0. */
  | { readonly kind: 'unreadable'; readonly error: ScanError; readonly at: number; readonly text: string };
