import { anomalies } from './en/anomalies.ts';
import { dock } from './en/dock.ts';
import { floor } from './en/floor.ts';
import { refusals } from './en/refusals.ts';
import { scanner } from './en/scanner.ts';
import { shell } from './en/shell.ts';

const en = { ...shell, ...floor, ...dock, ...scanner, ...refusals, ...anomalies } as const;

type Pack = typeof en;
export type WordKey = keyof Pack;
/** A sentence that counts something: its `.one` and `.other` forms are keys of their own. */
export type CountKey = WordKey extends infer K ? (K extends `${infer Base}.other` ? Base : never) : never;

const PACKS = { en } as const;
export type Language = keyof typeof PACKS;

/** The locale dates and numbers are written in. Day before month: a use-by day must never be read as a month. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB' };

type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholder<Rest> : never;
export type Fact = string | number | null;
/** What must be said along with a key: nothing, or a value for each of its placeholders. */
export type FactsOf<K extends WordKey> = [Placeholder<Pack[K]>] extends [never]
  ? readonly []
  : readonly [facts: Readonly<Record<Placeholder<Pack[K]>, Fact>>];

/** The sentence of a key with its placeholders filled in. A null fact is said as a dash. */
export function say<K extends WordKey>(language: Language, key: K, ...facts: FactsOf<K>): string {
  return fill(PACKS[language][key], facts[0] ?? {});
}

/** The sentence of a counted key in the plural form the language wants. `{count}` is always among its facts. */
export function sayCount(language: Language, base: CountKey, count: number, facts: Readonly<Record<string, Fact>> = {}): string {
  const form = new Intl.PluralRules(LOCALES[language]).select(count);
  const pack: Readonly<Record<string, string>> = PACKS[language];
  return fill(pack[`${base}.${form}`] ?? pack[`${base}.other`] ?? base, { ...facts, count });
}

/** For a key only known when it is said: whoever calls answers for the facts being there. */
export function sayAny(language: Language, key: WordKey, facts: Readonly<Record<string, Fact>>): string {
  return fill(PACKS[language][key], facts);
}

/** Fills `{name}` from facts. */
export function fill(text: string, facts: Readonly<Record<string, Fact>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? '–'));
}

/** The language a worker's record names; English for one there are no words for. */
export function languageOf(text: string): Language {
  return Object.hasOwn(PACKS, text) ? (text as Language) : 'en';
}

export function localeOf(language: Language): string {
  return LOCALES[language];
}
