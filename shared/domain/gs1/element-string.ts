import { aiAt, findAi } from './ai-table.ts';
import { judgeAssociation } from './associations.ts';
import { readValue } from './element-value.ts';
import { type Element, FNC1, fault, type Gs1Elements, type Gs1Fault } from './gs1-data.ts';

/** More elements than any label carries. */
const MOST_ELEMENTS = 64;

/** What parts two components of a composite symbol, written as one text. */
export const COMPOSITE = '|';

/**
 * Reads an element string that begins with FNC1. Strict: nothing is trimmed, guessed or repaired.
 * A superfluous FNC1 after a value of predefined length, or at the end, is allowed (General Specifications §7.8).
 */
export function parseElementString(text: string): Gs1Elements | Gs1Fault {
  const ais: Element[] = [];
  let at = 0;
  for (const component of text.split(COMPOSITE)) {
    if (!component.startsWith(FNC1)) return fault('not-fnc1', at);
    const read = readElements(text.slice(0, at + component.length), at + 1);
    if ('ok' in read) return read;
    ais.push(...read);
    at += component.length + 1;
  }
  return elements(ais);
}

/** Reads elements from `text` at `at` to its end; FNC1 parts values of no predefined length. */
export function readElements(text: string, at: number): Element[] | Gs1Fault {
  const ais: Element[] = [];
  let here = at;
  if (here >= text.length) return fault('empty', here);
  while (here < text.length) {
    const read = readElement(text, here);
    if ('ok' in read) return read;
    ais.push(read.element);
    here = read.end + (text[read.end] === FNC1 ? 1 : 0);
  }
  return ais;
}

function readElement(text: string, at: number): { readonly element: Element; readonly end: number } | Gs1Fault {
  const rule = aiAt(text, at);
  if (!rule) return fault('unknown-ai', at);
  const start = at + rule.ai.length;
  const stop = text.indexOf(FNC1, start);
  const read = readValue(rule, text.slice(start, stop < 0 ? text.length : stop));
  if (typeof read !== 'number') return fault(read.error, start + read.at, rule.ai);
  const end = start + read;
  if (!rule.predefined && end < text.length && end !== stop) return fault('length', end, rule.ai);
  return { element: [rule.ai, text.slice(start, end)], end };
}

/** Elements that were read, with the judgement of their pairings; too many of them are refused. */
export function elements(ais: readonly Element[], more: Pick<Gs1Elements, 'link' | 'primary'> = {}): Gs1Elements | Gs1Fault {
  if (ais.length > MOST_ELEMENTS) return fault('too-many', 0);
  return { ok: true, plain: false, ais, association: judgeAssociation(ais), ...more };
}

/**
 * Writes elements as data for a GS1 symbol, without the leading FNC1: values of predefined length first, as the
 * General Specifications advise, and FNC1 only where it is needed. Values are taken as given: mint them first.
 */
export function buildElementString(ais: readonly Element[]): string {
  const isPredefined = ([ai]: Element) => findAi(ai)?.predefined === true;
  const ordered = [...ais.filter(isPredefined), ...ais.filter((each) => !isPredefined(each))];
  return ordered.map((each, i) => `${each[0]}${each[1]}${i === ordered.length - 1 || isPredefined(each) ? '' : FNC1}`).join('');
}
