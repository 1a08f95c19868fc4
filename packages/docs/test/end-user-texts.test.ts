import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkProject, type Project, readProject, writeProject } from '@sms-connectors/docs';
import { expect, onTestFinished, test } from 'vitest';
import { repository } from './repository.ts';

// Core alone: the generator writes the texts with its pages.
const project: Project = {
  ...repository,
  folders: repository.folders.filter(
    ({ package: owner }) => owner?.name === '@sms-connectors/core',
  ),
};
const folder = 'packages/core/src/errors/end-user-texts';
const canceled = 'The request was canceled. Please try again.';

type Catalogues = ReturnType<Project['shared']['read']>;
type Entry = NonNullable<ReturnType<Catalogues[number]['entries']['get']>>;

/** The French catalogues with other words for one of the texts. */
function french(change: Partial<Entry>): Catalogues {
  return project.shared.read('fr').map((catalogue) => ({
    ...catalogue,
    entries: new Map(
      [...catalogue.entries].map(([msgid, entry]) => [
        msgid,
        msgid === canceled ? { ...entry, ...change } : entry,
      ]),
    ),
  }));
}

function withCatalogues(
  read: Readonly<Record<string, Catalogues>>,
  completeLocales = project.completeLocales ?? [],
): Project {
  const { shared, locales } = project;
  return {
    ...project,
    completeLocales,
    locales: [...new Set([...locales, ...Object.keys(read)])],
    shared: { ...shared, read: (locale) => read[locale] ?? shared.read(locale) },
  };
}

/** Writes into a folder of its own, and returns how to read what was written there. */
function written(changed: Project, target = mkdtempSync(path.join(tmpdir(), 'texts-'))) {
  onTestFinished(() => rmSync(target, { recursive: true, force: true }));
  writeProject({ ...changed, root: target });
  const file = (name: string): string => path.join(target, folder, name);
  return {
    target,
    has: (name: string): boolean => existsSync(file(name)),
    read: (name: string): string => readFileSync(file(name), 'utf8'),
  };
}

const faultsOf = (changed: Project) =>
  checkProject(changed)
    .faults.filter(({ file }) => file.startsWith(folder))
    .map(({ check, file, message, fix }) => ({
      check,
      file: path.basename(file),
      message,
      fix,
    }));

test('the committed texts are those of the catalogues', () => {
  expect(faultsOf(project)).toEqual([]);
});

test('a changed translation is a fault until the texts are written again', () => {
  const changed = withCatalogues({ fr: french({ msgstr: 'Demande annulée.' }) });
  expect(faultsOf(changed)).toEqual([
    {
      check: 'files',
      file: 'fr.ts',
      message: expect.stringContaining('should be “    aborted: "Demande annulée.",”'),
      fix: `Run \`${project.commands.write}\`.`,
    },
  ]);
  expect(written(changed).read('fr.ts')).toContain('aborted: "Demande annulée.",');
});

test('French is set as French', () => {
  const changed = withCatalogues({ fr: french({ msgstr: "L'envoi est annulé ! Réessayez." }) });
  expect(written(changed).read('fr.ts')).toContain('"L’envoi est annulé\u202F! Réessayez."');
});

test('a language whose catalogue has every text appears, and leaves with its catalogue', () => {
  const { target, has, read } = written(withCatalogues({ 'zh-Hant': french({}) }));
  expect(read('zh-Hant.ts')).toContain('export const endUserTextsZhHant: EndUserTexts = {');
  expect(read('index.ts')).toContain("import { endUserTextsZhHant } from './zh-Hant.ts';");
  expect(read('index.ts')).toContain("'zh-Hant': endUserTextsZhHant,");

  written(project, target);
  expect(has('zh-Hant.ts')).toBe(false);
  expect(read('index.ts')).not.toContain('zh-Hant');
  expect(read('index.ts')).toContain("'fr': endUserTextsFr,");
});

test('in a language that is declared complete, a text that is not translated is in English', () => {
  const changed = withCatalogues({ fr: french({ msgstr: '' }) });
  expect(written(changed).read('fr.ts')).toContain(`aborted: "${canceled}",`);
  expect(written(changed).read('fr.ts')).toContain('Réessayez.');
});

test.each([
  ['not translated', { msgstr: '' }],
  ['a guess', { fuzzy: true }],
])('another language with a text that is %s has none', (_, change) => {
  const changed = withCatalogues({ fr: french(change) }, ['pt']);
  expect(faultsOf(changed)).toEqual([
    expect.objectContaining({ file: 'index.ts' }),
    expect.objectContaining({
      file: 'fr.ts',
      message: expect.stringContaining('no longer exists'),
    }),
  ]);
  expect(written(changed).has('fr.ts')).toBe(false);
});

test('a package without texts gets none', () => {
  const others = repository.folders.filter(({ endUserTexts }) => endUserTexts === undefined);
  const { has } = written({ ...repository, folders: others.slice(0, 1) });
  expect(has('index.ts')).toBe(false);
});

test('another package translates its texts in its own catalogues', () => {
  const name = '@sms-connectors/verify';
  const folders = repository.folders.filter(({ package: owner }) => owner?.name === name);
  const { target } = written({ ...repository, folders });
  const read = (file: string): string =>
    readFileSync(path.join(target, 'packages/verify/src/texts/end-user-texts', file), 'utf8');
  expect(read('fr.ts')).toContain('// Made from packages/verify/guide/fr.po, which translates');
  expect(read('fr.ts')).toContain(
    '  wrong: {\n    one: "Ce code est incorrect. Il vous reste {{attempts}} essai.",\n',
  );
  expect(read('pt.ts')).toContain('expired: "Este código expirou. Peça um novo.",');
  expect(read('index.ts')).toContain("'pt': endUserTextsPt,");
});

test('a module without English texts is named', async () => {
  const acme = mkdtempSync(path.join(tmpdir(), 'texts-'));
  onTestFinished(() => rmSync(acme, { recursive: true, force: true }));
  mkdirSync(path.join(acme, 'guide'));
  mkdirSync(path.join(acme, 'src'));
  writeFileSync(path.join(acme, 'package.json'), '{ "name": "acme", "type": "module" }');
  writeFileSync(path.join(acme, 'guide/guide.md'), '# Acme\n');
  writeFileSync(path.join(acme, 'src/english-end-user-texts.ts'), 'export const texts = {};\n');
  await expect(readProject(acme)).rejects.toThrow(
    'src/english-end-user-texts.ts: The module has no export `englishEndUserTexts`.',
  );
});
