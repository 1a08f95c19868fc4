import { azure, errorRows } from '@sms-connectors/azure';
import { startAzureEmulator } from '@sms-connectors/azure/emulator';
import {
  describeConnector,
  type EmulatorAnswer,
  expectConnectorError,
} from '@sms-connectors/core/testing';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { attemptedUrls } from '../../../test/attempted-requests.ts';
import { config as documented } from './config.ts';
import { deliveryReportToken, documentedWebhooks } from './documented-webhooks.ts';

const { templates } = documented;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
const messageId = 'Outgoing_20200610203725bfd4ba70-70bf-4f77-925d-c0bdb5161bb3';
type Config = Parameters<typeof azure>[0];

const emulator = await startAzureEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

describeConnector({
  runner: { describe, test },
  connector: azure,
  config: { ...emulator.config, deliveryReportToken },
  packageUrl: new URL('..', import.meta.url),
  startEmulator: startAzureEmulator,
  // https://github.com/Azure/azure-rest-api-specs/blob/main/specification/communication/data-plane/Sms/stable/2026-01-23/examples/SmsSend.json
  answers: [
    {
      name: 'a number that is none, inside a 202',
      answer: result({
        httpStatusCode: 400,
        errorMessage: 'Invalid To phone number format.',
        successful: false,
      }),
      means: { outcome: 'rejected', code: 'invalid_recipient', providerCode: '400' },
    },
    {
      name: 'an outage, inside a 202',
      answer: result({
        httpStatusCode: 503,
        errorMessage: 'ServiceUnavailable',
        successful: false,
      }),
      means: { outcome: 'unknown', code: 'provider_unavailable', providerCode: '503' },
    },
    {
      name: 'a time that is none, inside a 202',
      answer: result({
        httpStatusCode: 400,
        repeatabilityResult: 'rejected',
        errorMessage: 'Request sent with Invalid DateTime value for repeatability-first-sent.',
        successful: false,
      }),
      means: { outcome: 'rejected', code: 'unclassified', providerCode: '400' },
    },
    {
      name: 'an invalid recipient',
      answer: {
        status: 400,
        body: {
          type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
          title: 'One or more validation errors occurred.',
          status: 400,
          errors: { SmsRecipients: ['Invalid recipient phone number format.'] },
          traceId: '00-be8d0cac83cc01715e39bc84c2d10c61-5d7b25cd36751c3d-00',
        },
      },
      means: { outcome: 'rejected', code: 'invalid_recipient' },
    },
    {
      // https://github.com/Azure/azure-sdk-for-js/tree/1efbe0f7629b46f6f7d296b5594cc2430e17b25a/sdk/communication/communication-sms/recordings
      name: 'an invalid sender, from an older version of the API',
      answer: { status: 400, body: { From: ['Invalid from phone number format.'] } },
      means: { outcome: 'rejected', code: 'sender_invalid' },
    },
    {
      name: 'a sender of somebody else',
      answer: { status: 401, body: { error: { code: 'Unauthorized', message: '' } } },
      means: { outcome: 'rejected', code: 'unauthorized', providerCode: 'Unauthorized' },
    },
  ],
  deliveryReports: { webhooks: documentedWebhooks, proof: ['?token'] },
});

function result(item: object): EmulatorAnswer {
  return { status: 202, body: { value: [{ to: message.to, ...item }] } };
}

function connect(config: Partial<Config> = {}) {
  return azure({ ...emulator.config, templates, ...config }, { baseUrl: emulator.url });
}

function answerNext(answer: EmulatorAnswer): void {
  emulator.fail({ kind: 'answer', answer });
}

async function failureOf(answer: EmulatorAnswer) {
  answerNext(answer);
  return expectConnectorError(connect().send(message));
}

/** Where a message goes with a config. */
function urlsOf(config: Config): Promise<readonly string[]> {
  return attemptedUrls((http) => azure(config, { http }).send(message));
}

describe('a config', () => {
  const key = 'c2VjcmV0LWtleQ==';

  test.each([
    'endpoint=https://contoso.communication.azure.com/;accesskey=c2VjcmV0LWtleQ==',
    'endpoint=https://contoso.communication.azure.com;accesskey=c2VjcmV0LWtleQ==',
    'Endpoint=https://contoso.communication.azure.com/;AccessKey=c2VjcmV0LWtleQ==;',
  ])('with %s goes to the endpoint', async (connectionString) => {
    expect(await urlsOf({ ...documented, connectionString })).toEqual([
      'https://contoso.communication.azure.com/sms?api-version=2026-01-23',
    ]);
  });

  test('goes to the endpoint of a country', async () => {
    const connectionString = `endpoint=https://contoso.france.communication.azure.com/;accesskey=${key}`;
    expect(await urlsOf({ ...documented, connectionString })).toEqual([
      'https://contoso.france.communication.azure.com/sms?api-version=2026-01-23',
    ]);
  });

  test.each([
    ['no key', 'endpoint=https://contoso.communication.azure.com/'],
    ['an empty key', 'endpoint=https://contoso.communication.azure.com/;accesskey='],
    ['the key alone', key],
    ['a key that is cut', 'endpoint=https://contoso.communication.azure.com/;accesskey=c2VjcmV0L'],
    [
      'an endpoint in plain text',
      `endpoint=http://contoso.communication.azure.com/;accesskey=${key}`,
    ],
    ['a path', `endpoint=https://contoso.communication.azure.com/sms;accesskey=${key}`],
  ])('with %s is refused', (_, connectionString) => {
    expect(() => azure({ ...documented, connectionString })).toThrow(/connectionString/);
  });

  // https://learn.microsoft.com/azure/communication-services/concepts/sms/sms-faq
  test.each(['+14255550123', '12345', '234567', 'CONTOSO', 'My Company', 'A+B-C_D&E', 'x'])(
    'takes the sender %s',
    (from) => {
      expect(() => azure({ ...documented, from })).not.toThrow();
    },
  );

  test.each(['', '14255550123', '1234', '+0123456789', ' Contoso', 'TwelveLetter', 'Café', '+'])(
    'refuses the sender %o',
    (from) => {
      expect(() => azure({ ...documented, from })).toThrow(/from/);
    },
  );

  test.each(['too-short', 'a token with spaces', 'x'.repeat(201), 'token-with-a-+-sign-0001'])(
    'refuses the token %s',
    (token) => {
      expect(() => azure({ ...documented, deliveryReportToken: token })).toThrow(
        /deliveryReportToken/,
      );
    },
  );
});

describe('the request', () => {
  test('has what Azure needs to send it once', async () => {
    const before = Math.floor(Date.now() / 1000) * 1000;
    await connect().send({ ...message, reference: 'login-1' });
    const [request] = emulator.requests;
    expect(request?.headers['content-type']).toBe('application/json');
    const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
    const recipient = {
      to: message.to,
      repeatabilityRequestId: expect.stringMatching(uuid) as string,
      repeatabilityFirstSent: expect.any(String) as string,
    };
    const sent = JSON.parse(request?.body ?? '') as { smsRecipients: Record<string, string>[] };
    expect(sent).toEqual({
      from: '+14255550123',
      smsRecipients: [recipient],
      message: 'Your code is 314159.',
      smsSendOptions: { enableDeliveryReport: true, tag: 'login-1' },
    });
    const time = sent.smsRecipients[0]?.['repeatabilityFirstSent'] ?? '';
    expect(time).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
    expect(Date.parse(time)).toBeGreaterThanOrEqual(before);
  });

  test('has an ID of its own for each send', async () => {
    const sms = connect();
    await Promise.all([sms.send(message), sms.send(message)]);
    const ids = emulator.messages.map(({ parameters }) => parameters['repeatabilityRequestId']);
    expect(new Set(ids).size).toBe(2);
  });

  test('that a proxy repeats sends one message', async () => {
    const { messageId: id } = await connect().send(message);
    const [request] = emulator.requests;
    const headers = request?.headers as Record<string, string>;
    const repeated = await fetch(`${emulator.url}/sms?api-version=2026-01-23`, {
      method: 'POST',
      headers: {
        authorization: headers['authorization'] ?? '',
        'x-ms-date': headers['x-ms-date'] ?? '',
        'x-ms-content-sha256': headers['x-ms-content-sha256'] ?? '',
      },
      body: request?.body ?? '',
    });
    expect(await repeated.json()).toMatchObject({ value: [{ messageId: id, successful: true }] });
    expect(emulator.messages).toHaveLength(1);
  });

  test('asks for reports only if the config has what proves them', async () => {
    await connect({ deliveryReportToken: undefined }).send(message);
    expect(JSON.parse(emulator.requests[0]?.body ?? '')).toMatchObject({
      smsSendOptions: { enableDeliveryReport: false },
    });
  });
});

describe('the receipt', () => {
  test('has Azure’s facts', async () => {
    expect(await connect().send(message)).toEqual({
      messageId: emulator.messages[0]?.messageId,
      status: 'accepted',
      encoding: 'GSM-7',
      segments: 1,
      provider: { id: 'azure', requestId: expect.stringMatching(/^[\w+/]{22}\.0$/) as string },
    });
  });

  test('has no request ID that is not a correlation vector', async () => {
    answerNext({
      ...result({ messageId, httpStatusCode: 202, successful: true }),
      headers: { 'ms-cv': 'sent to 33612345678' },
    });
    const { provider } = await connect().send(message);
    expect(provider).toEqual({ id: 'azure' });
  });
});

describe('an answer 202 that is not a success', () => {
  test.each([
    ['no result', { value: [] }],
    ['no list', { value: null }],
    ['no ID', { value: [{ httpStatusCode: 202, successful: true }] }],
    ['an ID that is a sentence', { value: [{ messageId: 'Sent to you', successful: true }] }],
    ['success in another form', { value: [{ messageId, successful: 'true' }] }],
    ['a failure without a status', { value: [{ messageId, successful: false }] }],
    ['a failure with a good status', { value: [{ httpStatusCode: 202, successful: false }] }],
  ])('with %s is an invalid response', async (_, body) => {
    const error = await failureOf({ status: 202, body });
    expect(error).toMatchObject({ code: 'invalid_response', outcome: 'unknown' });
  });

  test.each([
    [400, 'unclassified', 'rejected'],
    [401, 'unauthorized', 'rejected'],
    [404, 'unclassified', 'rejected'],
    [409, 'unclassified', 'unknown'],
    [429, 'rate_limited', 'rejected'],
    [500, 'provider_unavailable', 'unknown'],
  ])('with the status %i inside is %s', async (httpStatusCode, code, outcome) => {
    const errorMessage = 'Azure’s words';
    const error = await failureOf(result({ httpStatusCode, errorMessage, successful: false }));
    const provider = { id: 'azure', code: String(httpStatusCode), httpStatus: 202 };
    expect(error).toMatchObject({ code, outcome, provider });
    expect(JSON.stringify(error)).not.toContain('Azure’s words');
  });
});

describe('a refusal', () => {
  const members = errorRows.filter(({ cause }) => cause.startsWith('400 '));
  test.each(members)('with $cause is $code', async ({ cause, code, docsUrl }) => {
    const errors = { Other: ['…'], [cause.replace('400 ', '')]: ['Azure’s words'] };
    const error = await failureOf({ status: 400, body: { errors } });
    expect(error).toMatchObject({ code, outcome: 'rejected', provider: { docsUrl } });
    expect(error.provider).not.toHaveProperty('code');
    expect(JSON.stringify(error)).not.toContain('Azure’s words');
  });

  test('says what to do about a 401', async () => {
    const error = await failureOf({ status: 401, body: { error: { code: 'Unauthorized' } } });
    expect(error.message).toContain('`from` belongs to the resource');
  });

  test.each([
    [401, 'Denied', 'unauthorized', 'rejected'],
    [403, 'Forbidden', 'unauthorized', 'rejected'],
    [409, 'Conflict', 'unclassified', 'unknown'],
    [429, 'TooManyRequests', 'rate_limited', 'rejected'],
    [503, 'ServiceUnavailable', 'provider_unavailable', 'unknown'],
  ])('with HTTP %i and the unknown code %s is %s', async (status, code, ours, outcome) => {
    const error = await failureOf({ status, body: { error: { code, message: '' } } });
    expect(error).toMatchObject({ code: ours, outcome, provider: { code } });
  });

  test.each([[400], [null], ['Sent to 33612345678'], ['unauthorized']])(
    'with %o, which is not a code of Azure, has no code',
    async (code) => {
      const error = await failureOf({ status: 400, body: { error: { code } } });
      expect(error.code).toBe('unclassified');
      expect(error.provider).not.toHaveProperty('code');
    },
  );

  test('of another key, or another sender, sends nothing', async () => {
    const connectionString = 'endpoint=https://contoso.communication.azure.com/;accesskey=b3RoZXI=';
    for (const config of [{ connectionString }, { from: '+14255550199' }]) {
      const error = await expectConnectorError(connect(config).send(message));
      expect(error).toMatchObject({ code: 'unauthorized', outcome: 'rejected' });
    }
    expect(emulator.messages).toEqual([]);
  });
});
