import type { scanner } from '../../shared/words/en/scanner.ts';

export type ScannerKey = keyof typeof scanner;

/** Says a sentence of the scanner in the worker's language. */
export type ScannerSay = (key: ScannerKey) => string;
