import { type AiRule, leastLength, mostLength } from './ai-table.ts';
import { CONTENT_RULES, type ContentFault, judgeCharacters } from './content-rules.ts';

type Found = NonNullable<ContentFault>;

/** Reads the value at the front of `text`, as long as the AI allows: its length, or what is wrong and where in `text`. */
export function readValue(rule: AiRule, text: string): number | Found {
  if (text === '') return { error: 'empty', at: 0 };
  let at = 0;
  for (const component of rule.components) {
    const part = text.slice(at, at + component.most);
    if (part === '' && component.optional) continue;
    if (part.length < component.least) return { error: 'length', at: at + part.length };
    const found = judgeCharacters(component.set, part) ?? firstFault(component.rules, part);
    if (found) return { error: found.error, at: at + found.at };
    at += part.length;
  }
  return at;
}

/** Judges a whole value: too short or too long is told before anything in it. Null when it is a value of this AI. */
export function judgeValue(rule: AiRule, text: string): ContentFault {
  if (text === '') return { error: 'empty', at: 0 };
  if (text.length < leastLength(rule)) return { error: 'length', at: text.length };
  if (text.length > mostLength(rule)) return { error: 'length', at: mostLength(rule) };
  const read = readValue(rule, text);
  if (typeof read !== 'number') return read;
  return read < text.length ? { error: 'length', at: read } : null;
}

function firstFault(rules: readonly string[], text: string): ContentFault {
  for (const name of rules) {
    const found = CONTENT_RULES[name]?.(text);
    if (found) return found;
  }
  return null;
}
