import type { en } from './en/pack.ts';

type Pack = typeof en;
export type WordKey = keyof Pack;
/** A sentence that counts something: its `.one` and `.other` forms are keys of their own. */
export type CountKey = WordKey extends infer K ? (K extends `${infer Base}.other` ? Base : never) : never;

export type Language = 'en';

/** One pack a language: a phone fetches only the one it speaks. */
const LOADERS: Readonly<Record<Language, () => Promise<Readonly<Record<WordKey, string>>>>> = {
  en: () => import('./en/pack.ts').then((pack) => pack.en),
};

/** The locale dates and numbers are written in. Day before month: a use-by day must never be read as a month. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB' };

const learned = new Map<Language, Readonly<Record<string, string>>>();

/** Fetches a language's words; nothing is said in it before. */
export async function learnLanguage(language: Language): Promise<void> {
  if (!learned.has(language)) learned.set(language, await LOADERS[language]());
}

type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholder<Rest> : never;
export type Fact = string | number | null;
/** What must be said along with a key: nothing, or a value for each of its placeholders. */
export type FactsOf<K extends WordKey> = [Placeholder<Pack[K]>] extends [never]
  ? readonly []
  : readonly [facts: Readonly<Record<Placeholder<Pack[K]>, Fact>>];

/** The sentence of a key with its placeholders filled in. A null fact is said as a dash. */
export function say<K extends WordKey>(language: Language, key: K, ...facts: FactsOf<K>): string {
  return fill(textOf(language, key) ?? key, facts[0] ?? {});
}

/** The sentence of a counted key in the plural form the language wants. `{count}` is always among its facts. */
export function sayCount(language: Language, base: CountKey, count: number, facts: Readonly<Record<string, Fact>> = {}): string {
  const form = new Intl.PluralRules(LOCALES[language]).select(count);
  return fill(textOf(language, `${base}.${form}`) ?? textOf(language, `${base}.other`) ?? base, { ...facts, count });
}

/** For a key only known when it is said: whoever calls answers for the facts being there. */
export function sayAny(language: Language, key: WordKey, facts: Readonly<Record<string, Fact>>): string {
  return fill(textOf(language, key) ?? key, facts);
}

/** Fills `{name}` from facts. */
export function fill(text: string, facts: Readonly<Record<string, Fact>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? '–'));
}

/** The language a worker's record names; English for one there are no words for. */
export function languageOf(text: string): Language {
  return Object.hasOwn(LOADERS, text) ? (text as Language) : 'en';
}

export function localeOf(language: Language): string {
  return LOCALES[language];
}

function textOf(language: Language, key: string): string | undefined {
  return learned.get(language)?.[key];
}
