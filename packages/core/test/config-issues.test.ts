import { defineConnector, templatesSchema, type ConnectorOptions } from '@sms-connectors/core';
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
  for (const { path, message } of error.issues ?? []) {
    expect(error.message).toContain(`\n  ${path === '' ? 'config' : path}: ${message}`);
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
      { path: 'token', message: expect.stringContaining('must have 8 characters or more') },
      { path: 'retries', message: expect.stringContaining('must be a number') },
      {
        path: 'templates[1].content',
        message: expect.stringContaining('write placeholders as {{code}}'),
      },
      {
        path: 'templates[1].usageType',
        message: expect.stringContaining('must be one of Register, SignIn'),
      },
      { path: 'templates[2].content', message: expect.stringContaining('must not be empty') },
      { path: 'templates[2].locale', message: expect.stringContaining('write it as fr or pt-BR') },
    ]);
    expect(error.message).toMatch(/^tiny: the config has 6 fields to correct\.\n/);
  });

  test('has each field explained by its description', () => {
    const { issues } = refusal({ token: 7, templates: [{ usageType: 'Generic', content: 7 }] });
    expect(issues?.map(({ message }) => message)).toEqual([
      expect.stringMatching(/\. The API token\.$/),
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
    expect(issues?.[0]?.message).toMatch(/^is missing\. /);
    expect(refusal(undefined).message).toContain('one field to correct.\n  config: is missing');
  });

  test('has unknown fields named, with the known ones beside them', () => {
    const { issues } = refusal({
      tokn: canary,
      retry: canary,
      templates: [{ ...templates[0], language: canary }],
    });
    expect(issues).toEqual([
      {
        path: 'templates[0].language',
        message: 'is no field of the config; the fields here are content, usageType, locale',
      },
      {
        path: 'tokn',
        message: 'is no field of the config; the fields here are token, retries, templates',
      },
      { path: 'retry', message: expect.stringContaining('is no field of the config') },
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
    expect(issues).toEqual([
      { path: 'account["api-key"]', message: expect.stringMatching(/\. The key\.$/) },
      { path: 'account.hosts[1].port', message: expect.stringMatching(/\. The port\.$/) },
    ]);
  });
});

test.each([
  [z.int(), 1.5, 'must be a whole number'],
  [z.number().gt(0), 0, 'must be over 0'],
  [z.number().min(5), 4, 'must be 5 or more'],
  [z.number().lt(9), 9, 'must be under 9'],
  [z.number().max(8), 9, 'must be 8 or less'],
  [z.string().min(1), '', 'must not be empty'],
  [z.string().max(1), 'ab', 'must have 1 characters or fewer'],
  [z.array(z.string()).min(2), [], 'must have 2 entries or more'],
  [z.record(z.string(), z.string()), 'x', 'must be an object'],
  [z.enum(['a', 'b']), 'c', 'must be one of a, b'],
  [z.url(), 'x', 'does not fit'],
])('%#: what zod says in its own words is said in ours: %j', (field, value, problem) => {
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
  expect(issues).toEqual([{ path: 'field', message: problem }]);
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
    [' https://proxy.example ', 'https://proxy.example/'],
    ['https://proxy.example/?', 'https://proxy.example/'],
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
    expect(error.issues).toEqual([
      { path: 'options.baseUrl', message: expect.stringContaining('must be an https: address') },
    ]);
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
