import { createContext, type ReactNode, use, useEffect, useMemo } from 'react';
import { useLocalStorage } from '@mantine/hooks';
import sharedFrench from '../../../docs/locales/fr.po';
import sharedPortuguese from '../../../docs/locales/pt.po';
import policiesFrench from '../../../policies/guide/fr.po';
import policiesPortuguese from '../../../policies/guide/pt.po';
import french from '../../locales/fr.po';
import portuguese from '../../locales/pt.po';
import { type Language, languages } from '../functions/languages.ts';
import { filled, type SentenceValues } from '../functions/sentence.ts';

/** Translates a sentence and fills in its `{placeholders}`. */
export type Translate = (english: string, values?: SentenceValues) => string;

interface Translation {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly t: Translate;
}

export const languageNames = { en: 'English', fr: 'Français', pt: 'Português' } as const;

const catalogues: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {},
  // Sentences that guides share with this page, such as the meanings of errors, are translated in docs, and those of
  // the plan's schema in the guide of the policies.
  fr: { ...policiesFrench, ...sharedFrench, ...french },
  pt: { ...policiesPortuguese, ...sharedPortuguese, ...portuguese },
};

const TranslationContext = createContext<Translation | undefined>(undefined);

export function TranslationProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useLocalStorage<Language>({
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
  const catalogue = catalogues[language];
  return (english, values) => filled(catalogue[english] ?? english, values);
}

function browserLanguage(): Language {
  const wanted = navigator.languages.map((tag) => tag.split('-')[0]);
  return languages.find((language) => wanted[0] === language) ?? 'en';
}
