import { readFileSync } from 'node:fs';
import path from 'node:path';
import PO from 'pofile';
import { filled } from '../src/functions/sentence.ts';
import type { Translate } from '../src/page/translate.tsx';

/** The translations of a catalogue in a folder of `packages`. */
function catalogue(folder: string, language: string): ReadonlyMap<string, string> {
  const file = path.join(import.meta.dirname, '../..', folder, `${language}.po`);
  const { items } = PO.parse(readFileSync(file, 'utf8'));
  return new Map(
    items.flatMap(({ msgid, msgstr: [translation = ''] }) =>
      translation === '' ? [] : [[msgid, translation]],
    ),
  );
}

export const pageCatalogues = ['docs/locales', 'console/locales'] as const;

/** Translates as the page does, from its catalogues or those of other folders. */
export function translatorOf(
  language: string,
  folders: readonly string[] = pageCatalogues,
): Translate {
  const catalogues = language === 'en' ? [] : folders;
  const words = new Map(catalogues.flatMap((folder) => [...catalogue(folder, language)]));
  return (english, values) => filled(words.get(english) ?? english, values);
}
