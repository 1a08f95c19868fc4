import path from 'node:path';
import { banner } from './banner.ts';
import type { Output } from './outputs.ts';
import type { PageFolder, Project } from './project.ts';
import { type EndUserTexts, endUserTextsOf, englishFileName } from './read-end-user-texts.ts';
import { sharedStrings } from './strings.ts';
import type { Tongue } from './translate.ts';
import { asHole, type Words, wordsIn } from './words.ts';

/**
 * The translations of a package's texts for end users as TypeScript modules, for programs: one for each language that
 * is declared complete or has all of them, and an index.
 */
export function renderEndUserTexts(
  project: Pick<Project, 'shared' | 'completeLocales'>,
  folder: PageFolder,
  tongues: readonly Tongue[],
): readonly Output[] {
  const { endUserTexts } = folder;
  if (endUserTexts === undefined) return [];
  const { source, texts } = endUserTexts;
  const { completeLocales = [] } = project;
  const english = endUserTextsOf(folder).map(([, text]) => text);
  const translated = tongues.filter(
    ({ locale, find }) =>
      completeLocales.includes(locale) || english.every((text) => find(text) !== undefined),
  );
  const catalogues = english.every((text) => sharedStrings.has(text))
    ? project.shared.folder
    : folder.folder;
  const target = (name: string): string =>
    path.posix.join(path.posix.dirname(source), 'end-user-texts', `${name}.ts`);
  const modules = translated.map((tongue): Output => {
    const { locale } = tongue;
    const catalogue = `${catalogues}/${locale}.po`;
    const content = translationModule(tongue, texts, banner(source, catalogue));
    return { target: 'module', locale, path: target(locale), content, source, catalogue };
  });
  const index: Output = {
    target: 'module',
    locale: 'en',
    path: target('index'),
    content: indexModule(translated, banner(catalogues, undefined)),
    source: catalogues,
  };
  return [...modules, index];
}

const importOfType = `import type { EndUserTexts } from '../${englishFileName}';`;

function translationModule(tongue: Tongue, texts: EndUserTexts, sources: string): string {
  return [
    `// ${sources}`,
    importOfType,
    '',
    `export const ${constantName(tongue)}: EndUserTexts = {`,
    ...members(texts, wordsIn(tongue), '  '),
    '};',
    '',
  ].join('\n');
}

function members(texts: EndUserTexts, words: Words, indent: string): readonly string[] {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === 'string'
      ? [`${indent}${name}: ${JSON.stringify(words.plain(asHole(value)))},`]
      : [`${indent}${name}: {`, ...members(value, words, `${indent}  `), `${indent}},`],
  );
}

function indexModule(tongues: readonly Tongue[], sources: string): string {
  const imports = tongues.map(
    (tongue) => `import { ${constantName(tongue)} } from './${tongue.locale}.ts';`,
  );
  const byTag = tongues.map((tongue) => `  '${tongue.locale}': ${constantName(tongue)},`);
  return [
    `// ${sources}`,
    importOfType,
    ...imports,
    '',
    '/** By language tag; English is not among them. */',
    'export const translatedEndUserTexts: Readonly<Record<string, EndUserTexts>> = {',
    ...byTag,
    '};',
    '',
  ].join('\n');
}

/** `endUserTextsPtBr`: a tag alone may be a reserved word, as `new` (Newari) is. */
function constantName({ locale }: Tongue): string {
  const parts = locale.split('-').map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`);
  return `endUserTexts${parts.join('')}`;
}
