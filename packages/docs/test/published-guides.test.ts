import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compile } from '@mdx-js/mdx';
import type { GuideDocument } from '@sms-connectors/core';
import { buildAll, readProject } from '@sms-connectors/docs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import GithubSlugger from 'github-slugger';
import { describe, expect, test } from 'vitest';
import { acmeProject } from './acme.ts';
import { repository as project, root } from './repository.ts';

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const guides = [...buildAll(project)].flatMap(({ outputs }) =>
  outputs.filter(({ target }) => target === 'markdown' || target === 'json'),
);
const documents = guides.filter(({ target }) => target === 'json');
const pages = guides.filter(({ target }) => target === 'markdown');
const linksIn = (text: string): readonly string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)|href="([^"]+)"/g)].map(([, a, b]) => a ?? b ?? '');

test('every connector has a guide in each complete language, as Markdown and as JSON', () => {
  const { connectors, completeLocales = [] } = project;
  expect(completeLocales).toEqual(expect.arrayContaining(['fr', 'pt']));
  expect(connectors.length).toBeGreaterThan(4);
  const expected = connectors.flatMap(({ package: { folder } }) =>
    ['en', ...completeLocales].flatMap((locale) =>
      ['json', 'md'].map((extension) => `${folder}/guide/${locale}.${extension}`),
    ),
  );
  expect(guides.map(({ path: file }) => file)).toEqual(expect.arrayContaining(expected));
});

describe('the JSON Schema', () => {
  const schema = JSON.parse(read('packages/core/guide/guide.schema.json')) as object;
  // Formats are for other validators.
  const isValid = new Ajv2020({ validateFormats: false }).compile(schema);

  test.each(documents)('describes $path', ({ content }) => {
    isValid(JSON.parse(content));
    expect(isValid.errors).toBeNull();
  });

  test('refuses a document without sections', () => {
    const { sections: _, ...others } = JSON.parse(documents[0]?.content ?? '{}') as GuideDocument;
    expect(isValid(others)).toBe(false);
  });
});

test.each(guides)('the links of $path do not depend on where it is shown', ({ content }) => {
  const links = linksIn(content.replaceAll('\\"', '"'));
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((link) => !/^(https:\/\/|#)/.test(link))).toEqual([]);
});

test.each(pages)('$path is valid MDX, and its own links have a target', async ({ content }) => {
  const body = content.replace(/^---\n[^]*?\n---\n/, '');
  const compiled = String(await compile(body));
  expect(compiled).toContain('MDXContent');
  const slugger = new GithubSlugger();
  const headings = [...body.matchAll(/^#+ (.+)$/gm)];
  const slugs = new Set(headings.map(([, words = '']) => slugger.slug(words)));
  const anchors = linksIn(content).filter((link) => link.startsWith('#'));
  expect(anchors.filter((anchor) => !slugs.has(anchor.slice(1)))).toEqual([]);
});

test('a document has the logo, and the address of the site in its language', () => {
  const french = JSON.parse(read('packages/twilio/guide/fr.json')) as GuideDocument;
  expect(french.logo).toBe(read('packages/twilio/guide/logo.svg'));
  expect(french.siteUrl).toBe('https://sms-connectors.github.io/sms-connectors/fr');
  const html = french.sections.map((section) => section.html).join('\n');
  expect(linksIn(html)).toContain(`${french.siteUrl}/receive-delivery-reports`);
  expect(read('packages/twilio/guide/fr.md')).toContain(
    `](${french.siteUrl}/receive-delivery-reports)`,
  );
});

describe('in somebody else’s project', () => {
  test('a connector without a logo gets its initial, and keeps its own', async () => {
    const acme = await acmeProject();
    expect(acme.read('guide/logo.svg')).toMatch(/>A<\/text>/);
    expect(await acme.check()).toEqual([]);
    acme.write('guide/logo.svg', '<svg/>');
    await acme.generate();
    expect(acme.read('guide/logo.svg')).toBe('<svg/>');
    expect(JSON.parse(acme.read('guide/en.json'))).toMatchObject({ logo: '<svg/>' });
  });

  test('links begin with the address of its site', async () => {
    const acme = await acmeProject(({ edit }) => {
      edit('guide/guide.md', 'Keys never expire.', 'Keys never expire. See [Acme](guide:acme).');
      edit(
        'package.json',
        '"type": "module",',
        '"type": "module", "sms-connectors": { "site": "https://acme.example/docs/" },',
      );
    });
    expect(acme.read('guide/en.md')).toContain(
      '[Acme](https://acme.example/docs/integrations/acme)',
    );
    const there = await readProject(acme.root, { siteUrl: 'https://else.example' });
    const [built] = buildAll(there);
    const document = built?.outputs.find(({ path: file }) => file === 'guide/fr.json');
    expect(document?.content).toContain('"siteUrl": "https://else.example/fr"');
    expect(document?.content).toContain('https://else.example/fr/integrations/acme');
  });
});
