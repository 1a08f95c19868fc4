import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import PO from 'pofile';
import { filled } from '../src/functions/sentence.ts';
import type { Translate } from '../src/page/translate.tsx';

const packages = path.join(import.meta.dirname, '../..');

/** The translations of a catalogue in a folder of `packages`. */
function catalogue(folder: string, language: string): ReadonlyMap<string, string> {
  const file = path.join(packages, folder, `${language}.po`);
  const { items } = PO.parse(readFileSync(file, 'utf8'));
  return new Map(
    items.flatMap(({ msgid, msgstr: [translation = ''] }) =>
      translation === '' ? [] : [[msgid, translation]],
    ),
  );
}

export const pageCatalogues = ['docs/locales', 'console/locales'] as const;

/** English, and the languages that have a catalogue in each of these folders. */
export function languagesOf(folders: readonly string[] = pageCatalogues): readonly string[] {
  const [own = [], ...others] = folders.map((folder) =>
    globSync('*.po', { cwd: path.join(packages, folder) }).map((file) => path.parse(file).name),
  );
  return ['en', ...own.filter((each) => others.every((names) => names.includes(each))).toSorted()];
}

/** The languages that a release needs whole. A scenario takes many seconds in a browser, so it runs in these alone. */
export const completeLanguages = (
  JSON.parse(readFileSync(path.join(packages, '../package.json'), 'utf8')) as {
    readonly 'sms-connectors': { readonly completeLanguages: readonly string[] };
  }
)['sms-connectors'].completeLanguages;

/** Translates as the page does, from its catalogues or those of other folders. */
export function translatorOf(
  language: string,
  folders: readonly string[] = pageCatalogues,
): Translate {
  const catalogues = language === 'en' ? [] : folders;
  const words = new Map(catalogues.flatMap((folder) => [...catalogue(folder, language)]));
  return (english, values) => filled(words.get(english) ?? english, values);
}

/** Every word of the page in a language. English is what the catalogues translate. */
export function pageWords(language: string): readonly string[] {
  const words = pageCatalogues.flatMap((folder) => [
    ...(language === 'en' ? catalogue(folder, 'fr').keys() : catalogue(folder, language).values()),
  ]);
  return [...new Set(words)].toSorted();
}
