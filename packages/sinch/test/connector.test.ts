import {
  describeConnector,
  type EmulatorAnswer,
  expectConnectorError,
} from '@sms-connectors/core/testing';
import { errorRows, sinch } from '@sms-connectors/sinch';
import { startSinchEmulator } from '@sms-connectors/sinch/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { attemptedUrls } from '../../../test/attempted-requests.ts';
import { config as signedConfig, documentedWebhooks } from './signed-webhooks.ts';

const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
const deliveryReportUrl = 'https://example.com/sms/reports/sinch';
type Config = Parameters<typeof sinch>[0];

const emulator = await startSinchEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

describeConnector({
  runner: { describe, test },
  connector: sinch,
  // The emulator's service plan, with a secret that the tests sign with.
  config: { ...emulator.config, ...signedConfig },
  packageUrl: new URL('..', import.meta.url),
  startEmulator: startSinchEmulator,
  // https://github.com/sinch/docs/blob/master/docs/sms/sms-guide.md has the form of the bodies.
  answers: [
    {
      name: 'a recipient that is no number',
      answer: refusal(400, 'syntax_invalid_parameter_format'),
      means: {
        outcome: 'rejected',
        code: 'invalid_recipient',
        providerCode: 'syntax_invalid_parameter_format',
      },
    },
    {
      name: 'a blocked account',
      answer: refusal(403, 'blocked_account'),
      means: { outcome: 'rejected', code: 'account_suspended', providerCode: 'blocked_account' },
    },
    {
      name: 'a wrong token',
      answer: { status: 401, body: '' },
      means: { outcome: 'rejected', code: 'unauthorized' },
    },
    {
      name: 'too many requests',
      answer: { status: 429, body: '' },
      means: { outcome: 'rejected', code: 'rate_limited' },
    },
  ],
  deliveryReports: {
    webhooks: documentedWebhooks,
    proof: [
      'x-sinch-webhook-signature',
      'x-sinch-webhook-signature-nonce',
      'x-sinch-webhook-signature-timestamp',
    ],
  },
});

function refusal(status: number, code: unknown): EmulatorAnswer {
  return { status, body: { code, text: 'Sinch’s words' } };
}

function connect(config: Partial<Config> = {}) {
  return sinch({ ...emulator.config, templates, ...config }, { baseUrl: emulator.url });
}

function answerNext(answer: EmulatorAnswer): void {
  emulator.fail({ kind: 'answer', answer });
}

describe('a config', () => {
  const required = { servicePlanId: 'jd63jf88477ll123ab4567cd89012ef3', apiToken: 'token' };

  test.each<[string, Partial<Config>]>([
    ['no sender', {}],
    ['a number', { from: '+12025550100' }],
    ['a number without a plus sign', { from: '12025550100' }],
    ['a short code', { from: '12345' }],
    ['a name', { from: 'R&D Team 1' }],
    ['a URL for reports and its secret', { deliveryReportUrl, webhookSecret: 'secret' }],
  ])('with %s is accepted', (_, config) => {
    expect(sinch({ ...required, ...config, templates }).id).toBe('sinch');
  });

  test.each([
    ['a path instead of a service plan', { servicePlanId: '../x' }, 'servicePlanId', /letters/],
    ['a spaced token', { apiToken: 'a b' }, 'apiToken', /without spaces/],
    ['another region', { region: 'us.example.com/' }, 'region', /eu/],
    ['a name too long', { from: 'Acme Company' }, 'from', /up to 11/],
    ['a name with a space at its end', { from: 'Acme ' }, 'from', /up to 11/],
    ['a name outside GSM-7', { from: 'Акме' }, 'from', /GSM-7/],
    ['a number of no country', { from: '+0612345678' }, 'from', /E\.164/],
    ['a URL without a secret', { deliveryReportUrl }, 'webhookSecret', /deliveryReportUrl/],
    [
      'a URL without encryption',
      { deliveryReportUrl: 'http://example.com/sinch', webhookSecret: 'secret' },
      'deliveryReportUrl',
      /^Must be an https: URL/,
    ],
  ])('with %s is refused', async (_, config, path, wanted) => {
    const make = async () => sinch({ ...required, ...config, templates } as Config);
    const error = await expectConnectorError(make());
    expect(error).toMatchObject({ code: 'invalid_config', outcome: 'rejected' });
    expect(error.issues).toMatchObject([{ path, message: expect.stringMatching(wanted) }]);
  });
});

describe('the request', () => {
  test('is the one that Sinch documents', async () => {
    await connect({ feedbackEnabled: false }).send(message);

    expect(emulator.requests).toHaveLength(1);
    const [request] = emulator.requests;
    const { servicePlanId, apiToken } = emulator.config;
    expect(request?.method).toBe('POST');
    expect(request?.path).toBe(`/xms/v1/${servicePlanId}/batches`);
    expect(request?.headers.authorization).toBe(`Bearer ${apiToken}`);
    expect(request?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      from: '+12025550100',
      type: 'mt_text',
      to: ['+33612345678'],
      body: 'Your code is 314159.',
    });
  });

  test('asks for reports and feedback if the config does', async () => {
    await connect({ deliveryReportUrl }).send(message);
    expect(emulator.messages[0]?.parameters).toMatchObject({
      delivery_report: 'per_recipient',
      callback_url: deliveryReportUrl,
      feedback_enabled: 'true',
    });
  });

  test('has the time at which the code expires', async () => {
    const expiresAt = new Date(Date.now() + 600_500);
    await connect().send({ ...message, expiresAt, reference: 'login-1' });
    const { expire_at: expireAt = '', client_reference: reference } =
      emulator.messages[0]?.parameters ?? {};
    expect(reference).toBe('login-1');
    expect(Math.abs(Date.parse(expireAt) - expiresAt.getTime())).toBeLessThan(2000);
  });

  test.each(['us', 'eu', 'au', 'br', 'ca', undefined] as const)(
    'goes to the region %s',
    async (region) => {
      const config = { ...emulator.config, servicePlanId: 'plan', region, templates };
      const urls = await attemptedUrls((http) => sinch(config, { http }).send(message));
      expect(urls).toEqual([`https://${region ?? 'us'}.sms.api.sinch.com/xms/v1/plan/batches`]);
    },
  );
});

test('the receipt has Sinch’s facts', async () => {
  expect(await connect().send(message)).toEqual({
    messageId: emulator.messages[0]?.messageId,
    status: 'accepted',
    encoding: 'GSM-7',
    segments: 1,
    provider: { id: 'sinch' },
  });
});

test.each<[string, EmulatorAnswer]>([
  ['no ID', { status: 201, body: { to: ['33612345678'] } }],
  ['an ID that is a number', { status: 201, body: { id: 421_332_671 } }],
  ['an ID that is the recipient', { status: 201, body: { id: '33612345678' } }],
  ['HTML', { status: 201, body: '<html>' }],
  ['another status', { status: 200, body: { id: '01FC66621VHDBN119Z8PMV1QPQ' } }],
])('an answer with %s is an invalid response', async (_, answer) => {
  answerNext(answer);
  expect(await expectConnectorError(connect().send(message))).toMatchObject({
    code: 'invalid_response',
    outcome: 'unknown',
  });
});

describe('a refusal', () => {
  const rows = errorRows.filter(({ cause }) => !/^\d/.test(cause));
  test.each(rows)('with $cause is $code', async ({ cause, code, docsUrl }) => {
    answerNext(refusal(400, cause));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({
      code,
      outcome: 'rejected',
      provider: { id: 'sinch', code: cause, httpStatus: 400, docsUrl },
    });
    expect(JSON.stringify(error)).not.toContain('Sinch’s words');
  });

  test.each([
    [400, 'unclassified', 'rejected'],
    [401, 'unauthorized', 'rejected'],
    [403, 'unauthorized', 'rejected'],
    [429, 'rate_limited', 'rejected'],
    [500, 'provider_unavailable', 'unknown'],
    [503, 'provider_unavailable', 'unknown'],
  ])('with an unknown code falls back to HTTP %i: %s', async (status, code, outcome) => {
    answerNext(refusal(status, 'something_new'));
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code,
      outcome,
      provider: { code: 'something_new' },
    });
  });

  test.each([[400], [null], ['33612345678'], ['Not found'], ['402']])(
    'with %o, which is not a code of an answer, has no code',
    async (code) => {
      answerNext(refusal(400, code));
      const error = await expectConnectorError(connect().send(message));
      expect(error.code).toBe('unclassified');
      expect(error.provider).not.toHaveProperty('code');
    },
  );

  test('without a sender is explained', async () => {
    const error = await expectConnectorError(connect({ from: undefined }).send(message));
    expect(error).toMatchObject({
      code: 'invalid_message',
      provider: { code: 'syntax_constraint_violation' },
    });
    expect(error.provider.advice).toMatch(/`from`/);
  });
});

test('a service plan with a default originator needs no sender', async () => {
  await using other = await startSinchEmulator({ servicePlan: { defaultOriginator: '12345' } });
  const { from: _, ...config } = other.config;
  await sinch({ ...config, templates }, { baseUrl: other.url }).send(message);
  expect(other.messages[0]?.from).toBe('12345');
});
