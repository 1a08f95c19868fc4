import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { memoryStore, type VerificationStore } from '@sms-connectors/verify';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { memoryAnswers } from '../src/stores/memory-answers.ts';
import { openApi } from '../src/openapi/document.ts';
import { startGateway } from './trial.ts';

interface Content {
  readonly schema: object;
  readonly example?: unknown;
}

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, Content>> }>
  >;
}

const document = openApi({ hasVerify: true, hasQueue: true }) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
};

// The validator resolves references in the object that it gets.
const copyOf = (value: object) => structuredClone(value) as Record<string, unknown>;

describe('the OpenAPI document', () => {
  test.each([true, false])('with verifications %s is right for Redocly', async (hasVerify) => {
    const config = await createConfig({
      extends: ['recommended'],
      // Whether the process is alive cannot be asked wrongly.
      rules: { 'operation-4xx-response': 'off' },
    });
    const source = JSON.stringify(openApi({ hasVerify, hasQueue: hasVerify }));
    const problems = await lintFromString({ source, absoluteRef: 'openapi.json', config });
    expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });

  test.each([true, false])('with verifications %s is right for its schema', async (hasVerify) => {
    const result = await new Validator().validate(
      copyOf(openApi({ hasVerify, hasQueue: hasVerify })),
    );
    expect(result).toMatchObject({ valid: true });
  });

  test('of another shape is refused by both', async () => {
    const wrong = {
      ...openApi({ hasVerify: true, hasQueue: true }),
      paths: { '/send': { post: { summary: 1 } } },
    };
    const config = await createConfig({ extends: ['recommended'] });
    const source = JSON.stringify(wrong);
    expect(await lintFromString({ source, absoluteRef: 'openapi.json', config })).not.toEqual([]);
    expect(await new Validator().validate(copyOf(wrong))).toMatchObject({ valid: false });
  });
});

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
const closed = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(closed);
  const entries = Object.entries(value).map(([name, inner]) => [name, closed(inner)]);
  const isObject = 'type' in value && value.type === 'object' && 'properties' in value;
  return { ...Object.fromEntries(entries), ...(isObject && { additionalProperties: false }) };
};
/** A schema that refuses members which the document does not describe. */
const compiled = (schema: object): ValidateFunction =>
  ajv.compile({ ...(closed(schema) as object), components: closed(document.components) });

/** What is wrong with an answer, by the document. */
function faults(
  path: string,
  {
    status,
    type,
    body,
  }: { readonly status: number; readonly type: string; readonly body: unknown },
  method = 'post',
): unknown {
  const content = document.paths[path]?.[method]?.responses[status]?.content;
  if (content === undefined) return `${path} ${status} is not described.`;
  const described = content[type.split(';')[0] ?? ''];
  if (described === undefined) return `${path} ${status} ${type} is not described.`;
  const validate = compiled(described.schema);
  return validate(body) ? undefined : validate.errors;
}

describe('the examples', () => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

  test.each(operations)('of $path match their schemas', ({ operation }) => {
    const contents = [operation.requestBody, ...Object.values(operation.responses)].flatMap(
      (part) => Object.values(part?.content ?? {}),
    );
    expect(contents.length).toBeGreaterThan(0);
    for (const { schema, example } of contents) {
      if (example === undefined) continue;
      const validate = compiled(schema);
      validate(example);
      expect(validate.errors).toBeNull();
    }
  });

  test.each(operations.filter(({ method }) => method === 'post'))(
    'of requests to $path are accepted',
    async ({ path, operation }) => {
      await using gateway = await startGateway();
      const example = operation.requestBody?.content['application/json']?.example;
      expect(example).toBeDefined();
      expect(await gateway.ask(path, example)).toMatchObject({ status: 200 });
    },
  );
});

// Numbers of the mock that fail, and the statuses of their answers.
const sends = [
  ['+33612345678', 200],
  ['+12015550113', 202],
  ['+12015550101', 422],
  ['+12015550111', 429],
  ['+12015550108', 502],
  ['+12015550119', 503],
] as const;
const exampleOf = (path: string): object => {
  const operation = document.paths[path]?.['post'];
  return operation?.requestBody?.content['application/json']?.example as object;
};
const posts = Object.keys(document.paths).filter((path) => document.paths[path]?.['post']);

const seen = (answer: Awaited<ReturnType<Awaited<ReturnType<typeof startGateway>>['ask']>>) => {
  const type = answer.headers.get('content-type') ?? '';
  return { status: answer.status, type, body: type.includes('json') ? answer.body : answer.text };
};

const fails = () => Promise.reject(new Error('of the test'));

describe('an answer matches the document', () => {
  test.each(sends)('if /send to %s is %i', async (to, status) => {
    await using gateway = await startGateway();
    const payload = { code: '904172' };
    const answer = seen(await gateway.ask('/send', { to, usageType: 'SignIn', payload }));
    expect(answer.status).toBe(status);
    expect(faults('/send', answer)).toBeUndefined();
  });

  test.each(posts)('if a request to %s is refused', async (path) => {
    await using gateway = await startGateway();
    const other = path === '/send' ? 'verify' : 'send';
    const headers = { 'idempotency-key': 'one' };
    const example = exampleOf(path);
    await gateway.ask(path, example, { headers });
    const answers = [
      [400, await gateway.ask(path, '{')],
      [400, await gateway.ask(path, { ...example, more: 1 })],
      [401, await gateway.ask(path, example, { scope: 'none' })],
      [403, await gateway.ask(path, example, { scope: other })],
      [413, await gateway.ask(path, { ...example, more: 'x'.repeat(70_000) })],
      [422, await gateway.ask(path, JSON.stringify(example, null, 1), { headers })],
    ] as const;
    for (const [status, answer] of answers) {
      expect(answer.status).toBe(status);
      expect(faults(path, seen(answer))).toBeUndefined();
    }
  });

  test.each(posts)('if the gateway fails at %s', async (path) => {
    const answers = { ...memoryAnswers(), begin: fails };
    await using gateway = await startGateway({}, {}, { stores: { answers } });
    const headers = { 'idempotency-key': 'one' };
    const answer = seen(await gateway.ask(path, exampleOf(path), { headers }));
    expect(answer.status).toBe(500);
    expect(faults(path, answer)).toBeUndefined();
  });

  test.each(posts.filter((path) => path !== '/send'))(
    'if the store of the verifications fails at %s',
    async (path) => {
      const names = Object.keys(memoryStore());
      const verifications = Object.fromEntries(
        names.map((name) => [name, fails]),
      ) as unknown as VerificationStore;
      await using gateway = await startGateway({}, {}, { stores: { verifications } });
      const answer = seen(await gateway.ask(path, exampleOf(path)));
      expect(answer).toMatchObject({ status: 503, body: { code: 'store_failed' } });
      expect(faults(path, answer)).toBeUndefined();
    },
  );

  test('of every call about a verification', async () => {
    await using gateway = await startGateway({
      verify: {
        resendAfterSeconds: 0,
        maxSends: 2,
        perRecipient: { verifications: 2, seconds: 60 },
      },
    });
    const statuses: string[] = [];
    const ask = async (call: string, body: object) => {
      const answer = await gateway.ask(`/verify/${call}`, body);
      expect(answer.status).toBe(200);
      expect(faults(`/verify/${call}`, seen(answer))).toBeUndefined();
      statuses.push(`${call} ${String(answer.body['status'])}`);
      return answer.body;
    };
    const to = '+33612345678';
    const { id } = await ask('start', { to, usageType: 'SignIn' });
    await ask('resend', { id });
    await ask('resend', { id });
    await ask('check', { id, code: 'x' });
    const code = /\d{6}/.exec((await gateway.inbox())[0]?.text ?? '')?.[0];
    await ask('check', { id, code });
    await ask('check', { id, code });
    await ask('resend', { id });
    const second = await ask('start', { to, usageType: 'SignIn' });
    await ask('cancel', { id: second['id'] });
    await ask('cancel', { id: second['id'] });
    await ask('start', { to, usageType: 'SignIn' });
    await ask('start', { to, usageType: 'SignIn' });
    await ask('start', { to: '+12015550101', usageType: 'SignIn' });
    await ask('start', { to: '+12015550113', usageType: 'SignIn' });
    expect(statuses).toEqual([
      'start started',
      'resend resent',
      'resend too_many',
      'check wrong',
      'check approved',
      'check used',
      'resend used',
      'start started',
      'cancel canceled',
      'cancel not_found',
      'start started',
      'start limited',
      'start rejected',
      'start started',
    ]);
  });

  test.each(['/metrics', '/health', '/ready'])('of %s', async (path) => {
    await using gateway = await startGateway();
    const answer = seen(await gateway.ask(path, undefined, { scope: 'metrics' }));
    expect(answer.status).toBe(200);
    expect(faults(path, answer, 'get')).toBeUndefined();
    if (path !== '/metrics') return;
    for (const [scope, status] of [
      ['none', 401],
      ['send', 403],
    ] as const) {
      const refused = seen(await gateway.ask(path, undefined, { scope }));
      expect(refused.status).toBe(status);
      expect(faults(path, refused, 'get')).toBeUndefined();
    }
  });
});
