import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type ConnectorError, isConnectorError } from '../../errors/connector-error.ts';
import { jsonSchemaOf } from '../../config/json-schema.ts';
import type { Subject, TestRunner } from './subject.ts';

// A public key is nobody's secret.
const secretNames = /(token|secret|password|(?<!public)key)$/i;

/** The schema says everything that the guide, the form and the errors are made from. */
export function configAndGuideGroup(
  { test }: TestRunner,
  { connector, options, make: makeValid }: Subject,
): void {
  const schema = jsonSchemaOf(connector.configSchema);
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    ...(typeof field === 'object' ? field : {}),
  }));
  const templates = [{ usageType: 'Generic', content: '{{code}}' }];
  const make = (config: object) => connector({ templates, ...config });

  test('every field has a description and an example', async () => {
    const undescribed = fields.filter(({ description }) => description === undefined);
    const withoutExample = fields.filter(
      ({ name, examples }) => name !== 'templates' && !examples?.length,
    );
    assert.deepEqual(
      undescribed.map(({ name }) => name),
      [],
      'Add z.meta({ description }) to these fields.',
    );
    assert.deepEqual(
      withoutExample.map(({ name }) => name),
      [],
      'Add z.meta({ examples: [...] }) to these fields.',
    );
  });

  test('every secret is marked', async () => {
    const unmarked = fields.filter(
      ({ name, writeOnly }) => secretNames.test(name) && writeOnly !== true,
    );
    assert.deepEqual(
      unmarked.map(({ name }) => name),
      [],
      'Add ...secretField to the z.meta() of these fields.',
    );
  });

  test('an unknown field is refused by name', async () => {
    const error = refusal(() => make({ ...options.config, colour: 'blue' }));
    assert.deepEqual(
      error.issues?.map(({ path }) => path),
      ['colour'],
      'Use z.strictObject.',
    );
  });

  test('a field of another type is refused by name, without its value', async () => {
    for (const [name, value] of Object.entries(options.config)) {
      if (typeof value !== 'string') continue;
      const error = refusal(() => make({ ...options.config, [name]: { canary: value } }));
      assert.ok(
        error.issues?.some(({ path }) => path === name),
        `The error does not name ${name}.`,
      );
      // One of a few values that the error itself tells is nothing to hide.
      const isListed = fields.some((field) => field.name === name && field.enum?.includes(value));
      assert.ok(
        isListed || !error.message.includes(value),
        `The error repeats the value of ${name}.`,
      );
    }
  });

  const readGuide = (): Promise<string> =>
    readFile(new URL('guide/guide.md', options.packageUrl), 'utf8').catch(() =>
      assert.fail('The package has no guide/guide.md, the page that sets the connector up.'),
    );

  test('the guide has its slots', async () => {
    const guide = await readGuide();
    for (const slot of ['::config-example', '::config-types']) {
      assert.ok(guide.includes(slot), `guide/guide.md lacks the slot ${slot}.`);
    }
  });

  test('the guide shows what the connector offers', async () => {
    const guide = await readGuide();
    assert.ok(
      connector.manifest.capabilities.deliveryReports === undefined ||
        guide.includes('::include[receive-delivery-reports]') ||
        guide.includes('deliveryReportHandler'),
      'The manifest declares delivery reports: show in guide/guide.md how to receive them, with ::include[receive-delivery-reports] or a program of your own that uses deliveryReportHandler.',
    );
    assert.ok(
      makeValid().verifyConfig === undefined ||
        guide.includes('::include[check-the-config]') ||
        guide.includes('verifyConfig'),
      'The connector has verifyConfig: show it in guide/guide.md, with ::include[check-the-config] or a program of your own.',
    );
  });

  test('the guide is written', async () => {
    const unwritten = (await readGuide()).split('\n').filter((line) => line.includes('TODO'));
    assert.ok(
      unwritten.length === 0,
      ['Write what guide/guide.md leaves open:', ...unwritten].join('\n  '),
    );
  });
}

function refusal(make: () => unknown): ConnectorError {
  try {
    make();
  } catch (error) {
    if (isConnectorError(error) && error.code === 'invalid_config') return error;
  }
  return assert.fail('A config that does not fit must be refused with invalid_config.');
}
