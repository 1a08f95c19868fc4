/** A language as templates and readers name it. */
export interface Language {
  /** The tag as it was written. */
  readonly name: string;
  /** The tag in its canonical form: `iw` is `he`, `ZH-tw` is `zh-TW`. */
  readonly tag: string;
  readonly language: string;
  /** The script that the tag says or that its language and region are likely written in. */
  readonly script: string | undefined;
  readonly region: string | undefined;
  readonly likelyRegion: string | undefined;
}

/** A language tag in its canonical form; case does not matter, nor whether `-` or `_` separates. `undefined` if it names no language. */
export function canonicalTag(tag: string): string | undefined {
  return localeOf(tag)?.baseName;
}

// The longest that RFC 5646 (section 4.4.1) foresees has 42 characters, and extensions may follow.
const maxLength = 100;

/** Reads a tag, or the longest beginning of it that names a language. */
export function readLanguage(tag: string): Language | undefined {
  if (tag.length > maxLength) return undefined;
  // The encoding and modifier of a POSIX locale: fr_FR.UTF-8@euro.
  for (let rest = tag.trim().replace(/[.@].*$/s, ''); rest !== ''; rest = withoutLast(rest)) {
    const locale = localeOf(rest);
    if (locale !== undefined) return languageOf(tag, locale);
  }
  return undefined;
}

// Extended language subtags name a language of their own (RFC 5646, section 4.5), which Intl does not read.
const extendedLanguage = /^(?:ar|kok|lv|ms|sgn|sw|uz|zh)-(?=[a-z]{3}(?:-|$))/i;

function localeOf(tag: string): Intl.Locale | undefined {
  try {
    const locale = new Intl.Locale(tag.replaceAll('_', '-').replace(extendedLanguage, ''));
    return locale.language === 'und' ? undefined : locale;
  } catch {
    return undefined;
  }
}

function languageOf(name: string, locale: Intl.Locale): Language {
  const { language, script, region } = locale.maximize();
  return {
    name,
    tag: locale.baseName,
    // Norwegian is written as Bokmål if nothing else is said.
    language: language === 'no' ? 'nb' : language,
    script,
    region: locale.region,
    likelyRegion: region,
  };
}

function withoutLast(tag: string): string {
  return tag.replace(/(?:^|[-_])[^-_]*$/, '');
}
