/** FNC1 inside data, as decoders hand it over: the group separator, U+001D. */
export const FNC1 = '\u001d';

/** One element: an application identifier and its value, FNC1 and brackets taken off. */
export type Element = readonly [ai: string, value: string];

/** What is lexically wrong. `content` is a value of the right shape that its AI does not allow. */
export type Gs1Error =
  | 'empty'
  | 'symbology-id'
  | 'not-fnc1'
  | 'parse'
  | 'unknown-ai'
  | 'too-many'
  | 'length'
  | 'charset'
  | 'illegal-caret'
  | 'not-numeric'
  | 'check-digit'
  | 'date-month'
  | 'date-day'
  | 'time'
  | 'piece-of-total'
  | 'content'
  | 'dl-uri'
  | 'dl-domain'
  | 'dl-no-key'
  | 'dl-null'
  | 'dl-unknown-numeric-key'
  | 'dl-qualifier-order'
  | 'dl-duplicate-ai'
  | 'dl-not-attribute'
  | 'dl-belongs-in-path';

/** A refusal: what is wrong, the index in the text as given where it starts, and the AI it is in. */
export interface Gs1Fault {
  readonly ok: false;
  readonly error: Gs1Error;
  readonly at: number;
  readonly ai?: string;
}

/** Whether the AIs of one label go together; the first thing that does not hold, in this order. */
export type Association =
  | { readonly kind: 'ok' }
  /** Two AIs that must not stand together. */
  | { readonly kind: 'mutex'; readonly ai: string; readonly other: string }
  /** An AI without the others it needs. */
  | { readonly kind: 'requisite'; readonly ai: string; readonly needs: readonly (readonly string[])[] }
  /** One AI twice with different values. */
  | { readonly kind: 'repeat'; readonly ai: string }
  /** A digital signature over a key that names no single thing. */
  | { readonly kind: 'digsig'; readonly ai: string };

/** GS1 data. A pairing that does not hold is a warning (`association`), never a refusal. */
export interface Gs1Elements {
  readonly ok: true;
  readonly plain: false;
  readonly ais: readonly Element[];
  readonly association: Association;
  /** Digital Links: the host as written, and how many of `ais` stand in the path (the rest in the query). */
  readonly link?: { readonly host: string; readonly inPath: number };
  /** The digits of the EAN/UPC symbol that a composite component came with. */
  readonly primary?: string;
}

/** Well-read data that is no GS1 data; what it means is not GS1's business. */
export interface Plain {
  readonly ok: true;
  readonly plain: true;
  readonly text: string;
}

export type Gs1Result = Gs1Elements | Plain | Gs1Fault;

export function fault(error: Gs1Error, at: number, ai?: string): Gs1Fault {
  return { ok: false, error, at, ...(ai === undefined ? {} : { ai }) };
}
