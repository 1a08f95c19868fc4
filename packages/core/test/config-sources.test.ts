import {
  configFromEnv,
  defineConnector,
  fieldsFromEnv,
  fromOnePlace,
  parseConfig,
  requiredUnless,
  requiredWith,
  secretField,
  templatesSchema,
  trySend,
} from '@sms-connectors/core';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { acceptedBody, tiny } from './support/tiny-connector.ts';
import { thrown } from './support/thrown.ts';

const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const configSchema = z.strictObject({
  accountSID: z.string(),
  authToken: z.string().meta({ description: 'The token.', ...secretField }),
  region: z.string().optional(),
  verifyPeer: z.boolean().default(true),
  retries: z.number().optional(),
  templates: templatesSchema,
});
const sample = defineConnector({
  manifest: { ...tiny.manifest, id: 'sample-sms' },
  configSchema,
  baseUrl: () => 'https://tiny.invalid',
  connect: () => ({
    request: () => ({ method: 'POST', url: 'https://tiny.invalid', headers: {} }),
    classify: () => ({ outcome: 'accepted', messageId: 'M1', status: 'queued' }),
    http: async () => ({ status: 201, headers: {}, body: acceptedBody }),
  }),
});

describe('a config from the environment', () => {
  const env = {
    SAMPLE_SMS_ACCOUNT_SID: ' AC1 ',
    SAMPLE_SMS_AUTH_TOKEN: 'token',
    SAMPLE_SMS_REGION: '   ',
    SAMPLE_SMS_VERIFY_PEER: 'FALSE',
    SAMPLE_SMS_RETRIES: '3',
    OTHER_REGION: 'ie1',
  };

  test('reads texts, numbers and true or false; a blank variable is absent', () => {
    const config = configFromEnv(sample, { config: { templates }, env });
    expect(config).toEqual({
      accountSID: 'AC1',
      authToken: 'token',
      verifyPeer: false,
      retries: 3,
      templates,
    });
    expect(sample(config).id).toBe('sample-sms');
  });

  test('names what is missing or wrong, without its value', () => {
    const wrong = { ...env, SAMPLE_SMS_AUTH_TOKEN: '', SAMPLE_SMS_RETRIES: 'often-canary' };
    const error = thrown(() => configFromEnv(sample, { config: { templates }, env: wrong }));
    expect(error.issues?.map(({ path }) => path)).toEqual(['authToken', 'retries']);
    expect(JSON.stringify(error)).not.toContain('canary');
  });

  test('reads variables that are named as providers name them', () => {
    const connector = {
      manifest: { ...tiny.manifest, id: 'clever-tap' },
      configSchema: z.object({
        accountSID: z.string(),
        apiKeySecret: z.string(),
        fromMessagingServiceSID: z.string(),
        templates: templatesSchema,
      }),
    };
    const variables = {
      CLEVER_TAP_ACCOUNT_SID: 'AC1',
      CLEVER_TAP_API_KEY_SECRET: 'secret',
      CLEVER_TAP_FROM_MESSAGING_SERVICE_SID: 'MG1',
    };
    expect(fieldsFromEnv(connector, variables).fields).toEqual({
      accountSID: 'AC1',
      apiKeySecret: 'secret',
      fromMessagingServiceSID: 'MG1',
    });
  });
});

describe('fields that belong together', () => {
  const text = z.string().optional();
  const grouped = {
    manifest: { ...tiny.manifest, id: 'acme' },
    configSchema: z
      .strictObject({
        account: z.string(),
        token: text,
        keyId: text,
        keySecret: text,
        session: text,
        region: text,
        edge: text,
        templates: templatesSchema,
      })
      .check(
        requiredWith('edge', 'region'),
        requiredWith('region', 'edge'),
        requiredUnless('token', 'keyId', 'keySecret'),
        fromOnePlace('keySecret', 'session'),
      ),
  };
  const complete = { account: 'A', keyId: 'K', keySecret: 'S', templates };

  test('come from one place: if one is given, the environment adds none', () => {
    const env = {
      ACME_ACCOUNT: 'B',
      ACME_TOKEN: 'other',
      ACME_SESSION: 'other',
      ACME_KEY_SECRET: 'other',
    };
    const { keyId } = complete;
    const read = fieldsFromEnv(grouped, env, { given: { keyId, templates } });
    expect(read).toEqual({
      fields: { account: 'B' },
      variables: { account: 'ACME_ACCOUNT' },
      unused: [
        { variable: 'ACME_TOKEN', field: 'token', given: 'keyId' },
        { variable: 'ACME_KEY_SECRET', field: 'keySecret', given: 'keyId' },
        { variable: 'ACME_SESSION', field: 'session', given: 'keyId' },
      ],
    });
    expect(configFromEnv(grouped, { config: complete, env })).toEqual(complete);
  });

  test('all come from the environment if none is given', () => {
    const env = { ACME_KEY_ID: 'K', ACME_KEY_SECRET: 'S', ACME_SESSION: 'T' };
    expect(configFromEnv(grouped, { config: { account: 'A', templates }, env })).toEqual({
      ...complete,
      session: 'T',
    });
  });

  test('a problem names the variable that gave the value, or that can give it', () => {
    const error = thrown(() =>
      configFromEnv(grouped, { config: { templates }, env: { ACME_REGION: 'canary' } }),
    );
    expect(error.issues?.map(({ path, variable }) => [path, variable])).toEqual([
      ['account', 'ACME_ACCOUNT'],
      ['edge', 'ACME_EDGE'],
      ['token', 'ACME_TOKEN'],
    ]);
    expect(error.message).toMatch(/account \(ACME_ACCOUNT\): Required\./);
    const given = thrown(() => configFromEnv(grouped, { config: { account: 1 }, env: {} }));
    expect(given.issues?.find(({ path }) => path === 'account')?.variable).toBeUndefined();
  });

  test.each([
    ['lacks nothing', complete, {}],
    ['is wrong where the environment cannot help', { ...complete, templates: [] }, {}],
    ['lacks what the environment has', { templates }, { account: 'B', region: 'r' }],
    [
      'lacks an alternative to what the environment has',
      { account: 'A', templates },
      { keyId: 'X', region: 'r' },
    ],
  ])('with onlyIfIncomplete, a config that %s', (_what, given, fields) => {
    const env = {
      ACME_REGION: 'r',
      ...('account' in given ? { ACME_KEY_ID: 'X' } : { ACME_ACCOUNT: 'B' }),
    };
    const read = fieldsFromEnv(grouped, env, { given, onlyIfIncomplete: true });
    expect(read.fields).toEqual(fields);
  });
});

test('a config of unknown type is validated, and then typed', () => {
  const json: unknown = JSON.parse(
    JSON.stringify({ accountSID: 'AC1', authToken: 'token', templates }),
  );
  expect(sample(parseConfig(sample, json)).coverage.Generic).toBe('own');
  expect(thrown(() => parseConfig(sample, { templates })).code).toBe('invalid_config');
});

describe('trySend', () => {
  const config = { accountSID: 'AC1', authToken: 'token', templates } as const;
  const to = '+33612345678';

  test('returns the receipt', async () => {
    interface CodePayload {
      code: string;
    }
    const payload: CodePayload = { code: '123456' };
    const result = await trySend(sample(config), { to, usageType: 'Generic', payload });
    expect(result).toMatchObject({ ok: true, receipt: { messageId: 'M1' } });
  });

  test('returns the error', async () => {
    const result = await trySend(sample(config), { to, usageType: 'Generic', payload: {} });
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid_message' } });
  });

  test('returns an error without details if the sender breaks the contract', async () => {
    const sender = { id: 'mine', send: () => Promise.reject(new Error('secret canary')) };
    const result = await trySend(sender, { to, usageType: 'Generic', payload: {} });
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'unclassified', outcome: 'unknown' },
    });
    expect(JSON.stringify(result)).not.toContain('canary');
  });
});
