import { createContext, type ReactNode, use, useEffect, useMemo } from 'react';
import { useLocalStorage } from '@mantine/hooks';
import type { Language } from '../functions/languages.ts';
import { filled, type SentenceValues } from '../functions/sentence.ts';

/** Translates a sentence and fills in its `{placeholders}`. */
export type Translate = (english: string, values?: SentenceValues) => string;

interface Translation {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly t: Translate;
}

/** Maps English sentences to their translations. */
type Catalogue = Readonly<Record<string, string>>;

const own = byLanguage(
  import.meta.glob<Catalogue>('../../locales/*.po', { eager: true, import: 'default' }),
);
// Sentences that guides share with this page, such as the meanings of errors, are translated in docs.
const shared = byLanguage(
  import.meta.glob<Catalogue>('../../../docs/locales/*.po', { eager: true, import: 'default' }),
);
// The schema of a delivery plan is described in the guide of the policies.
const policies = byLanguage(
  import.meta.glob<Catalogue>('../../../policies/guide/*.po', { eager: true, import: 'default' }),
);

/** English, and the languages into which at least one sentence of the page is translated. */
export const languages: readonly Language[] = [
  'en',
  ...[...own]
    .filter(([, catalogue]) => Object.keys(catalogue).length > 0)
    .map(([language]) => language)
    .toSorted(),
];

function byLanguage(files: Readonly<Record<string, Catalogue>>): ReadonlyMap<Language, Catalogue> {
  return new Map(
    Object.entries(files).map(([file, catalogue]) => [file.replace(/^.*\/|\.po$/g, ''), catalogue]),
  );
}

/** Returns a language's name in that language. */
export function languageName(language: Language): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

const TranslationContext = createContext<Translation | undefined>(undefined);

export function TranslationProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useLocalStorage({
    key: 'sms-connectors-language',
    defaultValue: browserLanguage(),
    getInitialValueInEffect: false,
  });
  useEffect(() => {
    document.documentElement.lang = language === 'pt' ? 'pt-BR' : language;
  }, [language]);
  const translation = useMemo(
    () => ({ language, setLanguage, t: translator(language) }),
    [language, setLanguage],
  );
  return <TranslationContext value={translation}>{children}</TranslationContext>;
}

export function useTranslation(): Translation {
  const translation = use(TranslationContext);
  if (translation === undefined)
    throw new Error('useTranslation requires a TranslationProvider above it.');
  return translation;
}

function translator(language: Language): Translate {
  const catalogue = { ...policies.get(language), ...shared.get(language), ...own.get(language) };
  return (english, values) =>
    filled((language === 'en' ? undefined : catalogue[english]) ?? english, values);
}

function browserLanguage(): Language {
  const wanted = navigator.languages.map((tag) => tag.split('-')[0]);
  return languages.find((language) => wanted[0] === language) ?? 'en';
}
