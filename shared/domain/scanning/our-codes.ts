import { type BinCode, parseBinCode } from '../bins/bin.ts';
import type { Brand } from '../engine/brand.ts';
import type { DayIso } from '../engine/time.ts';
import { toAiDate } from '../gs1/ai-date.ts';
import { decodePercent, encodePercent } from '../gs1/percent-encoding.ts';
import { gtinOf, type LotKey, lotNumberOf, type Sscc } from '../lots/ids.ts';

/** What a person signs in with: 2–16 capital letters and digits. */
export type Badge = Brand<string, 'Badge'>;
/** Permanent id of a registered code. */
export type CodeId = Brand<string, 'CodeId'>;

/** What the printed command sheet offers gloves in place of buttons. */
export const SCAN_COMMANDS = ['confirm', 'undo', 'short', 'damaged', 'next', 'torch'] as const;
export type ScanCommand = (typeof SCAN_COMMANDS)[number];

/** A code of our own making. `host` is the site's address as printed, lower case, with its port. */
export type OurCode =
  | { readonly kind: 'bin'; readonly bin: BinCode; readonly host: string }
  | { readonly kind: 'badge'; readonly badge: Badge; readonly host: string }
  | { readonly kind: 'code'; readonly code: CodeId; readonly host: string }
  | { readonly kind: 'command'; readonly command: ScanCommand };

const OUR_LINK = /^https?:\/\/([^/?#]+)\/(b|q\/w|q)\/([^/?#]+)\/?(?:[?#].*)?$/i;
const COMMAND_PREFIX = 'LK:';

/** Mints a badge, upper-casing it; null when it is not 2–16 letters and digits. */
export function parseBadge(text: string): Badge | null {
  const badge = text.trim().toUpperCase();
  return /^[A-Z0-9]{2,16}$/.test(badge) ? (badge as Badge) : null;
}

/** Mints a registered code's id: 4–40 letters, digits, `-` and `_`. */
export function parseCodeId(text: string): CodeId | null {
  return /^[A-Za-z0-9_-]{4,40}$/.test(text) ? (text as CodeId) : null;
}

/** What every label prints, from one place: `base` is the site's address, such as `https://cold.example`. */
export const printed = {
  /** GS1 Digital Link of a lot: identity and expiry only, so that no change of status reprints a label. */
  lot: (base: string, lot: LotKey, expiryOn: DayIso | null): string => {
    const expiry = expiryOn ? `?17=${toAiDate(expiryOn)}` : '';
    return `${base}/01/${gtinOf(lot)}/10/${encodePercent(lotNumberOf(lot))}${expiry}`;
  },
  pallet: (base: string, sscc: Sscc): string => `${base}/00/${sscc}`,
  bin: (base: string, bin: BinCode): string => `${base}/b/${encodePercent(bin)}`,
  binAt: (base: string, gln: string, bin: BinCode): string => `${base}/414/${gln}/254/${encodePercent(bin)}`,
  badge: (base: string, badge: Badge): string => `${base}/q/w/${badge}`,
  code: (base: string, code: CodeId): string => `${base}/q/${code}`,
  command: (command: ScanCommand): string => `${COMMAND_PREFIX}${command.toUpperCase()}`,
};

/** Recognises a code of ours on any host; null for everything else, Digital Links of lots and pallets included. */
export function parseOurCode(text: string): OurCode | null {
  if (text.toUpperCase().startsWith(COMMAND_PREFIX)) return parseCommand(text.slice(COMMAND_PREFIX.length).toLowerCase());
  const [, address = '', path = '', encoded = ''] = OUR_LINK.exec(text) ?? [];
  const host = address.toLowerCase();
  const value = decodePercent(encoded, 'path').text;
  switch (path.toLowerCase()) {
    case 'b': {
      const bin = parseBinCode(value);
      return bin && { kind: 'bin', bin, host };
    }
    case 'q/w': {
      const badge = parseBadge(value);
      return badge && { kind: 'badge', badge, host };
    }
    case 'q': {
      const code = parseCodeId(value);
      return code && { kind: 'code', code, host };
    }
    default:
      return null;
  }
}

function parseCommand(name: string): OurCode | null {
  const command = SCAN_COMMANDS.find((each) => each === name);
  return command ? { kind: 'command', command } : null;
}
