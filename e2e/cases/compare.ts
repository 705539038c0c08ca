import { isDeepStrictEqual } from 'node:util';

/** Where what happened differs from what a case expects, as sentences; none: the case passes. */
export function differences(expected: Readonly<Record<string, unknown>>, got: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(expected).flatMap(([key, want]) => {
    if (!Object.hasOwn(got, key)) return [`${key}: nothing of the kind was read back`];
    return matches(want, got[key], key) ? [] : [`${key}: expected ${show(want)}, got ${show(got[key])}`];
  });
}

const SETS = new Set(['excluded', 'final_stock', 'anomalies', 'deviations', 'lot_exists', 'lot_fields', 'count', 'dispatched']);
/** Sets that may hold more than a case names. */
const OPEN_SETS = new Set(['lot_exists', 'lot_fields']);

function matches(want: unknown, got: unknown, key: string): boolean {
  if (Array.isArray(want) && Array.isArray(got)) return SETS.has(key) ? sameSet(want, got, key) : sameList(want, got);
  if (isRecord(want) && isRecord(got)) return Object.entries(want).every(([name, value]) => matches(value, got[name], name));
  if (isNumeric(want) && isNumeric(got)) return Number(want) === Number(got);
  return isDeepStrictEqual(want, got);
}

function sameList(want: readonly unknown[], got: readonly unknown[]): boolean {
  return want.length === got.length && want.every((each, i) => matches(each, got[i], ''));
}

function sameSet(want: readonly unknown[], got: readonly unknown[], key: string): boolean {
  if (!OPEN_SETS.has(key) && want.length !== got.length) return false;
  const left = [...got];
  return want.every((each) => {
    const at = left.findIndex((candidate) => matches(each, candidate, ''));
    if (at < 0) return false;
    left.splice(at, 1);
    return true;
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumeric(value: unknown): boolean {
  return (typeof value === 'number' || (typeof value === 'string' && value !== '')) && Number.isFinite(Number(value));
}

function show(value: unknown): string {
  return JSON.stringify(value);
}
