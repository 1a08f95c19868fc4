import { existsSync } from 'node:fs';
import path from 'node:path';
import type { GuideDocument } from '@sms-connectors/core';
import { describe, expect, test } from 'vitest';
import { type AcmeProject, acmeProject } from './acme.ts';

const sentence = 'Keys never expire. Is yours old?';
const changed = 'Keys never expire. Is your key old?';

/** Says in package.json which languages must be complete. */
const declare = ({ edit }: AcmeProject, ...languages: readonly string[]): void =>
  edit(
    'package.json',
    '"type": "module",',
    `"type": "module", "sms-connectors": { "completeLanguages": ${JSON.stringify(languages)} },`,
  );
const has = ({ root }: AcmeProject, file: string): boolean => existsSync(path.join(root, file));
const site = (locale: string): string =>
  `site/i18n/${locale}/docusaurus-plugin-content-docs/current/integrations/acme.mdx`;

describe('a contributor who writes only English', () => {
  test('adds a guide: the check passes, and counts what is not translated in each language', async () => {
    const acme = await acmeProject((project) => {
      declare(project, 'fr', 'pt');
      project.remove('guide/fr.po');
      project.remove('guide/pt.po');
    });
    const { faults, gaps } = await acme.findings();
    expect(faults).toEqual([]);
    expect(gaps.map(({ locale, file, sentences }) => ({ locale, file, sentences }))).toEqual([
      { locale: 'fr', file: 'guide/fr.po', sentences: 12 },
      { locale: 'pt', file: 'guide/pt.po', sentences: 12 },
    ]);
  });

  test('changes a sentence: its paragraph and its page say, in the reader’s language, that it is not translated', async () => {
    const acme = await acmeProject();
    acme.edit('guide/guide.md', sentence, changed);
    await acme.generate('site');
    expect((await acme.findings()).faults).toEqual([]);

    const note = 'Cette page n’est pas encore entièrement traduite.';
    const readme = acme.read('guide/README.fr.md');
    expect(readme).toContain(`)\n\n> **Remarque**\n>\n> ${note}`);
    expect(readme).toContain(`> ${changed} _(pas encore traduit)_\n`);
    expect(readme.match(/pas encore traduit\)/g)).toHaveLength(1);
    expect(acme.read(site('fr'))).toContain(`:::note[Remarque]\n${note}`);
    expect(acme.read(site('fr'))).toContain(`${changed} _(pas encore traduit)_\n:::`);
    expect(acme.read('guide/README.pt.md')).toContain(`${changed} _(ainda não traduzido)_`);
    expect(acme.read('README.md')).not.toContain('not translated');

    const { isTranslated, sections } = JSON.parse(acme.read('guide/fr.json')) as GuideDocument;
    expect(isTranslated).toBe(false);
    expect(sections[0]?.html).toMatch(
      /^<aside class="note"><p><strong>Remarque<\/strong><\/p><p>Cette page/,
    );
    expect(sections.find(({ id }) => id === 'get-the-key')?.html).toContain(
      'Is your key old? <em>(pas encore traduit)</em>',
    );
  });

  test('a page without any translation says so once at the top', async () => {
    const acme = await acmeProject((project) => {
      declare(project, 'fr', 'pt');
      project.remove('guide/fr.po');
    });
    await acme.generate('site');
    for (const file of ['guide/README.fr.md', site('fr')]) {
      expect(acme.read(file).match(/pas encore traduit/g)).toHaveLength(1);
      expect(acme.read(file)).toContain('Cette page n’est pas encore traduite.');
    }
    expect(acme.read('guide/README.fr.md')).toMatch(/^<!-- Made from guide\/guide\.md by/);
  });
});

describe('before a release', () => {
  test('every sentence of a declared language must be translated', async () => {
    const acme = await acmeProject((project) => declare(project, 'en', 'fr'));
    acme.edit('guide/guide.md', sentence, changed);
    await acme.generate();
    const { faults, gaps } = await acme.findings({ strict: true });
    expect(faults.map(({ file, message }) => [file, message])).toEqual([
      ['guide/fr.po', `Not translated: (guide#get-the-key) “${changed}”`],
      ['guide/fr.po', `Stale: the English sentence was removed or changed: “${sentence}”`],
    ]);
    expect(new Set(gaps.map(({ locale }) => locale))).toEqual(new Set(['pt']));
  });

  test('a catalogue that declares itself complete is needed, and the others of its language are not', async () => {
    const acme = await acmeProject((project) => {
      declare(project, 'en', 'fr');
      project.edit('guide/pt.po', '8bit\\n"', '8bit\\n"\n"X-Complete: yes\\n"');
      project.write('docs/pages/start.md', '# Start\n');
    });
    await acme.generate();
    acme.edit('guide/guide.md', sentence, changed);
    await acme.sync();
    expect(acme.read('guide/pt.po')).toContain('"X-Complete: yes\\n"');
    await acme.generate();
    const { faults, gaps } = await acme.findings({ strict: true });
    expect(faults.map(({ file, message }) => [file, message])).toEqual([
      ...['guide/fr.po', 'guide/pt.po'].flatMap((file) => [
        [file, `Not translated: (guide#get-the-key) “${changed}”`],
        [file, `Obsolete translation: “${sentence}”`],
      ]),
      ['docs/pages/fr.po', 'Not translated: (start) “Start”'],
    ]);
    expect(gaps.map(({ locale, file }) => [locale, file])).toEqual([['pt', 'docs/pages/pt.po']]);
  });

  test('a catalogue cannot declare anything else about itself', async () => {
    await expect(
      acmeProject((project) =>
        project.edit('guide/pt.po', '8bit\\n"', '8bit\\n"\n"X-Complete: soon\\n"'),
      ).then((acme) => acme.findings()),
    ).rejects.toThrow('guide/pt.po: The header X-Complete is “soon”.');
  });

  test('a declared language without any catalogue is missing', async () => {
    const acme = await acmeProject((project) => declare(project, 'fr', 'pt', 'eo'));
    expect((await acme.findings()).faults).toEqual([]);
    const { faults } = await acme.findings({ strict: true });
    expect(faults.map(({ file }) => file)).toEqual(['locales/eo.po', 'guide/eo.po']);
  });
});

describe('sync --keep', () => {
  test('keeps the translation of a sentence that was reworded', async () => {
    const acme = await acmeProject();
    acme.edit('guide/guide.md', sentence, changed);
    expect(await acme.sync({ keep: true })).toEqual(
      ['guide/fr.po', 'guide/pt.po'].map((file) => ({
        file,
        untranslated: 0,
        obsolete: 0,
        kept: [{ from: sentence, to: changed }],
      })),
    );
    await acme.generate();
    expect(await acme.check()).toEqual([]);
    expect(acme.read('guide/README.fr.md')).toContain('La vôtre est-elle ancienne');
  });

  test('keeps those of two sentences next to each other, in their order, and of a heading', async () => {
    const acme = await acmeProject();
    acme.edit('guide/guide.md', 'Get the key', 'Copy the key');
    acme.edit('guide/guide.md', '#get-the-key', '#copy-the-key');
    acme.edit('guide/guide.md', 'Click **New key**, and put', 'Click **New key** and put');
    acme.edit('guide/guide.md', sentence, changed);
    const [french] = await acme.sync({ keep: true });
    // The link in the first paragraph has another anchor, which its translation lacks.
    expect(french).toMatchObject({ untranslated: 1, obsolete: 1 });
    expect(french?.kept.map(({ to }) => to)).toEqual([
      'Copy the key',
      'Click **New key** and put it into `apiKey`. A template holds `{{code}}`.',
      changed,
    ]);
  });

  test('keeps nothing if it is not certain which sentence has changed', async () => {
    const acme = await acmeProject();
    acme.edit('guide/guide.md', sentence, `${changed}\n\nKeys are long.`);
    const [french] = await acme.sync({ keep: true });
    expect(french).toEqual({ file: 'guide/fr.po', untranslated: 2, obsolete: 1, kept: [] });
  });

  test('keeps no translation that lacks what the new sentence has', async () => {
    const acme = await acmeProject();
    acme.edit('guide/guide.md', sentence, 'Keys such as `key-1` never expire.');
    const [french] = await acme.sync({ keep: true });
    expect(french).toMatchObject({ untranslated: 1, obsolete: 1, kept: [] });
  });

  test('finds a single sentence also after a sync without it', async () => {
    const acme = await acmeProject();
    acme.edit('guide/guide.md', sentence, changed);
    await acme.sync();
    const [french] = await acme.sync({ keep: true });
    expect(french).toMatchObject({ untranslated: 0, obsolete: 0, kept: [{ to: changed }] });
  });
});

describe('a new language', () => {
  test('gets files only where something is translated', async () => {
    const acme = await acmeProject();
    await acme.sync({ added: ['eo'] });
    await acme.generate('site');
    expect(has(acme, 'guide/README.eo.md')).toBe(false);
    expect(has(acme, 'guide/eo.json')).toBe(false);
    expect(acme.read('README.md')).not.toContain('Esperanto');
    // Docusaurus would show this page in English without saying so.
    expect(acme.read(site('eo'))).toContain('This page is not translated yet.');

    acme.edit(
      'guide/eo.po',
      'msgid "Get the key"\nmsgstr ""',
      'msgid "Get the key"\nmsgstr "Akiri la ŝlosilon"',
    );
    await acme.generate('site');
    expect(acme.read('guide/README.eo.md')).toContain('## Akiri la ŝlosilon');
    expect(acme.read('README.md')).toContain('[Esperanto](');
    expect(has(acme, 'guide/eo.md') && has(acme, 'guide/eo.json')).toBe(true);
    expect((await acme.findings()).faults).toEqual([]);
  });

  test('may begin with one of several guides', async () => {
    const acme = await acmeProject((project) => {
      project.write('docs/pages/start.md', '---\nslug: /start\n---\n\n# Start\n');
      for (const locale of ['fr', 'pt']) {
        project.write(`docs/pages/${locale}.po`, 'msgid "Start"\nmsgstr "Oui"\n');
      }
    });
    const synced = await acme.sync({ added: ['eo'], folders: ['guide'] });
    const started = synced.map(({ file }) => file).filter((file) => file.endsWith('eo.po'));
    expect(started).toEqual(['locales/eo.po', 'guide/eo.po']);
    await acme.sync({ added: ['de'] });
    expect(has(acme, 'docs/pages/de.po')).toBe(true);
    expect(has(acme, 'docs/pages/eo.po')).toBe(false);
  });

  test('includes the words of a package’s own interface', async () => {
    const acme = await acmeProject(({ write }) => {
      write('package.json', '{ "private": true, "workspaces": ["page"] }');
      write('page/package.json', '{ "name": "page" }');
      write(
        'page/src/app.ts',
        "export const words = [t('Send it to {name}'), t('It\\'s sent'), t('Yes')];",
      );
      write('page/locales/fr.po', 'msgid "Send it to {name}"\nmsgstr "Envoyer à {nom}"\n');
      write('docs/pages/start.md', '# Start\n');
    });
    // “Yes” is a shared sentence.
    expect(await acme.sync({ added: ['de'] })).toContainEqual({
      file: 'page/locales/de.po',
      untranslated: 2,
      obsolete: 0,
      kept: [],
    });
    const { faults, gaps } = await acme.findings();
    expect(faults.filter(({ file }) => file.startsWith('page/'))).toEqual([
      expect.objectContaining({
        check: 'markup',
        message: expect.stringContaining('lacks placeholder “{name}” and has placeholder “{nom}”'),
      }),
    ]);
    expect(gaps.map(({ message }) => message)).toContain("Not translated: “It's sent”");
  });
});
