import type { PlainWords } from '@sms-connectors/docs';
import { plotWords } from '../../bench/plot.ts';
import { landingStrings } from '../src/landing/strings.ts';
import { searchWords } from '../src/search-words.ts';
import { strings, themeStrings } from '../src/strings.ts';
import { diagramWords } from './verification-diagram.ts';

/** Makes Docusaurus's translation files for one language, relative to `i18n/<locale>`. */
export function translationFiles(
  words: PlainWords,
  continents: ReadonlyMap<string, string>,
): Readonly<Record<string, object>> {
  const message = (english: string) => ({ message: words.of(english) });
  const byLabel = (prefix: string): object =>
    Object.fromEntries(
      Object.values(strings).map((label) => [`${prefix}.${label}`, message(label)]),
    );
  return {
    'code.json': Object.fromEntries([
      ...[...Object.values(strings), ...Object.values(landingStrings)].map((english) => [
        english,
        message(english),
      ]),
      ...Object.entries(themeStrings).map(([id, english]) => [id, message(english)]),
    ]),
    'docusaurus-theme-classic/navbar.json': byLabel('item.label'),
    'docusaurus-theme-classic/footer.json': byLabel('link.item.label'),
    'docusaurus-plugin-content-docs/current.json': {
      ...byLabel('sidebar.docs.category'),
      ...byLabel('sidebar.docs.link'),
      ...Object.fromEntries(
        [...continents].map(([english, name]) => [
          `sidebar.docs.category.${english}`,
          { message: name },
        ]),
      ),
    },
  };
}

/** Returns the differences between the list for translators and the strings of the site. */
export function interfaceFaults(page: string): readonly string[] {
  const listed = new Set([...page.matchAll(/^- (.+)$/gm)].map(([, words]) => words ?? ''));
  const shown = new Set<string>([
    ...Object.values(strings),
    ...Object.values(landingStrings),
    ...Object.values(themeStrings),
    ...Object.values(searchWords),
    ...plotWords,
    ...diagramWords,
  ]);
  return [
    ...shown
      .difference(listed)
      .values()
      .map((words) => `docs/pages/interface.md lacks a string of the site: add “- ${words}”`),
    ...listed
      .difference(shown)
      .values()
      .map(
        (words) =>
          `docs/pages/interface.md has a string that the site does not use: remove “- ${words}”`,
      ),
  ];
}
