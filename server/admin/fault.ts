import type { z } from 'zod';
import type { Problem, ProblemCode } from './plan-import.ts';

/** What a schema finds wrong with one field, as a fact whose sentence is in shared/words. The value is not repeated: it may be a PIN. */
export function faultOf(issue: z.core.$ZodIssue): Problem {
  const { path, input } = issue;
  const field = fieldOf(path) || 'file';
  const isLeftOut = path.length > 0 && input === undefined;
  switch (issue.code) {
    case 'invalid_type':
      return { field, code: isLeftOut ? 'missing' : (OTHER_TYPES[issue.expected] ?? 'not-object'), facts: {} };
    case 'invalid_value':
      return isLeftOut ? { field, code: 'missing', facts: {} } : { field, code: 'none-of', facts: { allowed: issue.values.join(', ') } };
    case 'unrecognized_keys':
      return { field, code: 'field-unknown', facts: { names: issue.keys.join(', ') } };
    case 'too_small':
      return { field, code: isNumber(issue.origin) ? 'too-small' : 'too-short', facts: { least: Number(issue.minimum) } };
    case 'too_big':
      return { field, code: isNumber(issue.origin) ? 'too-big' : 'too-long', facts: { most: Number(issue.maximum) } };
    default:
      return { field, code: 'invalid', facts: { detail: issue.message } };
  }
}

/** By what a schema expected. */
const OTHER_TYPES: Readonly<Record<string, ProblemCode>> = {
  string: 'not-text',
  number: 'not-number',
  int: 'not-whole',
  boolean: 'not-yes-or-no',
  array: 'not-list',
  tuple: 'not-list',
};

function isNumber(origin: string): boolean {
  return origin === 'number' || origin === 'int';
}

/** `bins[3].code` out of the path ['bins', 3, 'code']. */
function fieldOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text && '.'}${String(key)}`), '');
}
