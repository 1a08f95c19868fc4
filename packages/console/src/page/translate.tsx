import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
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

// Each language is loaded when it is used. The page's own sentences come last, so that they win.
const files = [
  // The schema of a delivery plan is described in the guide of the policies.
  import.meta.glob<Catalogue>('../../../policies/guide/*.po', { import: 'default' }),
  // Sentences that guides share with this page, such as the meanings of errors, are translated in docs.
  import.meta.glob<Catalogue>('../../../docs/locales/*.po', { import: 'default' }),
  import.meta.glob<Catalogue>('../../locales/*.po', { import: 'default' }),
];

/** English, and the languages of the page's own catalogues. */
export const languages: readonly Language[] = [
  'en',
  ...Object.keys(files.at(-1) ?? {})
    .map(languageOf)
    .toSorted(),
];

function languageOf(file: string): Language {
  return file.replace(/^.*\/|\.po$/g, '');
}

async function load(language: Language): Promise<Catalogue> {
  const wanted = files.flatMap((folder) =>
    Object.entries(folder).filter(([file]) => languageOf(file) === language),
  );
  const parts = await Promise.all(wanted.map(([, read]) => read()));
  return Object.assign({}, ...parts) as Catalogue;
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
  const [shown, setShown] = useState<Omit<Translation, 'setLanguage'>>();
  useEffect(() => {
    let isLatest = true;
    const show = async (): Promise<void> => {
      const catalogue = await load(language).catch(() => ({}));
      if (isLatest) setShown({ language, t: translator(catalogue) });
    };
    void show();
    return () => {
      isLatest = false;
    };
  }, [language]);
  useEffect(() => {
    if (shown === undefined) return;
    document.documentElement.lang = shown.language === 'pt' ? 'pt-BR' : shown.language;
  }, [shown]);
  const translation = useMemo(() => shown && { ...shown, setLanguage }, [shown, setLanguage]);
  if (translation === undefined) return null;
  return <TranslationContext value={translation}>{children}</TranslationContext>;
}

export function useTranslation(): Translation {
  const translation = use(TranslationContext);
  if (translation === undefined)
    throw new Error('useTranslation requires a TranslationProvider above it.');
  return translation;
}

function translator(catalogue: Catalogue): Translate {
  return (english, values) => filled(catalogue[english] ?? english, values);
}

function browserLanguage(): Language {
  const wanted = navigator.languages.map((tag) => tag.split('-')[0] ?? tag);
  return wanted.find((language) => languages.includes(language)) ?? 'en';
}
