import { parseDay } from '../engine/time.ts';
import { readAiDate } from './ai-date.ts';
import { readAiMeasure } from './ai-measure.ts';
import { parseBracketed } from './bracketed.ts';
import { checkDigitOf } from './check-digit.ts';
import { canonicalLink, parseDigitalLink } from './digital-link.ts';
import { parseElementString } from './element-string.ts';
import { fault, type Gs1Fault, type Gs1Result } from './gs1-data.ts';
import { parseScanData } from './scan-data.ts';

/** One input with the result it must have; what `expect` does not name is not compared. */
export interface Vector {
  readonly id: string;
  readonly kind: string;
  readonly input: unknown;
  readonly expect: Readonly<Record<string, unknown>>;
}

export type Grade =
  | { readonly id: string; readonly outcome: 'passed' | 'unsupported' }
  | { readonly id: string; readonly outcome: 'failed'; readonly expected: unknown; readonly got: unknown };

type Facts = Readonly<Record<string, unknown>>;
type Reader = (input: unknown) => Facts;

const READERS: Readonly<Record<string, Reader>> = {
  scan: (input) => factsOf(parseScanData(textOf(input))),
  fnc1: (input) => factsOf(parseElementString(textOf(input))),
  bracketed: (input) => factsOf(parseBracketed(textOf(input))),
  dl: (input) => factsOf(parseDigitalLink(textOf(input))),
  plain: (input) => factsOf(parseDigitalLink(textOf(input))),
  date: (input) => {
    const today = parseDay(textOf(input, 'today'));
    return { ...(today ? readAiDate(textOf(input, 'ai'), textOf(input, 'value'), today) : fault('content', 0)) };
  },
  measure: (input) => ({ ...readAiMeasure(textOf(input, 'ai'), textOf(input, 'value')) }),
  checkdigit: (input) => {
    const digit = checkDigitOf(textOf(input));
    return digit === null ? { ...fault('not-numeric', 0) } : { ok: true, digit };
  },
};

/** Which facts are compared; the class of an error is ours to choose. */
const COMPARED = ['ok', 'plain', 'ais', 'iso', 'dayOmitted', 'value', 'digit', 'canonicalDl', 'associations'];

/** Runs one vector through the strict parser of its kind; a kind we have no parser for is unsupported. */
export function gradeVector(vector: Vector): Grade {
  const { id, kind, expect } = vector;
  const reader = READERS[kind];
  if (!reader) return { id, outcome: 'unsupported' };
  const got = reader(vector.input);
  const isSet = kind === 'dl';
  const differs = COMPARED.filter((name) => name in expect && comparable(expect[name], isSet) !== comparable(got[name], isSet));
  return differs.length === 0 ? { id, outcome: 'passed' } : { id, outcome: 'failed', expected: expect, got };
}

function factsOf(result: Gs1Result): Facts {
  if (!result.ok) return { ...(result satisfies Gs1Fault) };
  if (result.plain) return { ok: true, plain: true, ais: null };
  return { ok: true, plain: false, ais: result.ais, associations: result.association.kind, canonicalDl: canonicalLink(result) };
}

/** Lists compare in order, or as sets; anything else as it is. */
function comparable(value: unknown, isSet: boolean): string {
  const items = Array.isArray(value) && isSet ? value.map((each) => JSON.stringify(each)).sort() : value;
  return JSON.stringify(items) ?? 'absent';
}

function textOf(input: unknown, name?: string): string {
  const value = name === undefined ? input : typeof input === 'object' && input !== null ? Reflect.get(input, name) : undefined;
  return typeof value === 'string' ? value : '';
}
