import type { Picture, Point } from './picture.ts';
import type { Stage } from './stages.ts';

/** The symbologies our labels print and suppliers' labels carry; nothing else is looked for. */
export type Format = 'QRCode' | 'DataMatrix' | 'Code128' | 'EAN13' | 'EAN8' | 'UPCA' | 'ITF' | 'Code39';

export const FORMATS: readonly Format[] = ['QRCode', 'DataMatrix', 'Code128', 'EAN13', 'EAN8', 'UPCA', 'ITF', 'Code39'];

/** Bars have no error correction: one bad frame can read as another number with a valid check digit. */
export function isLinear(format: Format): boolean {
  return format !== 'QRCode' && format !== 'DataMatrix';
}

/** One code a decoder found. `text` keeps GS as U+001D; `symbology` is the ISO/IEC 15424 identifier, `]Q1`. */
export interface Sighted {
  readonly text: string;
  readonly symbology: string;
  readonly format: Format;
  /** Outline in the picture's pixels, clockwise from the code's own top left. */
  readonly corners: readonly Point[];
  readonly via: 'camera';
}

/** `fast`: upright codes, milliseconds. `full`: turned, inverted and small ones too. A stage: `full` on a picture worked over first. */
export type Effort = 'fast' | 'full' | Stage;

export interface Decoder {
  readonly name: 'wasm' | 'browser';
  /** Takes the picture's pixels over: the caller must not read them afterwards. */
  decode(picture: Picture, effort: Effort): Promise<readonly Sighted[]>;
  close(): void;
}
