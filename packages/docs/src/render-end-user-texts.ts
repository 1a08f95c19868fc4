import { banner } from './banner.ts';
import { endUserTexts, unknownOutcomeEndUserText } from './end-user-texts.ts';
import type { Output } from './outputs.ts';
import type { PageFolder, Project } from './project.ts';
import type { Tongue } from './translate.ts';
import { asHole, wordsIn } from './words.ts';

/**
 * The translations of the texts for end users as TypeScript modules, for programs: one for each language that is
 * declared complete or has all of them, and an index. They are part of core alone.
 */
export function renderEndUserTexts(
  { shared, completeLocales = [] }: Pick<Project, 'shared' | 'completeLocales'>,
  { package: owner }: PageFolder,
  tongues: readonly Tongue[],
): readonly Output[] {
  if (owner?.name !== '@sms-connectors/core') return [];
  const errors = `${owner.folder}/src/errors`;
  const translated = tongues.filter(
    (tongue) => completeLocales.includes(tongue.locale) || hasEveryText(tongue),
  );
  const modules = translated.map((tongue): Output => {
    const { locale } = tongue;
    const source = `${errors}/english-end-user-texts.ts`;
    const catalogue = `${shared.folder}/${locale}.po`;
    const content = translationModule(tongue, banner(source, catalogue));
    return {
      target: 'module',
      locale,
      path: modulePath(errors, locale),
      content,
      source,
      catalogue,
    };
  });
  const index: Output = {
    target: 'module',
    locale: 'en',
    path: modulePath(errors, 'index'),
    content: indexModule(translated, banner(shared.folder, undefined)),
    source: shared.folder,
  };
  return [...modules, index];
}

function modulePath(errors: string, name: string): string {
  return `${errors}/end-user-texts/${name}.ts`;
}

function hasEveryText({ find }: Tongue): boolean {
  const texts = [...endUserTexts.values(), unknownOutcomeEndUserText];
  return texts.every((text) => find(text) !== undefined);
}

function translationModule(tongue: Tongue, sources: string): string {
  const words = wordsIn(tongue);
  const translation = (english: string): string => JSON.stringify(words.plain(asHole(english)));
  const rows = [...endUserTexts].map(([code, english]) => `    ${code}: ${translation(english)},`);
  return [
    `// ${sources}`,
    "import type { EndUserTexts } from '../english-end-user-texts.ts';",
    '',
    `export const ${constantName(tongue)}: EndUserTexts = {`,
    '  byCode: {',
    ...rows,
    '  },',
    `  unknownOutcome: ${translation(unknownOutcomeEndUserText)},`,
    '};',
    '',
  ].join('\n');
}

function indexModule(tongues: readonly Tongue[], sources: string): string {
  const imports = tongues.map(
    (tongue) => `import { ${constantName(tongue)} } from './${tongue.locale}.ts';`,
  );
  const members = tongues.map((tongue) => `  '${tongue.locale}': ${constantName(tongue)},`);
  return [
    `// ${sources}`,
    "import type { EndUserTexts } from '../english-end-user-texts.ts';",
    ...imports,
    '',
    '/** By language tag; English is not among them. */',
    'export const translatedEndUserTexts: Readonly<Record<string, EndUserTexts>> = {',
    ...members,
    '};',
    '',
  ].join('\n');
}

/** `endUserTextsPtBr`: a tag alone may be a reserved word, as `new` (Newari) is. */
function constantName({ locale }: Tongue): string {
  const parts = locale.split('-').map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`);
  return `endUserTexts${parts.join('')}`;
}
