import { describe, expect, test } from 'vitest';
import { mdxFaults } from '../src/checks/mdx-faults.ts';
import { acmeProject } from './acme.ts';

const link = '(https://acme.example/console)';
const catalogues = ['guide/fr.po', 'guide/pt.po'];

test('a correct project has no faults', async () => {
  const acme = await acmeProject();
  expect(await acme.check()).toEqual([]);
});

describe('the schema', () => {
  test('a field without a description', async () => {
    const acme = await acmeProject(({ edit }) =>
      edit('index.js', "description: 'Where messages are handled.', ", ''),
    );
    expect(await acme.check()).toContainEqual({
      check: 'schema',
      file: 'package.json',
      message: 'The config field zone has no description.',
      fix: "Give it z.meta({ description: '…' }) in the schema.",
    });
  });

  test('an example that does not parse', async () => {
    const acme = await acmeProject(({ edit }) => edit('index.js', 'key-example', 'example'));
    expect(await acme.check()).toContainEqual(
      expect.objectContaining({
        check: 'example',
        message: expect.stringMatching(/^The example config does not parse: apiKey: /),
      }),
    );
  });

  test('a message that cannot be translated', async () => {
    const acme = await acmeProject(({ edit }) =>
      edit('index.js', "z.regex(/^key-/, 'must begin with key-: see :keys')", 'z.check(() => {})'),
    );
    expect(await acme.check()).toContainEqual({
      check: 'schema',
      file: 'package.json',
      message: 'A check of the config schema has a message that cannot be translated.',
      fix: "Write it as z.refine(check, { path: ['field'], message: '…' }).",
    });
  });

  test('an error message without translation', async () => {
    const acme = await acmeProject();
    const { messages } = JSON.parse(acme.read('guide/fr.json')) as {
      messages: Record<string, string>;
    };
    expect(messages['must begin with key-: see :keys']).toBe('commence par key-: voir :keys');
    acme.edit('guide/fr.po', 'msgstr "commence par key-: voir :keys"', 'msgstr ""');
    expect(await acme.check()).toContainEqual(
      expect.objectContaining({
        file: 'guide/fr.po',
        message: 'Not translated: (config messages) “must begin with key-: see :keys”',
      }),
    );
  });

  test('after an enum value is added, one command updates every page of every language', async () => {
    const before = await acmeProject();
    const after = await acmeProject(({ edit }) =>
      edit('index.js', "['eu', 'us']", "['eu', 'us', 'uk']"),
    );
    for (const file of ['README.md', 'guide/README.fr.md', 'guide/README.pt.md']) {
      expect(before.read(file)).toContain('| `eu`, `us` |');
      expect(after.read(file)).toContain('| `eu`, `us`, `uk` |');
      // The value was added, but nothing was regenerated.
      after.write(file, before.read(file));
    }
    expect(after.read('guide/fr.json')).toContain('"uk"');
    expect(await after.check()).toEqual(
      ['README.md', 'guide/README.fr.md', 'guide/README.pt.md'].map((file) =>
        expect.objectContaining({ check: 'files', file, fix: 'Run `npx sms-connectors-docs`.' }),
      ),
    );
    expect((await after.generate()).written).toBe(3);
    expect(after.read('guide/README.fr.md')).toContain('`eu`, `us` et `uk`.');
    expect(await after.check()).toEqual([]);
  });
});

describe('an English page', () => {
  test.each([
    [
      'values listed by hand',
      'one of :list[zone].',
      'one of `eu` and `us`.',
      'enum-list',
      'Write :list[zone]',
    ],
    ['an unknown directive', ':list[zone]', ':list[zones]', 'page', 'Unknown directive'],
    [
      'a label that the console does not show',
      '::capabilities',
      'Press :console[Sent].\n\n::capabilities',
      'page',
      'The labels that guides can use are Delivery plan, Real {name} account, ',
    ],
    ['an unknown slot', '::capabilities', '::abilities', 'page', 'Unknown slot ::abilities.'],
    ['a missing slot', '::migration\n', '', 'page', 'The page has no ::migration.'],
    [
      'an anchor that no heading has',
      '(#get-the-key)',
      '(#get-a-key)',
      'link',
      'the anchor #get-a-key',
    ],
    ['an unknown guide', link, '(guide:acne)', 'link', 'No connector has the guide guide:acne.'],
    [
      'a link to a missing file',
      link,
      '(./setup.md)',
      'link',
      'The file of the link ./setup.md does not exist.',
    ],
    ['HTML', 'Keys never expire.', '<b>Keys</b> never expire.', 'page', 'The page contains HTML'],
    ['an unknown box', ':::tip', ':::hint', 'page', 'Unknown box :::hint.'],
    [
      'a second title',
      '## Get the key',
      '# Get the key',
      'page',
      'does not start with a title, or has more than one',
    ],
  ])('%s', async (_, from, to, check, text) => {
    const acme = await acmeProject();
    acme.edit('guide/guide.md', from, to);
    const faults = await acme.check();
    const found = faults.filter(({ file }) => file === 'guide/guide.md');
    expect(found.map((fault) => fault.check)).toContain(check);
    expect(found.map(({ message, fix }) => `${message} ${fix}`).join('\n')).toContain(text);
  });

  test('a translation whose quotes are not closed', async () => {
    const acme = await acmeProject();
    acme.edit('guide/fr.po', 'msgstr "commence par key-: voir :keys"', 'msgstr "commence par key-');
    await expect(acme.check()).rejects.toMatchObject({
      fault: {
        check: 'catalogue',
        file: 'guide/fr.po',
        message: expect.stringMatching(/^Line \d+ cannot be parsed\.$/),
      },
    });
  });

  test('braces and angle brackets in prose are escaped, so that MDX reads them as text', async () => {
    const acme = await acmeProject();
    acme.edit('guide/guide.md', 'Keys never expire.', 'Keys {{never}} expire in 1 < 2 years.');
    const faults = await acme.check();
    expect(faults.filter(({ check }) => check === 'mdx')).toEqual([]);
  });

  test.each([
    ['Hello {{code}} there.', 'MDX would execute'],
    ['Hello {process.exit()}.', 'MDX would execute'],
    ['import fs from "node:fs"', 'MDX would execute'],
    ['# Title {/* anything */}', 'MDX would execute'],
    ['Hello <Tip>.', 'does not parse'],
  ])('MDX with code: %s', (content, text) => {
    const output = { target: 'site', locale: 'fr', path: 'acme.mdx', source: 'guide.md' } as const;
    expect(mdxFaults({ ...output, content })).toEqual([
      expect.objectContaining({ check: 'mdx', message: expect.stringContaining(text) }),
    ]);
    expect(mdxFaults({ ...output, content: '## Title {/* #title */}\n\n`{{code}}`' })).toEqual([]);
  });
});

describe('a catalogue', () => {
  test('a changed sentence is reported in every language, together with the new one', async () => {
    const acme = await acmeProject();
    acme.edit('guide/guide.md', 'Keys never expire.', 'Keys expire.');
    const faults = (await acme.check()).filter(({ check }) => check === 'catalogue');
    expect(faults.map(({ file, message }) => [file, message])).toEqual(
      catalogues.flatMap((file) => [
        [file, 'Not translated: (guide#get-the-key) “Keys expire. Is yours old?”'],
        [
          file,
          'Stale: the English sentence was removed or changed: “Keys never expire. Is yours old?”',
        ],
      ]),
    );
    expect(faults[0]?.fix).toBe('Run `npx sms-connectors-docs sync`, then translate it.');
  });

  test.each([
    [
      'a changed link',
      link,
      '(https://acme.example/fr)',
      'lacks link “https://acme.example/console” and has link',
    ],
    [
      'a translated button label',
      '**New key**',
      '**Nouvelle clé**',
      'lacks bold “New key” and has bold “Nouvelle clé”',
    ],
    ['changed code', '`apiKey`', '`cléApi`', 'lacks code “apiKey”'],
    ['a translated placeholder', '{{code}}', '{{código}}', 'placeholder “{{código}}”'],
    ['a lost directive', ':list[zone]', 'eu', 'lacks directive “:list[zone]”'],
  ])('%s', async (_, from, to, text) => {
    const acme = await acmeProject();
    const [before = '', ...after] = acme.read('guide/fr.po').split(/(?=\nmsgstr )/);
    const changed = after.map((entry) => {
      const [msgstr = '', ...rest] = entry.split(/(?=\n\n)/);
      return [msgstr.replaceAll(from, to), ...rest].join('');
    });
    acme.write('guide/fr.po', [before, ...changed].join(''));
    const markup = (await acme.check()).filter(({ check }) => check === 'markup');
    expect(markup).toEqual([
      {
        check: 'markup',
        file: 'guide/fr.po',
        message: expect.stringContaining(text),
        fix: 'Keep code, links, bold and placeholders unchanged.',
      },
    ]);
  });

  test('a picture with an untranslated description, or another picture', async () => {
    const acme = await acmeProject();
    const picture = '![A key.](https://acme.example/key.svg)';
    acme.write('guide/guide.md', `${acme.read('guide/guide.md')}\n${picture}\n`);
    const translation = '![Une clé.](https://acme.example/cle.svg)';
    const entry = `\nmsgid "${picture}"\nmsgstr "${translation}"\n`;
    acme.write('guide/fr.po', `${acme.read('guide/fr.po')}${entry}`);
    const faults = await acme.check();
    expect(faults.filter(({ check }) => check === 'markup')).toMatchObject([
      { file: 'guide/fr.po', message: expect.stringContaining('lacks link') },
    ]);
    expect(faults.filter(({ check }) => check === 'catalogue')).toMatchObject([
      { file: 'guide/pt.po', message: expect.stringContaining(picture) },
    ]);
  });

  test('a missing language', async () => {
    const acme = await acmeProject(({ write }) => write('locales/eo.po', ''));
    const faults = await acme.check();
    expect(faults).toContainEqual({
      check: 'catalogue',
      file: 'guide/eo.po',
      locale: 'eo',
      isRequired: true,
      sentences: 12,
      message: 'No catalogue yet: 12 sentences to translate.',
      fix: 'Run `npx sms-connectors-docs sync eo`, then translate them.',
    });
  });

  test.each([
    [
      'empty',
      'msgstr "Récupérer la clé"',
      'msgstr ""',
      'Not translated: (guide#get-the-key) “Get the key”',
    ],
    [
      'fuzzy',
      '#: guide#get-the-key\nmsgid "Get the key"',
      '#, fuzzy\nmsgid "Get the key"',
      'Marked as fuzzy',
    ],
    [
      'the English itself',
      'msgstr "Récupérer la clé"',
      'msgstr "Get the key"',
      'Same as the English',
    ],
    [
      'more than one sentence',
      'msgstr "Récupérer la clé"',
      'msgstr "# Récupérer la clé"',
      'not a single sentence',
    ],
    [
      'obsolete',
      '#: manifest',
      '#~ msgid "Old"\n#~ msgstr "Vieux"\n\n#: manifest',
      'Obsolete translation: “Old”',
    ],
  ])('a translation that is %s', async (_, from, to, text) => {
    const acme = await acmeProject();
    acme.edit('guide/fr.po', from, to);
    const faults = (await acme.check()).filter(({ file }) => file === 'guide/fr.po');
    expect(faults.map(({ message }) => message)).toEqual([expect.stringContaining(text)]);
  });

  test('a translation flagged as the same can equal the English', async () => {
    const acme = await acmeProject(({ edit }) => {
      edit('guide/fr.po', 'msgid "Get the key"', '#, same\nmsgid "Get the key"');
      edit('guide/fr.po', 'msgstr "Récupérer la clé"', 'msgstr "Get the key"');
    });
    expect(await acme.check()).toEqual([]);
  });
});

describe('files', () => {
  test('a hand-edited README is reported with its first different line', async () => {
    const acme = await acmeProject();
    acme.edit('guide/README.pt.md', 'As chaves nunca expiram.', 'As chaves expiram.');
    expect(await acme.check()).toEqual([
      {
        check: 'files',
        file: 'guide/README.pt.md',
        message: expect.stringMatching(
          /line \d+ should be “> As chaves nunca expiram\. A sua é antiga\?”\./,
        ),
        fix: 'Run `npx sms-connectors-docs`.',
      },
    ]);
  });

  test('a long line is reported by its different part', async () => {
    const acme = await acmeProject();
    const file = 'guide/pt.json';
    acme.edit(file, 'As chaves nunca expiram.', 'As chaves expiram.');
    acme.write('README.md', `${acme.read('README.md')}More.\n`);
    const faults = await acme.check();
    const long = faults.find((fault) => fault.file === file)?.message ?? '';
    expect(long).toMatch(/should be “….*As chaves nunca expiram\..*”\.$/);
    expect(long.length).toBeLessThan(250);
    expect(faults.find((fault) => fault.file === 'README.md')?.message).toMatch(
      /line \d+ should be empty\.$/,
    );
  });

  test('a missing README', async () => {
    const acme = await acmeProject();
    acme.remove('README.md');
    expect(await acme.check()).toEqual([
      expect.objectContaining({ file: 'README.md', message: 'The file does not exist.' }),
    ]);
  });

  test('orphan pages: the generator removes only files that it wrote', async () => {
    const acme = await acmeProject();
    acme.write('guide/README.de.md', acme.read('guide/README.fr.md'));
    acme.write('guide/de.json', acme.read('guide/fr.json'));
    acme.write('README.pt.md', '# Minha página\n');
    const orphans = async () => (await acme.check()).map(({ file, fix }) => [file, fix]);
    expect(await orphans()).toEqual([
      ['README.pt.md', 'Delete it.'],
      ['guide/README.de.md', 'Run `npx sms-connectors-docs`.'],
      ['guide/de.json', 'Run `npx sms-connectors-docs`.'],
    ]);
    expect((await acme.generate()).removed).toBe(2);
    expect(await orphans()).toEqual([['README.pt.md', 'Delete it.']]);
  });
});
