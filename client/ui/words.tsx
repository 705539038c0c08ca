import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { type CountKey, type Fact, type FactsOf, type Language, say, sayCount, type WordKey } from '../../shared/words/words.ts';

const LanguageContext = createContext<Language>('en');

/** The language everything below is said in. */
export function WordsProvider({ language, children }: { language: Language; children: ReactNode }) {
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export interface Words {
  readonly language: Language;
  readonly say: <K extends WordKey>(key: K, ...facts: FactsOf<K>) => string;
  readonly count: (base: CountKey, count: number, facts?: Readonly<Record<string, Fact>>) => string;
}

/** `say` and `count` in the language of the place they are called from. */
export function useWords(): Words {
  const language = useContext(LanguageContext);
  return useMemo(
    () => ({
      language,
      say: (key, ...facts) => say(language, key, ...facts),
      count: (base, count, facts) => sayCount(language, base, count, facts),
    }),
    [language],
  );
}
