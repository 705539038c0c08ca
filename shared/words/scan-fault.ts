import type { ScanError } from '../domain/scanning/scanned.ts';
import { type Language, say, type WordKey } from './words.ts';

type FaultKey = Extract<WordKey, `scan.fault.${string}`>;

const SENTENCES: Readonly<Record<ScanError, FaultKey>> = {
  'check-digit': 'scan.fault.check-digit',
  charset: 'scan.fault.character',
  'not-numeric': 'scan.fault.character',
  'illegal-caret': 'scan.fault.character',
  'dl-uri': 'scan.fault.character',
  'dl-domain': 'scan.fault.character',
  'dl-null': 'scan.fault.character',
  empty: 'scan.fault.length',
  length: 'scan.fault.length',
  'date-month': 'scan.fault.date',
  'date-day': 'scan.fault.date',
  time: 'scan.fault.date',
  'unknown-ai': 'scan.fault.field',
  'dl-unknown-numeric-key': 'scan.fault.field',
  content: 'scan.fault.value',
  'piece-of-total': 'scan.fault.value',
  'symbology-id': 'scan.fault.structure',
  'not-fnc1': 'scan.fault.structure',
  parse: 'scan.fault.structure',
  'too-many': 'scan.fault.structure',
  'dl-no-key': 'scan.fault.structure',
  'dl-qualifier-order': 'scan.fault.structure',
  'dl-duplicate-ai': 'scan.fault.structure',
  'dl-not-attribute': 'scan.fault.structure',
  'dl-belongs-in-path': 'scan.fault.structure',
  'separator-lost': 'scan.fault.separator',
};

/** What is wrong with a code that cannot be read, and where: people count characters from 1. */
export function scanFaultText(language: Language, { error, at }: { readonly error: ScanError; readonly at: number }): string {
  return say(language, SENTENCES[error], { position: at + 1 });
}
