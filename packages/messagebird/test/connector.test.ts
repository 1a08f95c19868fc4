import {
  describeConnector,
  type EmulatorAnswer,
  expectConnectorError,
} from '@sms-connectors/core/testing';
import { errorRows, messagebird } from '@sms-connectors/messagebird';
import { startMessagebirdEmulator } from '@sms-connectors/messagebird/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { config as signedConfig, documentedWebhooks, staleReport } from './signed-reports.ts';

const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
type Config = Parameters<typeof messagebird>[0];

const emulator = await startMessagebirdEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

// https://github.com/messagebird/openapi-specs/blob/main/sms/openapi.yaml
const wrongKey = refusal(401, 2, 'access_key');
const wrongRecipient = refusal(422, 9, 'recipient');

describeConnector({
  runner: { describe, test },
  connector: messagebird,
  // The emulator's account, with a key that the tests sign with.
  config: { ...emulator.config, ...signedConfig },
  packageUrl: new URL('..', import.meta.url),
  startEmulator: startMessagebirdEmulator,
  answers: [
    {
      name: 'a wrong access key',
      answer: wrongKey,
      means: { outcome: 'rejected', code: 'unauthorized', providerCode: '2' },
    },
    {
      name: 'a recipient that is none, or not that of a trial account',
      answer: wrongRecipient,
      means: { outcome: 'rejected', code: 'invalid_recipient', providerCode: '9' },
    },
  ],
  deliveryReports: {
    webhooks: documentedWebhooks,
    proof: ['messagebird-signature-jwt'],
    stale: staleReport,
  },
});

function refusal(status: number, code: unknown, parameter: unknown = null): EmulatorAnswer {
  return { status, body: { errors: [{ code, description: 'MessageBird’s words', parameter }] } };
}

function connect(config: Partial<Config> = {}) {
  return messagebird({ ...emulator.config, templates, ...config }, { baseUrl: emulator.url });
}

function answerNext(answer: EmulatorAnswer): void {
  emulator.fail({ kind: 'answer', answer });
}

describe('a config', () => {
  const accessKey = 'key';

  test.each([
    ['a name', { originator: 'ExampleSMS' }],
    ['a name with spaces and signs', { originator: 'R&D Team' }],
    ['a number', { originator: '31612345678' }],
    ['a number in E.164', { originator: '+31612345678' }],
    ['a short code', { originator: '1008' }],
    ['a signing key', { originator: 'Acme', signingKey: 'x'.repeat(32) }],
    [
      'a URL for reports',
      {
        originator: 'Acme',
        signingKey: 'x',
        deliveryReportUrl: 'https://example.com/sms/reports/messagebird',
      },
    ],
  ])('with %s is accepted', (_, config) => {
    expect(messagebird({ accessKey, ...config, templates }).id).toBe('messagebird');
  });

  test.each([
    ['a name too long', { originator: 'Acme Company' }, 'originator', /1 to 11/],
    ['a name with a space at its end', { originator: 'Acme ' }, 'originator', /1 to 11/],
    ['a name in Cyrillic', { originator: 'Акме' }, 'originator', /1 to 11/],
    ['a number too long', { originator: '1234567890123456' }, 'originator', /3 to 15/],
    ['a spaced key', { originator: 'Acme', accessKey: 'a b' }, 'accessKey', /without spaces/],
    [
      'a URL for reports alone',
      { originator: 'Acme', deliveryReportUrl: 'https://example.com/reports/messagebird' },
      'signingKey',
      /deliveryReportUrl/,
    ],
    [
      'a URL of another connector',
      {
        originator: 'Acme',
        signingKey: 'x',
        deliveryReportUrl: 'https://example.com/reports/twilio',
      },
      'deliveryReportUrl',
      /ID of the connector/,
    ],
  ])('with %s is refused', async (_, config, path, wanted) => {
    const make = async () => messagebird({ accessKey, ...config, templates });
    const error = await expectConnectorError(make());
    expect(error).toMatchObject({ code: 'invalid_config', outcome: 'rejected' });
    expect(error.issues).toMatchObject([{ path, message: expect.stringMatching(wanted) }]);
  });
});

describe('the request', () => {
  test('is the one that MessageBird documents', async () => {
    await connect({ signingKey: undefined }).send(message);

    expect(emulator.requests).toHaveLength(1);
    const [request] = emulator.requests;
    expect(request?.method).toBe('POST');
    expect(request?.path).toBe('/messages');
    expect(request?.headers.authorization).toBe(`AccessKey ${emulator.config.accessKey}`);
    expect(request?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      originator: 'ExampleSMS',
      recipients: ['33612345678'],
      body: 'Your code is 314159.',
      datacoding: 'auto',
    });
  });

  test('has a reference if reports are wanted, since there are none without', async () => {
    await connect().send(message);
    expect(emulator.messages[0]?.reference).toBe('verification-code');
    await connect().send({ ...message, reference: 'login-1' });
    expect(emulator.messages[1]?.reference).toBe('login-1');
  });

  test('has the sender and the URL for reports of the config', async () => {
    const deliveryReportUrl = 'https://example.com/sms/reports/messagebird';
    await connect({ originator: '+31612345678', deliveryReportUrl }).send(message);
    expect(emulator.messages[0]?.parameters).toMatchObject({
      originator: '31612345678',
      reportUrl: deliveryReportUrl,
    });
  });

  test('keeps a plus sign in a name', async () => {
    await connect({ originator: '+Acme' }).send(message);
    expect(emulator.messages[0]?.from).toBe('+Acme');
  });

  test('has the time until the code expires, in seconds', async () => {
    await connect().send({ ...message, expiresAt: new Date(Date.now() + 600_500) });
    expect(emulator.messages[0]?.validitySeconds).toBe(600);
  });
});

describe('an answer', () => {
  const id = 'f28bbe526fc14974b3e7e663a6139b53';
  const sent = { items: [{ recipient: 33_612_345_678, status: 'sent' }] };

  test('has the receipt’s facts', async () => {
    expect(await connect().send(message)).toEqual({
      messageId: emulator.messages[0]?.messageId,
      status: 'accepted',
      encoding: 'GSM-7',
      segments: 1,
      provider: { id: 'messagebird' },
    });
  });

  test.each<[string, EmulatorAnswer]>([
    ['no ID', { status: 201, body: { recipients: sent } }],
    ['an ID that is the recipient', { status: 201, body: { id: '33612345678', recipients: sent } }],
    ['no recipients', { status: 201, body: { id } }],
    ['an empty list of recipients', { status: 201, body: { id, recipients: { items: [] } } }],
    ['HTML', { status: 201, body: '<html>' }],
    ['another status', { status: 200, body: { id, recipients: sent } }],
  ])('with %s is an invalid response', async (_, answer) => {
    answerNext(answer);
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code: 'invalid_response',
      outcome: 'unknown',
    });
  });

  test.each(['delivery_failed', 'expired'])('with the state %s is a failure', async (status) => {
    answerNext({ status: 201, body: { id, recipients: { items: [{ status }] } } });
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code: 'unclassified',
      outcome: 'rejected',
    });
  });
});

describe('a refusal', () => {
  const codes = errorRows.filter(({ cause }) => /^\d+$/.test(cause));
  test.each(codes)('with $cause is $code', async ({ cause, code, docsUrl }) => {
    answerNext(refusal(422, Number(cause)));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({
      code,
      outcome: 'rejected',
      provider: { id: 'messagebird', code: cause, httpStatus: 422, docsUrl },
    });
    expect(JSON.stringify(error)).not.toContain('MessageBird’s words');
  });

  const parameters = errorRows.filter(({ cause }) => cause.startsWith('9, 10 '));
  test.each(parameters.flatMap((row) => [9, 10].map((number) => ({ ...row, number }))))(
    'with $number about $cause is $code',
    async ({ cause, code, docsUrl, number }) => {
      answerNext(refusal(422, number, cause.replace('9, 10 ', '')));
      const error = await expectConnectorError(connect().send(message));
      expect(error).toMatchObject({
        code,
        outcome: 'rejected',
        provider: { code: String(number), docsUrl },
      });
    },
  );

  test.each([[null], [7], ['+33612345678'], ['gateway']])(
    'with 9 about %o is unclassified',
    async (parameter) => {
      answerNext(refusal(422, 9, parameter));
      const error = await expectConnectorError(connect().send(message));
      expect(error).toMatchObject({ code: 'unclassified', provider: { code: '9' } });
    },
  );

  test('of a wrong key is not about a parameter', async () => {
    answerNext(refusal(401, 2, 'originator'));
    const error = await expectConnectorError(connect().send(message));
    expect(error.code).toBe('unauthorized');
  });

  test.each([
    [400, 'unclassified', 'rejected'],
    [401, 'unauthorized', 'rejected'],
    [422, 'unclassified', 'rejected'],
    [429, 'rate_limited', 'rejected'],
    [500, 'provider_unavailable', 'unknown'],
    [503, 'provider_unavailable', 'unknown'],
  ])('with an unknown code falls back to HTTP %i: %s', async (status, code, outcome) => {
    answerNext(refusal(status, 99));
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code,
      outcome,
      provider: { code: '99' },
    });
  });

  test.each([[[]], ['Not Found'], [[null]], [[{ code: '33612345678' }]], [[{ code: -1 }]]])(
    'with the errors %o has no code',
    async (errors) => {
      answerNext({ status: 422, body: { errors } });
      const error = await expectConnectorError(connect().send(message));
      expect(error.code).toBe('unclassified');
      expect(error.provider).not.toHaveProperty('code');
    },
  );

  test('of a wrong key comes from the emulator too', async () => {
    const error = await expectConnectorError(connect({ accessKey: 'wrong' }).send(message));
    expect(error).toMatchObject({
      code: 'unauthorized',
      provider: { code: '2', httpStatus: 401 },
    });
    expect(emulator.messages).toEqual([]);
  });

  test('of a trial account says what to do', async () => {
    await using trial = await startMessagebirdEmulator({ account: { trialNumber: '31612345678' } });
    const sms = messagebird({ ...trial.config, templates }, { baseUrl: trial.url });
    const error = await expectConnectorError(sms.send(message));
    expect(error).toMatchObject({ code: 'invalid_recipient', provider: { code: '9' } });
    expect(error.message).toMatch(/test period/);
    await sms.send({ ...message, to: '+31612345678' });
    expect(trial.messages).toHaveLength(1);
  });
});
