import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type ConnectorError, isConnectorError } from '../../errors/connector-error.ts';
import { jsonSchemaOf } from '../../config/json-schema.ts';
import type { KitRunner } from './kit-runner.ts';
import type { Subject } from './subject.ts';

// A public key is not a secret.
const secretNames = /(token|secret|password|(?<!public)key)$/i;

/** The schema has everything from which the guide, the form and the errors are made. */
export function configAndGuideGroup({ test }: KitRunner, subject: Subject): void {
  const { connector, capabilities, options, usesNetwork } = subject;
  const schema = jsonSchemaOf(connector.configSchema);
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    ...(typeof field === 'object' ? field : {}),
  }));
  const make = (config: object) =>
    connector({ templates: [subject.templateFor('Generic')], ...config });

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

  if (usesNetwork) {
    test('the credentials are secret', async () => {
      const secrets = fields.filter(
        ({ name, writeOnly }) => writeOnly === true && name in options.config,
      );
      assert.ok(
        secrets.length > 0,
        'No field of the tests’ config is secret, so the tests of privacy search for no credentials: add ...secretField to the z.meta() of the credentials.',
      );
    });
  }

  test('an unknown field is refused by name', async () => {
    const error = refusal(() => make({ ...options.config, colour: 'blue' }));
    assert.deepEqual(
      error.issues?.map(({ path }) => path),
      ['colour'],
      'Use z.strictObject.',
    );
  });

  for (const [name, value] of Object.entries(options.config)) {
    if (typeof value !== 'string') continue;
    test(`${name} of another type is refused by name, without its value`, async () => {
      const error = refusal(() => make({ ...options.config, [name]: { canary: value } }));
      assert.ok(
        error.issues?.some(({ path }) => path === name),
        `The error does not name ${name}.`,
      );
      // If the field accepts a few values only, the error lists them.
      const isListed = fields.some((field) => field.name === name && field.enum?.includes(value));
      assert.ok(
        isListed || !error.message.includes(value),
        `The error repeats the value of ${name}.`,
      );
    });
  }

  const readGuide = (): Promise<string> =>
    readFile(new URL('guide/guide.md', options.packageUrl), 'utf8').catch(() =>
      assert.fail('The package has no guide/guide.md, the page on how to set up the connector.'),
    );

  test('the guide has its slots', async () => {
    const guide = await readGuide();
    for (const slot of ['::config-example', '::config-types']) {
      assert.ok(guide.includes(slot), `guide/guide.md lacks the slot ${slot}.`);
    }
  });

  if (capabilities.deliveryReports !== undefined) {
    test('the guide shows how to receive delivery reports', async () => {
      assert.ok(
        /::include\[receive-delivery-reports\]|deliveryReportHandler/.test(await readGuide()),
        'The manifest declares delivery reports: show in guide/guide.md how to receive them, with ::include[receive-delivery-reports] or a program that uses deliveryReportHandler.',
      );
    });
  }

  if (subject.takesConversions) {
    test('the guide shows how to report conversions', async () => {
      assert.ok(
        /::include\[report-used-codes\]|reportConversion/.test(await readGuide()),
        'The manifest declares conversions: show reportConversion in guide/guide.md, with ::include[report-used-codes] or a program of your own.',
      );
    });
  }

  test('the guide shows verifyConfig if the connector has it', async ({ make: makeConnector }) => {
    assert.ok(
      makeConnector().verifyConfig === undefined ||
        /::include\[check-the-config\]|verifyConfig/.test(await readGuide()),
      'The connector has verifyConfig: show it in guide/guide.md, with ::include[check-the-config] or a program of your own.',
    );
  });

  test('the guide is written', async () => {
    const unwritten = (await readGuide()).split('\n').filter((line) => line.includes('TODO'));
    assert.ok(
      unwritten.length === 0,
      ['Write what is missing in guide/guide.md:', ...unwritten].join('\n  '),
    );
  });
}

function refusal(make: () => unknown): ConnectorError {
  try {
    make();
  } catch (error) {
    if (isConnectorError(error) && error.code === 'invalid_config') return error;
  }
  return assert.fail('An invalid config must be refused with invalid_config.');
}
