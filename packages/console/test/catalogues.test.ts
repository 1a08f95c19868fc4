import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ConfigSchema } from '@sms-connectors/core';
import { describe, expect, test } from 'vitest';
import { consoleLabels } from '../../docs/src/strings.ts';
import { checkConfig } from '../src/functions/check-config.ts';
import { readGuide } from '../src/functions/guide.ts';
import { installedConnectors } from '../src/functions/installed-connectors.ts';
import { jsonSchemaOf } from '../src/functions/json-schema.ts';
import { languages } from '../src/functions/languages.ts';
import { issueText } from '../src/page/issue-text.ts';
import { catalogue, translatorOf } from './translations.ts';

const packageFolder = path.resolve(import.meta.dirname, '..');
const sources = globSync('src/**/*.{ts,tsx}', { cwd: packageFolder }).map((file) =>
  readFileSync(path.join(packageFolder, file), 'utf8'),
);
const translated = languages.filter((language) => language !== 'en');
const sentences = new Set(
  sources.flatMap((source) =>
    [...source.matchAll(/\b(?:t|sentence)\(\s*'((?:[^'\\]|\\.)+)'/g)].map(
      ([, words]) => words ?? '',
    ),
  ),
);

test('the page has every label that guides refer to', () => {
  expect(consoleLabels.filter((label) => !sentences.has(label))).toEqual([]);
});

describe.each(translated)('%s', (language) => {
  const { items, words: own } = catalogue('console/locales', language);
  const { words: shared } = catalogue('docs/locales', language);
  const translations = new Map([...shared, ...own]);

  test('does not repeat sentences of the shared catalogue', () => {
    expect([...own.keys()].filter((msgid) => shared.has(msgid))).toEqual([]);
  });

  test('translates every sentence of the page', () => {
    expect(sentences.size).toBeGreaterThan(80);
    expect([...sentences].filter((each) => !translations.get(each))).toEqual([]);
  });

  test('has no unused sentences', () => {
    expect([...own.keys()].filter((msgid) => !sentences.has(msgid))).toEqual([]);
  });

  test.each([...own])('keeps the placeholders of: %s', (msgid, msgstr) => {
    expect(names(msgstr)).toEqual(names(msgid));
  });

  test.each(items)('$msgid differs from its English, unless flagged as the same', (item) => {
    expect(item.msgstr[0] === item.msgid).toBe(item.flags['same'] === true);
  });
});

const connectors = await installedConnectors(path.resolve(packageFolder, '../..'));

describe.each(connectors)('$id', ({ factory, folder }) => {
  test.each(translated)('every config problem is translated to %s', async (language) => {
    const guide = await readGuide(folder, language);
    const configs = wrongConfigs(factory.configSchema, guide?.example as object);
    const issues = configs.flatMap((config) => checkConfig(factory, config).issues);
    const t = translatorOf(language);
    const inEnglish = issues.filter((each) => issueText(each, t, guide ?? null) === each.message);
    expect(issues.length).toBeGreaterThan(5);
    expect([...new Set(inEnglish.map(({ message }) => message))]).toEqual([]);
  });
});

/** Invalid configs: the example with each field wrong, missing or alone, and with conflicting templates. */
function wrongConfigs(schema: ConfigSchema, example: object): readonly object[] {
  const fields = Object.keys(jsonSchemaOf(schema).properties ?? {});
  const template = { usageType: 'Generic', content: '{{code}}' };
  return [
    ...fields.flatMap((field) => [
      { ...example, [field]: '\n'.repeat(3000) },
      { ...example, [field]: undefined },
      { templates: [template], [field]: 'x' },
    ]),
    ...[{ content: '{{' }, { content: '{{ 1! }}' }, { locale: 'no tag' }, {}].map((wrong) => ({
      ...example,
      templates: [template, { ...template, ...wrong }],
    })),
  ];
}

function names(text: string): readonly string[] {
  return [...text.matchAll(/\{+\w+\}+/g)].map(([name]) => name).toSorted();
}
