import { hasValidCheckDigit } from '../lots/ids.ts';
import { parseDigitalLink } from './digital-link.ts';
import { COMPOSITE, elements, readElements } from './element-string.ts';
import { fault, type Gs1Elements, type Gs1Fault, type Gs1Result } from './gs1-data.ts';

/** What follows a symbology identifier (ISO/IEC 15424), by identifier. Others carry no GS1 data. */
const CONTENT_BY_ID: Readonly<Record<string, 'elements' | 'text' | 'ean-13' | 'ean-8'>> = {
  ']C1': 'elements', // GS1-128
  ']e0': 'elements', // GS1 DataBar, composite components
  ']d2': 'elements', // GS1 DataMatrix
  ']Q3': 'elements', // GS1 QR Code
  ']J1': 'elements', // GS1 DotCode
  ']d1': 'text',
  ']Q1': 'text',
  ']J0': 'text',
  ']E0': 'ean-13', // also UPC-A and UPC-E, filled up to 13 digits
  ']E4': 'ean-8',
};

const ID_LENGTH = 3;

/** What a composite component behind an EAN/UPC symbol is introduced by. */
const COMPONENT = `${COMPOSITE}]e0`;

/** Whether a decoder's symbology identifier says that the data is an element string. */
export function carriesElements(symbologyId: string): boolean {
  return CONTENT_BY_ID[symbologyId] === 'elements';
}

/**
 * Reads what a scanner transmits: symbology identifier, then data with FNC1 as U+001D. Strict: nothing is trimmed or
 * repaired. Text of the plain modes is plain unless it is a Digital Link; EAN/UPC digits are checked and plain.
 */
export function parseScanData(scan: string): Gs1Result {
  const content = CONTENT_BY_ID[scan.slice(0, ID_LENGTH)];
  if (!content) return fault('symbology-id', 0);
  if (content === 'elements') return readAll(scan, ID_LENGTH);
  return content === 'text' ? readText(scan) : readEan(scan, content === 'ean-13' ? 13 : 8);
}

function readText(scan: string): Gs1Result {
  const read = parseDigitalLink(scan.slice(ID_LENGTH));
  return read.ok ? read : { ...read, at: read.at + ID_LENGTH };
}

function readEan(scan: string, length: number): Gs1Result {
  const end = ID_LENGTH + length;
  const primary = scan.slice(ID_LENGTH, end);
  const isComposite = scan.startsWith(COMPONENT, end) && scan.length > end + COMPONENT.length;
  if (primary.length < length) return fault('length', scan.length);
  if (scan.length > end && !isComposite) return fault('length', end);
  const wrong = primary.search(/\D/);
  if (wrong >= 0) return fault('not-numeric', ID_LENGTH + wrong);
  if (!hasValidCheckDigit(primary)) return fault('check-digit', end - 1);
  return isComposite ? readAll(scan, end + COMPONENT.length, primary) : { ok: true, plain: true, text: primary };
}

function readAll(scan: string, at: number, primary?: string): Gs1Elements | Gs1Fault {
  const caret = scan.indexOf('^', at);
  if (caret >= 0) return fault('illegal-caret', caret);
  const read = readElements(scan, at);
  return 'ok' in read ? read : elements(read, primary === undefined ? {} : { primary });
}
