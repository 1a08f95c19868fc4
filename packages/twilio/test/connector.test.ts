import {
  describeConnector,
  type EmulatorAnswer,
  expectConnectorError,
} from '@sms-connectors/core/testing';
import { errorRows, twilio, type TwilioConfig } from '@sms-connectors/twilio';
import { startTwilioEmulator } from '@sms-connectors/twilio/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { attemptedUrls } from '../../../test/attempted-requests.ts';
import { callback, webhook } from './webhook.ts';

const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
const from = '+15005550006';
type Config = Parameters<typeof twilio>[0];

const emulator = await startTwilioEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

describeConnector({
  runner: { describe, test },
  connector: twilio,
  config: emulator.config,
  packageUrl: new URL('..', import.meta.url),
  deliveryReports: {
    proof: ['x-twilio-signature'],
    webhooks: [
      {
        name: 'a status callback',
        request: webhook(callback),
        reports: [
          {
            messageId: callback.MessageSid,
            status: 'delivered',
            provider: { id: 'twilio', status: 'delivered' },
          },
        ],
      },
    ],
  },
  startEmulator: startTwilioEmulator,
  // The bodies are Twilio's own; see src/emulator.ts.
  answers: [
    {
      name: 'a recipient who has opted out',
      answer: refusal(400, 21_610, 'Attempt to send to unsubscribed recipient'),
      means: { outcome: 'rejected', code: 'opted_out', providerCode: '21610' },
    },
    {
      name: 'wrong credentials',
      answer: refusal(401, 20_003, 'Authenticate'),
      means: { outcome: 'rejected', code: 'unauthorized', providerCode: '20003' },
    },
    {
      name: 'a full queue',
      answer: refusal(429, 21_611, 'SMS queue is full.'),
      means: { outcome: 'rejected', code: 'rate_limited', providerCode: '21611' },
    },
    {
      name: 'a message that has failed already',
      answer: created({ status: 'failed', error_code: 30_007 }),
      means: { outcome: 'rejected', code: 'content_rejected', providerCode: '30007' },
    },
  ],
});

function refusal(status: number, code: unknown, words: string): EmulatorAnswer {
  const more_info = `https://www.twilio.com/docs/errors/${String(code)}`;
  return { status, body: { code, message: words, more_info, status } };
}

function created(resource: object): EmulatorAnswer {
  return { status: 201, body: { sid: sid('SM'), ...resource } };
}

function connect(config: Partial<Config> = {}) {
  const whole = { ...emulator.config, ...config, templates };
  return twilio(whole, { baseUrl: emulator.url });
}

function connectFrom(sender: string) {
  return connect({ fromMessagingServiceSID: undefined, from: sender });
}

function sid(prefix: string): string {
  return `${prefix}${'0123456789abcdef'.repeat(2)}`;
}

function answerNext(answer: EmulatorAnswer): void {
  emulator.fail({ kind: 'answer', answer });
}

describe('the request', () => {
  test('is the one that Twilio documents', async () => {
    await connect().send(message);

    expect(emulator.requests).toHaveLength(1);
    const [request] = emulator.requests;
    const { accountSID, fromMessagingServiceSID } = emulator.config;
    expect(request?.method).toBe('POST');
    expect(request?.path).toBe(`/2010-04-01/Accounts/${accountSID}/Messages.json`);
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(request?.body).toBe(
      `MessagingServiceSid=${fromMessagingServiceSID}&To=%2B33612345678&Body=Your%20code%20is%20314159.`,
    );
  });

  test('has the sender, the risk check and the feedback of the config', async () => {
    const sender = { fromMessagingServiceSID: undefined, from };
    await connect({ ...sender, disableRiskCheck: true, provideFeedback: true }).send(message);
    expect(emulator.messages[0]?.parameters).toEqual({
      From: from,
      RiskCheck: 'disable',
      ProvideFeedback: 'true',
      To: '+33612345678',
      Body: 'Your code is 314159.',
    });
  });

  test.each([
    ['within the range', 600.5, '600'],
    ['shorter than Twilio accepts', 0.9, '1'],
    ['longer than Twilio accepts', 90_000, '36000'],
  ])('carries an expiry %s as ValidityPeriod', async (_, seconds, period) => {
    const expiresAt = new Date(Date.now() + seconds * 1000);
    await connect().send({ ...message, expiresAt });
    expect(emulator.messages[0]?.parameters['ValidityPeriod']).toBe(period);
  });

  test.each(['authToken', 'apiKey'])('authenticates with %s', async (kind) => {
    const { accountSID, authToken, apiKeySID, apiKeySecret } = emulator.account;
    const key = { authToken: undefined, apiKeySID, apiKeySecret };
    await connect(kind === 'apiKey' ? key : {}).send(message);

    const pair = kind === 'apiKey' ? [apiKeySID, apiKeySecret] : [accountSID, authToken];
    const basic = Buffer.from(pair.join(':')).toString('base64');
    expect(emulator.requests[0]?.headers.authorization).toBe(`Basic ${basic}`);
    expect(emulator.requests[0]?.path).toContain(accountSID);
  });

  test.each<[Partial<TwilioConfig>, string]>([
    [{}, 'https://api.twilio.com'],
    [{ region: 'ie1', edge: 'dublin' }, 'https://api.dublin.ie1.twilio.com'],
  ])('of a config with %o goes to %s', async (place, origin) => {
    const config = { ...emulator.config, ...place, templates };
    const urls = await attemptedUrls((http) => twilio(config, { http }).send(message));
    const { accountSID } = emulator.config;
    expect(urls).toEqual([`${origin}/2010-04-01/Accounts/${accountSID}/Messages.json`]);
  });
});

describe('the receipt', () => {
  test('has Twilio’s facts', async () => {
    const receipt = await connectFrom(from).send({
      ...message,
      payload: { code: 'x'.repeat(160) },
    });
    expect(receipt).toEqual({
      messageId: emulator.messages[0]?.messageId,
      status: 'queued',
      encoding: 'GSM-7',
      segments: 2,
      provider: {
        id: 'twilio',
        segments: 2,
        requestId: expect.stringMatching(/^RQ[0-9a-f]{32}$/),
      },
    });
  });

  test('has no count from Twilio if a messaging service has not counted yet', async () => {
    const receipt = await connect().send(message);
    expect(receipt).toMatchObject({ status: 'accepted', segments: 1 });
    expect(receipt.provider).not.toHaveProperty('segments');
  });
});

describe('an answer 201 that is not a success', () => {
  test.each([
    ['failed', 30_003, 'unreachable_recipient'],
    ['failed', 30_450, 'fraud_blocked'],
    ['failed', 39_999, 'unclassified'],
    ['failed', null, 'unclassified'],
    ['undelivered', null, 'unclassified'],
    ['canceled', null, 'unclassified'],
  ])('with the status %s and the error %o is %s', async (status, error_code, code) => {
    answerNext(created({ status, error_code }));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code, outcome: 'rejected', provider: { httpStatus: 201 } });
    expect(error.provider.code).toBe(error_code === null ? undefined : String(error_code));
  });

  test.each([
    ['no SID', { sid: undefined, status: 'queued' }],
    ['an empty SID', { sid: '', status: 'queued' }],
    ['a SID that is not of a message', { sid: sid('CA'), status: 'queued' }],
    ['no status', {}],
    ['a status that repeats the recipient', { status: '+33612345678' }],
  ])('with %s is an invalid response', async (_, body) => {
    answerNext(created(body));
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code: 'invalid_response',
      outcome: 'unknown',
    });
  });
});

describe('a refusal', () => {
  test.each(errorRows)('with $cause is $code', async ({ cause: code, code: ours }) => {
    answerNext(refusal(400, Number(code), 'Twilio’s words'));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({
      code: ours,
      outcome: 'rejected',
      provider: {
        id: 'twilio',
        code,
        httpStatus: 400,
        docsUrl: `https://www.twilio.com/docs/api/errors/${code}`,
      },
    });
    expect(JSON.stringify(error)).not.toContain('Twilio’s words');
  });

  test('of a trial account says to verify the number or to upgrade', async () => {
    answerNext(refusal(400, 21_608, 'Twilio’s words'));
    const { message: words, provider } = await expectConnectorError(connect().send(message));
    expect(words).toContain('verify the number with the provider, or upgrade the account');
    expect(words).toContain('21608');
    expect(words).toContain(provider.advice);
  });

  test.each([
    [400, 'unclassified', 'rejected'],
    [401, 'unauthorized', 'rejected'],
    [403, 'unauthorized', 'rejected'],
    [429, 'rate_limited', 'rejected'],
    [500, 'provider_unavailable', 'unknown'],
    [503, 'provider_unavailable', 'unknown'],
  ])('with an unknown code falls back to HTTP %i: %s', async (status, code, outcome) => {
    answerNext(refusal(status, 99_999, ''));
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code,
      outcome,
      provider: { code: '99999', docsUrl: 'https://www.twilio.com/docs/api/errors/99999' },
    });
  });

  test('with a known code and HTTP 500 still has the outcome unknown', async () => {
    answerNext(refusal(500, 21_702, ''));
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code: 'provider_unavailable',
      outcome: 'unknown',
    });
  });

  test.each([['21211'], [null], [33_612_345_678], [21_211.5], [-1]])(
    'with %o, which is not a code of Twilio, has no code',
    async (code) => {
      answerNext(refusal(400, code, ''));
      const error = await expectConnectorError(connect().send(message));
      expect(error.code).toBe('unclassified');
      expect(error.provider).not.toHaveProperty('code');
      expect(error.provider).not.toHaveProperty('docsUrl');
    },
  );

  test('has Twilio’s id of the request but not the number that Twilio repeats', async () => {
    const error = await expectConnectorError(connect().send({ ...message, to: '+15005550009' }));
    expect(error.code).toBe('unreachable_recipient');
    expect(error.provider.requestId).toMatch(/^RQ[0-9a-f]{32}$/);
    expect(`${JSON.stringify(error)} ${error.stack}`).not.toContain('5005550009');
  });
});
