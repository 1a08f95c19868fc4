import { crossFieldCheck, secretField, templatesSchema } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { expect, test } from 'vitest';
import { emulatedConfig } from '../src/functions/emulated-config.ts';

const text = (more: Parameters<typeof z.meta>[0] = {}) =>
  z.optional(z.string()).check(z.meta(more));
const configSchema = z
  .strictObject({
    apiKey: z.string().check(z.meta(secretField)),
    from: text(),
    token: text(secretField),
    entity: text(),
    templates: templatesSchema,
  })
  .check(
    crossFieldCheck('entity', 'is missing; these templates need it', ({ entity, templates }) =>
      JSON.stringify(templates).includes('{{india}}') ? entity !== undefined : true,
    ),
    crossFieldCheck('token', 'is missing; these templates need it', ({ token, templates }) =>
      JSON.stringify(templates).includes('{{token}}') ? token !== undefined : true,
    ),
  );
const emulator = { config: { apiKey: 'the-emulators' } };
const own = { apiKey: 'my-own', token: 'my-token', from: '+14155550100', entity: 'my-entity' };

const emulated = (content: string) => {
  const templates = [{ usageType: 'Generic', content }];
  return emulatedConfig({ configSchema }, { ...own, templates }, emulator);
};

test('the emulator gets the templates and its own account', () => {
  const { templates, ...account } = emulated('{{code}}');
  expect(templates).toEqual([{ usageType: 'Generic', content: '{{code}}' }]);
  expect(account).toEqual({ apiKey: 'the-emulators' });
});

test('the emulator gets other fields that the schema requires, but no secret', () => {
  expect(emulated('{{india}}')).toMatchObject({ apiKey: 'the-emulators', entity: 'my-entity' });
  expect(JSON.stringify(emulated('{{token}}'))).not.toContain('my-token');
});

test('an emulator of the provider that a config describes gets the config from it', () => {
  const given: unknown[] = [];
  const described = {
    ...emulator,
    configFor: (config: object) => {
      given.push(config);
      return { apiKey: 'made-up', from: 'adopted' };
    },
  };
  const templates = [{ usageType: 'Generic', content: '{{code}}' }];
  const config = { ...own, templates };
  expect(emulatedConfig({ configSchema }, config, described)).toEqual({
    apiKey: 'made-up',
    from: 'adopted',
    templates,
  });
  expect(given).toEqual([config]);
  // A config that it cannot read.
  const none = { ...emulator, configFor: () => undefined };
  expect(emulatedConfig({ configSchema }, config, none)).toMatchObject({ apiKey: 'the-emulators' });
});
