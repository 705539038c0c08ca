import { AI_FACTS } from './ai-facts.ts';

/** `N` digits, `X` character set 82, `Y` set 39, `Z` set 64 (file-safe base64). */
export type CharacterSet = 'N' | 'X' | 'Y' | 'Z';

/** One stretch of an AI's value: `X..20,pcenc` is 1–20 characters of set 82 that pass the rule `pcenc`. */
export interface Component {
  readonly set: CharacterSet;
  readonly least: number;
  readonly most: number;
  readonly optional: boolean;
  readonly rules: readonly string[];
}

export interface AiRule {
  readonly ai: string;
  readonly components: readonly Component[];
  /** Of a predefined length: the next AI may follow without FNC1. */
  readonly predefined: boolean;
  /** May stand in the query of a Digital Link. */
  readonly attribute: boolean;
  /** Groups of AI patterns; one whole group must come along. Empty: none needed. */
  readonly requires: readonly (readonly string[])[];
  /** AI patterns that must not come along. */
  readonly excludes: readonly string[];
  /** Digital Link qualifiers in path order, by alternative; null when the AI is no Digital Link key. */
  readonly qualifiers: readonly (readonly string[])[] | null;
}

const ruleByAi = new Map<string, AiRule>(
  AI_FACTS.trim()
    .split('\n')
    .flatMap(readLine)
    .map((rule) => [rule.ai, rule]),
);

/** The rule of exactly this AI; null for an AI that GS1 has not assigned. */
export function findAi(ai: string): AiRule | null {
  return ruleByAi.get(ai) ?? null;
}

/** The rule of the AI that a text starts with at `at`. No AI is the beginning of another, so there is at most one. */
export function aiAt(text: string, at: number): AiRule | null {
  for (let length = 2; length <= 4; length++) {
    const rule = findAi(text.slice(at, at + length));
    if (rule) return rule;
  }
  return null;
}

export function leastLength(rule: AiRule): number {
  return rule.components.reduce((sum, component) => sum + (component.optional ? 0 : component.least), 0);
}

export function mostLength(rule: AiRule): number {
  return rule.components.reduce((sum, component) => sum + component.most, 0);
}

function readLine(line: string): AiRule[] {
  const [what = '', pairing = ''] = line.split(' | ');
  const [ais = '', flags = '', ...components] = what.trim().split(/ +/);
  const attributes = new Map(pairing.split(' ').map((each) => [each.split('=')[0], each.split('=')[1] ?? '']));
  return ais
    .split(',')
    .flatMap(expandRange)
    .map((ai) => ({
      ai,
      components: components.map(readComponent),
      predefined: flags.includes('*'),
      attribute: flags.includes('?'),
      requires: list(attributes.get('req'), ',').map((group) => group.split('+')),
      excludes: list(attributes.get('ex'), ',').map((other) => (other === 'self' ? `${ai.slice(0, 3)}n` : other)),
      qualifiers: attributes.has('key') ? (attributes.get('key') ?? '').split('|').map((each) => list(each, ',')) : null,
    }));
}

/** `240-241` → 240, 241; `310-311:0-5` → 3100 … 3105, 3110 … 3115. */
function expandRange(range: string): string[] {
  const [ais = '', lastDigits] = range.split(':');
  const whole = numbersIn(ais);
  return lastDigits ? whole.flatMap((ai) => numbersIn(lastDigits).map((digit) => ai + digit)) : whole;
}

function numbersIn(range: string): string[] {
  const [first = '', last = first] = range.split('-');
  const count = Number(last) - Number(first) + 1;
  return Array.from({ length: count }, (_, i) => String(Number(first) + i).padStart(first.length, '0'));
}

function readComponent(text: string): Component {
  const optional = text.startsWith('[');
  const [format = '', ...rules] = text.replace(/[[\]]/g, '').split(',');
  const [, set, variable, length] = /^([NXYZ])(\.\.)?(\d+)$/.exec(format) ?? [];
  const most = Number(length);
  return { set: set as CharacterSet, least: variable ? 1 : most, most, optional, rules };
}

function list(text: string | undefined, separator: string): string[] {
  return text ? text.split(separator) : [];
}
