import { readFileSync } from 'node:fs';
import { z } from 'zod';

const quantity = z.union([z.number(), z.string()]);
const action = z.looseObject({ type: z.string() });

const caseSchema = z.looseObject({
  id: z.string(),
  group: z.string(),
  title: z.string(),
  clock: z.object({ now: z.string(), facility_tz: z.string() }),
  policy_overrides: z.record(z.string(), z.unknown()).default({}),
  products: z.array(z.looseObject({ sku: z.string() })),
  bins: z.array(z.looseObject({ code: z.string(), type: z.string(), active: z.boolean().default(true) })),
  lots: z.array(z.looseObject({ lot: z.string(), sku: z.string() })),
  stock: z.array(z.looseObject({ lot: z.string(), bin: z.string(), qty: quantity, reserved: quantity.default(0) })),
  actions: z.array(action),
  expect: z.record(z.string(), z.unknown()),
});

const fileSchema = z.looseObject({
  meta: z.looseObject({ policy_defaults: z.record(z.string(), z.unknown()) }),
  cases: z.array(caseSchema),
});

export type Case = z.output<typeof caseSchema>;
export type Action = z.output<typeof action>;
export type CaseFile = z.output<typeof fileSchema>;

/** Reads a file of worked cases; the error names the place that does not fit. */
export function readCaseFile(path: string): CaseFile {
  const read = fileSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`${path}: ${issue?.path.join('.') ?? '?'} ${issue?.message ?? ''}`);
}

/** Three decimals, so that the cases' decimal texts compare exactly. */
export const CASE_DECIMALS = 3;

/** A case's quantity as steps; a text that is no number becomes NaN, which no rule accepts. */
export function stepsOf(value: unknown): number {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value));
  if (!match) return Number.NaN;
  const [, sign, whole = '0', places = ''] = match;
  const exact = `${whole}${places.slice(0, CASE_DECIMALS).padEnd(CASE_DECIMALS, '0')}`;
  const beyond = places.slice(CASE_DECIMALS).replace(/0+$/, '');
  return Number(`${sign}${exact}${beyond ? `.${beyond}` : ''}`);
}

/** Steps back as the number a case states. */
export function fromSteps(steps: number): number {
  return steps / 10 ** CASE_DECIMALS;
}

export function textOf(action: Action, key: string): string | undefined {
  const value = action[key];
  return typeof value === 'string' ? value : undefined;
}
