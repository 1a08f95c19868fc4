import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compile } from '@mdx-js/mdx';
import {
  type ConnectorFactory,
  type ConfigSchema,
  type GuideDocument,
  trialAccount,
  usageTypes,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { buildAll, type Output, type PageFolder, plainWordsIn } from '@sms-connectors/docs';
import { describe, expect, test } from 'vitest';
import { consoleLabels, labels } from '../src/strings.ts';
import { acmeProject } from './acme.ts';
import { repository as project, root } from './repository.ts';

const built = [...buildAll(project)];
const outputs = built.flatMap((folder) => folder.outputs);
const { locales } = project;

const of = (target: Output['target'], part: string) =>
  outputs.filter((output) => output.target === target && output.source.includes(part));
const guide = (id: string, locale: string): GuideDocument =>
  JSON.parse(
    readFileSync(path.join(root, `packages/${id}/guide/${locale}.json`), 'utf8'),
  ) as GuideDocument;

/** Returns the bold texts of a page, without our own labels. */
const providerLabels = ({ content, locale }: Output, provider: string): readonly string[] => {
  const [folder] = project.folders as [PageFolder];
  const words = plainWordsIn(project, folder, locale);
  const own = [...consoleLabels, labels.note, labels.tip, labels.warning].map((label) =>
    words.of(label),
  );
  const ours = new Set(own.map((label) => `**${label.replace('{name}', provider)}**`));
  const bold = content.match(/\*\*[^*]+\*\*/g) ?? [];
  return bold.filter((label) => !ours.has(label)).toSorted();
};

const factory = async (folder: string) => {
  const exported: unknown = await import(path.join(root, folder, 'src/index.ts'));
  return (exported as { connector?: ConnectorFactory<ConfigSchema> }).connector;
};

test('finds this project’s languages and connectors', () => {
  expect(locales).toEqual(expect.arrayContaining(['en', 'fr', 'pt']));
  expect(project.connectors.map(({ packageName }) => packageName)).toEqual(
    expect.arrayContaining(['@sms-connectors/mock', '@sms-connectors/twilio']),
  );
});

test('the README lists the connectors by name', () => {
  const readme = outputs.find(({ path: file, locale }) => file === 'README.md' && locale === 'en');
  const list = readme?.content.split('\n').find((line) => line.startsWith('[Alibaba Cloud]')) ?? '';
  const names = [...list.matchAll(/\[([^\]]+)\]/g)].map(([, name = '']) => name);
  expect(names.length).toBe(project.connectors.length);
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')));
});

describe.each(
  project.connectors.map(({ package: { folder }, facts: { manifest } }) => ({
    folder,
    id: manifest.id,
    provider: manifest.name,
  })),
)('the guide of $id', ({ folder, id, provider }) => {
  test('has a valid example with every usage type', async () => {
    const connector = await factory(folder);
    const { example } = guide(id, 'en') as { example: { templates: { usageType: string }[] } };
    expect(connector && z.safeParse(connector.configSchema, example).success).toBe(true);
    expect(example.templates.map(({ usageType }) => usageType)).toEqual([...usageTypes]);
    for (const { content } of of('readme', `${id}/guide`)) {
      expect(content).toContain(`\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``);
    }
  });

  test.each(['readme', 'site'] as const)(
    'has the same structure in every language: %s',
    (target) => {
      const structures = of(target, `${id}/guide`).map((output) => ({
        code: output.content.match(/^```[^]*?^```$/gm),
        headings: output.content.match(/^#+(?= )/gm),
        ids: output.content.match(/\{\/\* #\S+ \*\/\}/g),
        bold: providerLabels(output, provider),
        inlineCode: output.content.match(/`[^`\n]+`/g)?.toSorted(),
      }));
      expect(structures.length).toBeGreaterThan(2);
      for (const structure of structures) expect(structure).toEqual(structures[0]);
    },
  );

  test('marks secrets, and explains each error and what to do', () => {
    const written = of('json', `${id}/guide`).map(({ locale }) => locale);
    expect(written).toEqual(expect.arrayContaining(['en', 'fr', 'pt']));
    for (const locale of written) {
      const { config, errors, sections } = guide(id, locale);
      const secrets = config.flatMap(({ fields }) => fields.filter(({ secret }) => secret));
      const english = guide(id, 'en').config.flatMap(({ fields }) => fields);
      expect(secrets.map(({ name }) => name)).toEqual(
        english.filter(({ secret }) => secret).map(({ name }) => name),
      );
      expect(errors.length).toBeGreaterThan(0);
      for (const { meaning, advice } of errors) expect([meaning, advice]).not.toContain('');
      expect(sections.map((section) => section.id)).toEqual(
        guide(id, 'en').sections.map((section) => section.id),
      );
    }
  });
});

const adviceOn = (id: string, code: string, locale: string) =>
  guide(id, locale).errors.find(({ causes }) => causes.some(({ cause }) => cause === code))?.advice;

test('a row with its own advice says it in every language', () => {
  expect(adviceOn('twilio', '21608', 'en')).toBe(trialAccount.advice);
  for (const locale of ['en', 'fr', 'pt']) {
    const advice = adviceOn('twilio', '21608', locale);
    expect(adviceOn('vonage', '29', locale)).toBe(advice);
    expect(adviceOn('twilio', '10001', locale)).not.toBe(advice);
  }
});

test('every page of the docs site compiles as MDX', async () => {
  for (const { content } of outputs.filter(({ target }) => target === 'site')) {
    const body = content.replace(/^---\n[^]*?\n---\n/, '');
    await expect(compile(body)).resolves.toHaveProperty('value');
  }
}, 60_000);

describe('links', () => {
  test.each(['en', 'fr', 'pt'])(
    'within a README match the anchors that GitHub gives its headings: %s',
    async (locale) => {
      const acme = await acmeProject();
      const readme = acme.read(locale === 'en' ? 'README.md' : `guide/README.${locale}.md`);
      const anchor = { en: 'get-the-key', fr: 'récupérer-la-clé', pt: 'obter-a-chave' }[locale];
      expect(readme).toContain(`](#${anchor})`);
    },
  );

  test('between languages are absolute in pages that npm shows', () => {
    const [english] = of('readme', 'twilio/guide');
    const base = 'https://github.com/sms-connectors/sms-connectors/blob/HEAD/packages/twilio/guide';
    expect(english?.content).toContain('\n\nEnglish · [');
    expect(english?.content).toContain(` · [Français](${base}/README.fr.md)`);
    expect(english?.content).toContain(` · [Português](${base}/README.pt.md)`);
  });

  test('of the root’s README point to every connector’s guide in its language', () => {
    const readme = readFileSync(path.join(root, 'README.fr.md'), 'utf8');
    expect(readme).toContain('[Twilio](packages/twilio/guide/README.fr.md)');
    expect(readme).toContain('[Mock](packages/mock/guide/README.fr.md)');
  });
});

test('French has French typography, outside code', () => {
  const pages = outputs.filter(
    ({ locale, target }) => locale === 'fr' && ['readme', 'site'].includes(target),
  );
  for (const { content } of pages) {
    const prose = content
      .replace(/^---\n[^]*?\n---\n/, '')
      .replaceAll(/^( *)```[^]*?^\1```$/gm, '')
      .replaceAll(/`[^`\n]*`|\*\*[^*]*\*\*|\]\([^)]*\)|<!--.*-->|\{\/\*.*\*\/\}/g, 'x');
    expect(prose.match(/.*( [;:?!»]|« |"|\p{L}'\p{L}).*/gu)).toBeNull();
  }
});

test('labels of the console are those of its page, in the reader’s language', async () => {
  const sentence = 'Choose :console[Real {name} account], press :console[Send].';
  const acme = await acmeProject(({ edit, read, write }) => {
    edit('guide/guide.md', 'Keys never', `${sentence}\n\nKeys never`);
    for (const locale of ['fr', 'pt']) {
      const file = `guide/${locale}.po`;
      write(file, `${read(file)}\nmsgid "${sentence}"\nmsgstr "${locale}: ${sentence}"\n`);
    }
  });
  expect(await acme.check()).toEqual([]);
  expect(acme.read('README.md')).toContain('Choose **Real Acme account**, press **Send**.');
  expect(acme.read('guide/README.fr.md')).toContain('**Vrai compte Acme**, press **Envoyer**.');
  expect(acme.read('guide/README.pt.md')).toContain('**Conta Acme real**, press **Enviar**.');
});

test('mistakes of the first translations do not return', () => {
  const words = outputs.filter(({ locale }) => locale !== 'en').map(({ content }) => content);
  expect(words.join('\n')).not.toMatch(
    /réclamé|revendiqué|reivindicado|enregistrer un compte|registrar (uma )?conta|convivial|Introdução/i,
  );
});
