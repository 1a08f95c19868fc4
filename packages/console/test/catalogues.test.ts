import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ConfigSchema } from '@sms-connectors/core';
import { deliveryPlanSchema } from '@sms-connectors/policies';
import { expect, test } from 'vitest';
import { consoleLabels } from '../../docs/src/strings.ts';
import { checkConfig } from '../src/functions/check-config.ts';
import { fieldLabel } from '../src/functions/field-labels.ts';
import { readGuide } from '../src/functions/guide.ts';
import { installedConnectors } from '../src/functions/installed-connectors.ts';
import { jsonSchemaOf } from '../src/functions/json-schema.ts';
import { issueText } from '../src/page/issue-text.ts';
import { filled } from '../src/functions/sentence.ts';
import type { Translate } from '../src/page/translate.tsx';
import { pageWords } from './translations.ts';

const packageFolder = path.resolve(import.meta.dirname, '..');
const sources = globSync('src/**/*.{ts,tsx}', { cwd: packageFolder }).map((file) =>
  readFileSync(path.join(packageFolder, file), 'utf8'),
);

// `docs:check` checks that the sentences are translated.
test('the page has every label that guides refer to', () => {
  const source = sources.join('\n');
  expect(consoleLabels.filter((label) => !source.includes(`'${label}'`))).toEqual([]);
});

const connectors = await installedConnectors(path.resolve(packageFolder, '../..'));

const schemas = [
  ...connectors.map(({ id, factory }) => ({ id, schema: jsonSchemaOf(factory.configSchema) })),
  { id: 'delivery-plan', schema: jsonSchemaOf(deliveryPlanSchema) },
];

test.each(schemas)('every field of $id has a label of its own', ({ schema }) => {
  const labels = new Set(pageWords('en'));
  const names = fieldNames(schema).filter((name) => name !== '$schema');
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !labels.has(fieldLabel(name)))).toEqual([]);
});

/** The names of the fields at any depth of a JSON schema. */
function fieldNames(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {} } = schema as { readonly properties?: object };
  return [...Object.keys(properties), ...Object.values(schema).flatMap(fieldNames)];
}

const translated: Translate = (english, values) => `translated: ${filled(english, values)}`;

test.each(connectors)(
  'every problem of a $id config can be translated',
  async ({ factory, folder }) => {
    const guide = await readGuide(folder, 'en');
    if (guide === undefined) throw new Error(`${folder} has no guide`);
    const messages = Object.fromEntries(
      Object.keys(guide.messages).map((message) => [message, translated(message)]),
    );
    const configs = wrongConfigs(factory.configSchema, guide.example as object);
    const issues = configs.flatMap((config) => checkConfig(factory, config).issues);
    const texts = issues.map((issue) => issueText(issue, translated, { ...guide, messages }));
    expect(issues.length).toBeGreaterThan(5);
    expect(texts.filter((text) => !text.startsWith('translated: '))).toEqual([]);
  },
);

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
