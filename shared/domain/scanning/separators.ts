import { type AiRule, aiAt, mostLength } from '../gs1/ai-table.ts';
import { judgeValue } from '../gs1/element-value.ts';
import { type Element, FNC1 } from '../gs1/gs1-data.ts';
import type { Decoded } from '../gs1/percent-encoding.ts';

/**
 * GS, and what keyboards and scanner settings put in its place, in capitals, longer before shorter. Only texts that
 * no GS1 value can hold (all have a character outside sets 39, 64 and 82): `<GS>` may stand in a lot number.
 */
const SEPARATORS = [FNC1, '{GS}', '[GS]', '\\U001D', '\\X1D', '^]', ']', '^', '|', '\u241d', '\ufffd'];

/** Puts GS where a substitute stands; those in front part nothing and go. `from` tells where each character stood. */
export function restoreSeparators(text: string): Decoded {
  const from: number[] = [];
  let restored = '';
  let at = 0;
  while (at < text.length) {
    const separator = SEPARATORS.find((each) => text.slice(at, at + each.length).toUpperCase() === each);
    if (!separator || restored !== '') {
      restored += separator ? FNC1 : text[at];
      from.push(at);
    }
    at += separator?.length ?? 1;
  }
  return { text: restored, from };
}

/** AIs whose value shows by itself that it is one: a check digit or a calendar date. */
const SELF_EVIDENT = new Set(['00', '01', '02', '414', '11', '13', '15', '16', '17']);
/** AIs that often follow a lot number, but could as well be part of it. */
const POSSIBLE = new Set([...SELF_EVIDENT, '10', '21', '30', '37']);

/** One element string that a text without separators can be; `split` is where the first lost one stood, −1 for none. */
export interface Reading {
  readonly ais: readonly Element[];
  readonly split: number;
}

/**
 * Reads an element string whose separators a keyboard swallowed, by letting a value end where another AI may begin.
 * Only self-evident AIs end a value that could go on; when the value is too long otherwise, any likely AI does.
 * No reading has one AI twice, so there are few.
 */
export function readingsWithoutSeparators(text: string, isTooLong: boolean): readonly Reading[] {
  return readingsFrom(text, 0, [], isTooLong ? POSSIBLE : SELF_EVIDENT);
}

function readingsFrom(text: string, at: number, used: readonly string[], followers: ReadonlySet<string>): Reading[] {
  if (at === text.length) return [{ ais: [], split: -1 }];
  const rule = aiAt(text, at);
  if (!rule || used.includes(rule.ai)) return [];
  return endsOf(text, at, rule, followers).flatMap((end) => {
    const element: Element = [rule.ai, text.slice(at + rule.ai.length, end)];
    const isSplit = !rule.predefined && end < text.length;
    const rest = readingsFrom(text, end, [...used, rule.ai], followers);
    return rest.map(({ ais, split }) => ({ ais: [element, ...ais], split: isSplit ? end : split }));
  });
}

/** Where the value of the AI at `at` may end: at the end of the text, or before an AI of `followers`. */
function endsOf(text: string, at: number, rule: AiRule, followers: ReadonlySet<string>): number[] {
  const start = at + rule.ai.length;
  const mayEnd = (end: number) => end === text.length || rule.predefined || followers.has(aiAt(text, end)?.ai ?? '');
  const ends = Array.from({ length: mostLength(rule) }, (_, i) => start + i + 1);
  return ends.filter((end) => end <= text.length && mayEnd(end) && judgeValue(rule, text.slice(start, end)) === null);
}
