import {
  defineConnector,
  templatesSchema,
  type ConnectorOptions,
  validateConfig,
} from '@sms-connectors/core';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { takingHttp, tiny } from './support/tiny-connector.ts';
import { thrown } from './support/thrown.ts';

const canary = 'S3CRET-canary';
const templates = [{ usageType: 'Generic' as const, content: 'x' }];

/** The error of a config that does not fit, which must not repeat anything of it. */
function refusal(config: unknown, options?: ConnectorOptions) {
  const error = thrown(() => tiny(config as Parameters<typeof tiny>[0], options));
  expect(error).toMatchObject({ code: 'invalid_config', outcome: 'rejected', retryable: false });
  expect(JSON.stringify(error) + String(error.stack)).not.toContain(canary);
  for (const { path, message, description = '' } of error.issues ?? []) {
    const words = `${message} ${description}`.trim();
    expect(error.message).toContain(`\n  ${path === '' ? 'config' : path}: ${words}`);
  }
  return error;
}

function pathsOf(config: unknown, options?: ConnectorOptions) {
  return refusal(config, options).issues?.map(({ path }) => path);
}

describe('a config that does not fit', () => {
  test('has every wrong field named by its path, with what to do', () => {
    const error = refusal({
      token: 'short',
      retries: canary,
      templates: [
        { usageType: 'Generic', content: 'x' },
        { usageType: canary, content: `${canary} {{` },
        { usageType: 'SignIn', content: '', locale: `${canary}_x` },
      ],
    });
    expect(error.issues).toEqual([
      {
        path: 'token',
        keys: ['token'],
        code: 'too_short',
        parameters: { limit: 8, unit: 'characters' },
        message: 'Must have at least 8 characters.',
        description: 'The API token.',
      },
      {
        path: 'retries',
        keys: ['retries'],
        code: 'invalid_type',
        parameters: { expected: 'number' },
        message: 'Must be a number.',
        description: expect.any(String),
      },
      {
        path: 'templates[1].content',
        keys: ['templates', 1, 'content'],
        code: 'custom',
        parameters: {},
        message: 'The braces do not match. Write placeholders as {{code}}.',
        description: expect.any(String),
      },
      expect.objectContaining({
        path: 'templates[1].usageType',
        code: 'not_one_of',
        message: expect.stringMatching(/^Must be one of Register, SignIn, .*\.$/),
      }),
      expect.objectContaining({
        path: 'templates[2].content',
        code: 'too_short',
        message: 'Must not be empty.',
      }),
      expect.objectContaining({
        path: 'templates[2].locale',
        code: 'custom',
        message: expect.stringContaining('such as fr or pt-BR'),
      }),
    ]);
    expect(error.message).toMatch(/^tiny: the config has 6 problems\.\n/);
  });

  test('has each field explained by its description', () => {
    const { issues } = refusal({ token: 7, templates: [{ usageType: 'Generic', content: 7 }] });
    expect(issues?.map(({ description }) => description)).toEqual([
      'The API token.',
      expect.stringMatching(/`\{\{code\}\}` stands for the verification code\.$/),
    ]);
  });

  test.each([
    [{}, ['templates']],
    [{ templates: [] }, ['templates']],
    [{ templates: canary }, ['templates']],
    [{ templates: [canary] }, ['templates[0]']],
    [{ templates: [{}] }, ['templates[0].content', 'templates[0].usageType']],
    [{ templates: { 0: templates[0] } }, ['templates']],
    [undefined, ['']],
    [null, ['']],
    [canary, ['']],
    [[canary], ['']],
  ])('%j is wrong at %j', (config, paths) => {
    expect(pathsOf(config)).toEqual(paths);
  });

  test('has what is missing called missing', () => {
    const { issues } = refusal({ templates: [{ usageType: 'Generic' }] });
    expect(issues?.[0]).toMatchObject({ code: 'required', message: 'Required.' });
    expect(refusal(undefined).message).toContain('one problem.\n  config: Required.');
  });

  test('has unknown fields named, with the known ones beside them', () => {
    const { issues } = refusal({
      tokn: canary,
      retry: canary,
      templates: [{ ...templates[0], language: canary }],
    });
    expect(issues).toMatchObject([
      {
        path: 'templates[0].language',
        code: 'unknown_field',
        message: 'Unknown field. The fields here are content, usageType, locale, withoutCode.',
      },
      { path: 'tokn', message: 'Unknown field. The fields here are token, retries, templates.' },
      { path: 'retry', code: 'unknown_field' },
    ]);
  });

  test('has unknown fields named beside the known ones of a form that is converted first', () => {
    const port = z.number().meta({ description: 'The port.' });
    const schema = z.preprocess((given) => given, z.strictObject({ port }));
    const { issues } = validateConfig(schema, { port: canary, prot: 1 }) as { issues: unknown };
    expect(issues).toMatchObject([
      { path: 'port', description: 'The port.' },
      { path: 'prot', message: 'Unknown field. The fields here are port.' },
    ]);
  });

  test('is named by its path through nested objects and names that are no identifiers', () => {
    const nested = defineConnector({
      manifest: tiny.manifest,
      configSchema: z.strictObject({
        account: z.strictObject({
          'api-key': z.string().meta({ description: 'The key.' }),
          hosts: z.array(z.strictObject({ port: z.number().meta({ description: 'The port.' }) })),
        }),
        templates: templatesSchema,
      }),
      baseUrl: () => 'https://tiny.invalid',
      connect: () => ({
        request: () => ({ method: 'GET', url: '', headers: {} }),
        classify: () => ({ outcome: 'unknown', code: 'unclassified' }),
      }),
    });
    const account = { 'api-key': 7, hosts: [{ port: 1 }, { port: canary }] };
    const { issues } = thrown(() => nested({ account, templates } as never));
    expect(issues).toMatchObject([
      { path: 'account["api-key"]', keys: ['account', 'api-key'], description: 'The key.' },
      {
        path: 'account.hosts[1].port',
        keys: ['account', 'hosts', 1, 'port'],
        description: 'The port.',
      },
    ]);
  });
});

test.each([
  [z.int(), 1.5, 'Must be a whole number.'],
  [z.number().gt(0), 0, 'Must be more than 0.'],
  [z.number().min(5), 4, 'Must be at least 5.'],
  [z.number().lt(9), 9, 'Must be less than 9.'],
  [z.number().max(8), 9, 'Must be at most 8.'],
  [z.string().min(1), '', 'Must not be empty.'],
  [z.string().max(1), 'ab', 'Must have at most 1 character.'],
  [z.array(z.string()).max(1), ['a', 'b'], 'Must have at most 1 entry.'],
  [z.array(z.string()).min(2), [], 'Must have at least 2 entries.'],
  [z.record(z.string(), z.string()), 'x', 'Must be an object.'],
  [z.enum(['a', 'b']), 'c', 'Must be one of a, b.'],
  [z.url(), 'x', 'Not valid.'],
])('%#: a problem without a message in the schema has one of core: %j', (field, value, problem) => {
  const factory = defineConnector({
    manifest: tiny.manifest,
    configSchema: z.strictObject({ field, templates: templatesSchema }),
    baseUrl: () => 'https://tiny.invalid',
    connect: () => ({
      request: () => ({ method: 'GET', url: '', headers: {} }),
      classify: () => ({ outcome: 'unknown', code: 'unclassified' }),
    }),
  });
  const { issues } = thrown(() => factory({ field: value, templates }));
  expect(issues).toMatchObject([{ path: 'field', message: problem }]);
});

describe('options', () => {
  const { http, requests } = takingHttp();
  const send = async (options: ConnectorOptions) => {
    requests.length = 0;
    const sms = tiny({ templates }, { http, ...options });
    await sms.send({ to: '+33612345678', usageType: 'Generic', payload: {} });
    return requests.map(({ url }) => url);
  };

  test.each([
    ['https://proxy.example', 'https://proxy.example/'],
    ['https://proxy.example/', 'https://proxy.example/'],
    ['https://proxy.example:8443/sms//', 'https://proxy.example:8443/sms/'],
    ['HTTPS://Proxy.Example', 'https://proxy.example/'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['http://127.8.8.8', 'http://127.8.8.8/'],
    ['http://localhost:1', 'http://localhost:1/'],
    ['http://[::1]:1', 'http://[::1]:1/'],
  ])('baseUrl %j is taken', async (baseUrl, start) => {
    expect(await send({ baseUrl })).toEqual([
      `${start}accounts/tiny-token/messages?key=tiny-token`,
    ]);
  });

  test.each([
    'http://proxy.example',
    'http://192.168.0.1',
    'http://0.0.0.0',
    'http://localhost.example',
    'http://127.0.0.1.example',
    'http://localhost@proxy.example',
    'http://1.127.0.0.1.example',
    'ftp://localhost',
    'ws://localhost',
    'file:///etc/hosts',
    'javascript:alert(1)',
    `https://${canary}@proxy.example`,
    `https://:${canary}@proxy.example`,
    `https://user:${canary}@proxy.example`,
    `https://proxy.example/?key=${canary}`,
    `https://proxy.example/#${canary}`,
    `${canary}.example`,
    '//proxy.example',
    'https://',
    '',
    7,
    {},
  ])('baseUrl %j is refused', (baseUrl) => {
    const error = refusal({ templates }, { baseUrl: baseUrl as string });
    expect(error.issues).toMatchObject([{ path: 'options.baseUrl' }]);
  });

  test.each([1, 0.5, 10_000, 2 ** 31 - 1])('timeoutMs %j is taken', async (timeoutMs) => {
    const taken: number[] = [];
    await send({
      timeoutMs,
      http: (request) => {
        taken.push(request.timeoutMs);
        return http(request);
      },
    });
    expect(taken).toEqual([timeoutMs]);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, '1000', {}])(
    'timeoutMs %j is refused',
    (timeoutMs) => {
      expect(pathsOf({ templates }, { timeoutMs: timeoutMs as number })).toEqual([
        'options.timeoutMs',
      ]);
    },
  );

  test('are 10 seconds and the address of the provider where they say nothing', async () => {
    const taken: number[] = [];
    const urls = await send({
      http: (request) => {
        taken.push(request.timeoutMs);
        return http(request);
      },
    });
    expect(urls).toEqual(['https://tiny.invalid/accounts/tiny-token/messages?key=tiny-token']);
    expect(taken).toEqual([10_000]);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, '1000', null])(
    'of one send: timeoutMs %j is refused and nothing is sent',
    async (timeoutMs) => {
      requests.length = 0;
      const sms = tiny({ templates }, { http });
      const message = { to: '+33612345678', usageType: 'Generic', payload: {} } as const;
      const error = await expectConnectorError(
        sms.send(message, { timeoutMs: timeoutMs as number }),
      );
      expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
      expect(error.message).toContain('options.timeoutMs');
      expect(requests).toEqual([]);
    },
  );
});
