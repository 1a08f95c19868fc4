import { suggestion } from './suggestion.ts';

const english = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** What is wrong with a tag that names no known language; `undefined` if it names one. */
export function languageProblem(tag: string, offered: readonly string[]): string | undefined {
  // POSIX locales are accepted too: fr_FR.UTF-8.
  const [language = ''] = tag.split(/[-_.@]/);
  if (nameOf(language) !== undefined) return undefined;
  const likely = codeOf(language);
  const question = likely === undefined ? suggestion(tag, offered) : ` Did you mean ${likely}?`;
  return `${tag} is not a language tag, such as fr or pt-BR.${question}`;
}

function nameOf(tag: string): string | undefined {
  try {
    return english.of(tag);
  } catch {
    return undefined;
  }
}

/** The two-letter code of a language by its English name. */
function codeOf(name: string): string | undefined {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  return codes.find((code) => nameOf(code)?.toLowerCase() === name.toLowerCase());
}
