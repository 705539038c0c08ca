import type { DayIso } from '../engine/time.ts';
import { parseBracketed } from '../gs1/bracketed.ts';
import { parseDigitalLink } from '../gs1/digital-link.ts';
import { elements, readElements } from '../gs1/element-string.ts';
import { FNC1, type Gs1Elements, type Gs1Error, type Gs1Fault } from '../gs1/gs1-data.ts';
import { carriesElements } from '../gs1/scan-data.ts';
import { parseGtin, parseSscc } from '../lots/ids.ts';
import { parseOurCode } from './our-codes.ts';
import { scannedFrom } from './scan-elements.ts';
import type { RawScan, Scanned } from './scanned.ts';
import { readingsWithoutSeparators, restoreSeparators } from './separators.ts';

type Unreadable = Extract<Scanned, { kind: 'unreadable' }>;
type SeparatorLost = { readonly ok: false; readonly error: 'separator-lost'; readonly at: number };

/** The longest scan a report may carry as evidence. */
const MOST_CHARACTERS = 500;
/** A text that begins like this is an element string even when nothing says so: no lot number is that long and that lucky. */
const BEGINS_WITH_KEY = /^(00\d{18}|0[12]\d{14}|414\d{13})/;
const LONGEST_LOT_NUMBER = 20;
/** Faults that only say that an address is none of a Digital Link's. */
const NO_LINK: readonly Gs1Error[] = ['dl-no-key', 'dl-uri', 'dl-domain'];

/**
 * Says what a scan is, however it came: with or without symbology identifier, trailing line end, upper-case address,
 * GS real, substituted or lost, GTIN short or long. Codes of ours are known before GS1 data. What is meant to be GS1
 * data and is broken is unreadable, with the place; everything else is text. `today` is the facility-local day.
 */
export function readScan(scan: RawScan, today: DayIso): Scanned {
  const { text, symbology } = takeOffIdentifier(scan);
  if (text === '') return unreadable('empty', 0, text);
  if (text.length > MOST_CHARACTERS) return unreadable('length', MOST_CHARACTERS, text.slice(0, MOST_CHARACTERS));
  const ours = parseOurCode(text);
  if (ours) return ours;
  const data = readLink(text) ?? readBrackets(text) ?? readElementText(text, symbology, scan.via === 'camera');
  if (data === null) return readDigits(text, symbology) ?? { kind: 'text', text };
  if ('kind' in data) return data;
  return data.ok ? scannedFrom(data, text, today) : unreadable(data.error, data.at, text);
}

/** A wedge may send the identifier in front of the text; a decoder tells it apart. */
function takeOffIdentifier(scan: RawScan): { readonly text: string; readonly symbology: string } {
  const text = scan.raw.trim();
  const sent = /^\][A-Za-z][0-9A-Za-z]/.exec(text)?.[0];
  return sent ? { text: text.slice(sent.length), symbology: sent } : { text, symbology: scan.symbology ?? '' };
}

function readLink(text: string): Gs1Elements | Gs1Fault | null {
  const scheme = /^https?:/i.exec(text)?.[0];
  if (!scheme) return null;
  const address = scheme.toLowerCase() + text.slice(scheme.length);
  const read = parseDigitalLink(address.replace(/(\/01\/)(\d{8}|\d{12,13})(?=[/?#]|$)/, (_, key, gtin) => key + gtin.padStart(14, '0')));
  if (read.ok) return read.plain ? null : read;
  return NO_LINK.includes(read.error) ? null : read;
}

function readBrackets(text: string): Gs1Elements | Gs1Fault | null {
  return /^\(\d{2,4}\)/.test(text) ? parseBracketed(text) : null;
}

/** Element strings. Without a GS1 symbology, one that does not read and could be a lot number is no element string. */
function readElementText(text: string, symbology: string, keepsSeparators: boolean): Gs1Elements | Unreadable | null {
  const restored = restoreSeparators(text);
  const isElements = carriesElements(symbology);
  const hasSeparator = restored.text.includes(FNC1);
  if (!isElements && !hasSeparator && !BEGINS_WITH_KEY.test(restored.text)) return null;
  const read = keepsSeparators || hasSeparator ? readStrictly(restored.text) : readSeparatorless(restored.text);
  if (read.ok) return read;
  const mayBeLotNumber = !isElements && text.length <= LONGEST_LOT_NUMBER;
  return mayBeLotNumber ? null : unreadable(read.error, restored.from[read.at] ?? text.length, text);
}

function readStrictly(text: string): Gs1Elements | Gs1Fault {
  const read = readElements(text, 0);
  return 'ok' in read ? read : elements(read);
}

/** A text without separators, from a device that loses them: good only when it reads in one way. */
function readSeparatorless(text: string): Gs1Elements | Gs1Fault | SeparatorLost {
  const strict = readStrictly(text);
  const [first, second] = readingsWithoutSeparators(text, !strict.ok);
  if (first && second) return { ok: false, error: 'separator-lost', at: Math.max(first.split, second.split) };
  return strict.ok || !first ? strict : elements(first.ais);
}

/** Bare digits with a check digit that fits: an EAN, UPC or ITF symbol, or a GTIN or SSCC typed by hand. */
function readDigits(text: string, symbology: string): Scanned | null {
  const isEan = symbology.startsWith(']E');
  const gtin = isEan || text.length >= 12 ? parseGtin(text) : null;
  if (gtin) return { kind: 'item', gtin };
  const sscc = parseSscc(text);
  if (sscc) return { kind: 'pallet', sscc };
  return isEan ? unreadable('check-digit', text.length - 1, text) : null;
}

function unreadable(error: Unreadable['error'], at: number, text: string): Unreadable {
  return { kind: 'unreadable', error, at, text };
}
