import { type ConnectorError, type HttpRequest, isConnectorError } from '@sms-connectors/core';
import { providerErrors, twilio } from '@sms-connectors/twilio';
import { startTwilioEmulator, type TwilioEmulator } from '@sms-connectors/twilio/emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
const from = '+15005550006';
type Config = Parameters<typeof twilio>[0];

let emulator: TwilioEmulator;
beforeAll(async () => {
  emulator = await startTwilioEmulator();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

function connect(config: Partial<Config> = {}) {
  const whole = { ...emulator.config, ...config, templates: [...templates] };
  return twilio(whole, { baseUrl: emulator.url });
}

function connectFrom(sender: string) {
  return connect({ fromMessagingServiceSID: undefined, from: sender });
}

function thrownBy(action: () => unknown): ConnectorError {
  try {
    action();
  } catch (error) {
    if (isConnectorError(error)) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

async function failureOf(sending: Promise<unknown>): Promise<ConnectorError> {
  const error: unknown = await sending.then(
    () => new Error('It was accepted.'),
    (thrown: unknown) => thrown,
  );
  if (isConnectorError(error)) return error;
  throw error;
}

function sid(prefix: string): string {
  return `${prefix}${'0123456789abcdef'.repeat(2)}`;
}

function refuseNext(status: number, code: unknown): void {
  const body = { code, message: 'Twilio’s words', more_info: '', status };
  emulator.fail({ kind: 'answer', answer: { status, body } });
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

  test('names the sender, and asks for no risk check, as the config says', async () => {
    await connect({ fromMessagingServiceSID: undefined, from, disableRiskCheck: true }).send(
      message,
    );
    expect(emulator.messages[0]?.parameters).toEqual({
      From: from,
      RiskCheck: 'disable',
      To: '+33612345678',
      Body: 'Your code is 314159.',
    });
  });

  test('keeps every character of the text', async () => {
    const code = '& = + % é €\n👩‍🚀 {{x}} $&';
    await connect().send({ ...message, payload: { code } });
    expect(emulator.messages[0]?.text).toBe(`Your code is ${code}.`);
  });

  test.each([
    ['within the range', 600.5, '600'],
    ['shorter than Twilio takes', 0.9, '1'],
    ['longer than Twilio takes', 90_000, '36000'],
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

  test.each([
    [{}, 'https://api.twilio.com'],
    [{ region: 'ie1', edge: 'dublin' }, 'https://api.dublin.ie1.twilio.com'],
  ])('of a config with %o goes to %s', async (place, origin) => {
    const urls: string[] = [];
    const http = async ({ url }: HttpRequest) => {
      urls.push(url);
      return { failure: 'network', sent: false } as const;
    };
    const sms = twilio({ ...emulator.config, ...place, templates: [...templates] }, { http });
    await failureOf(sms.send(message));
    const { accountSID } = emulator.config;
    expect(urls).toEqual([`${origin}/2010-04-01/Accounts/${accountSID}/Messages.json`]);
  });
});

describe('the receipt', () => {
  test('says what Twilio said', async () => {
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

  test('has no count of Twilio’s where a messaging service has not counted yet', async () => {
    const receipt = await connect().send(message);
    expect(receipt).toMatchObject({ status: 'accepted', segments: 1 });
    expect(receipt.provider).not.toHaveProperty('segments');
  });
});

describe('an answer 201 that is no success', () => {
  const messageSid = sid('SM');

  test.each([
    [30007, 'content_rejected'],
    [30003, 'unreachable_recipient'],
    [30450, 'fraud_blocked'],
    [39999, 'unknown'],
  ])('with the status failed and the error %i is %s', async (code, ours) => {
    const body = { sid: messageSid, status: 'failed', error_code: code };
    emulator.fail({ kind: 'answer', answer: { status: 201, body } });
    expect(await failureOf(connect().send(message))).toMatchObject({
      code: ours,
      outcome: 'rejected',
      provider: { code: String(code), httpStatus: 201 },
    });
  });

  test.each(['undelivered', 'canceled'])('with the status %s is an error', async (status) => {
    const body = { sid: messageSid, status, error_code: null };
    emulator.fail({ kind: 'answer', answer: { status: 201, body } });
    expect(await failureOf(connect().send(message))).toMatchObject({
      code: 'unknown',
      outcome: 'rejected',
    });
  });

  test.each([
    ['no SID', { status: 'queued' }],
    ['an empty SID', { sid: '', status: 'queued' }],
    ['a SID that is not of a message', { sid: `CA${messageSid.slice(2)}`, status: 'queued' }],
    ['no status', { sid: messageSid }],
    ['nothing in it', ''],
    ['HTML', '<html>Sign in to the Wi-Fi</html>'],
    ['half of it', `{"sid":"${messageSid}","status":"qu`],
  ])('with %s is an answer nobody can read', async (_, body) => {
    emulator.fail({ kind: 'answer', answer: { status: 201, body } });
    expect(await failureOf(connect().send(message))).toMatchObject({
      code: 'invalid_response',
      outcome: 'unknown',
    });
  });
});

describe('a refusal', () => {
  test.each(Object.entries(providerErrors))('with %s is %s', async (code, ours) => {
    refuseNext(400, Number(code));
    const error = await failureOf(connect().send(message));
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

  test.each([
    [400, 'unknown', 'rejected'],
    [401, 'unauthorized', 'rejected'],
    [403, 'unauthorized', 'rejected'],
    [429, 'rate_limited', 'rejected'],
    [500, 'provider_unavailable', 'unknown'],
    [503, 'provider_unavailable', 'unknown'],
  ])('with a code we do not know falls back to HTTP %i: %s', async (status, code, outcome) => {
    refuseNext(status, 99_999);
    expect(await failureOf(connect().send(message))).toMatchObject({
      code,
      outcome,
      provider: { code: '99999', docsUrl: 'https://www.twilio.com/docs/api/errors/99999' },
    });
  });

  test('with a known code keeps the doubt of HTTP 500', async () => {
    refuseNext(500, 21_702);
    expect(await failureOf(connect().send(message))).toMatchObject({
      code: 'provider_unavailable',
      outcome: 'unknown',
    });
  });

  test.each([['21211'], [null], [33_612_345_678], [21_211.5], [-1]])(
    'with %o, which is no code of Twilio’s, has none',
    async (code) => {
      refuseNext(400, code);
      const error = await failureOf(connect().send(message));
      expect(error.code).toBe('unknown');
      expect(error.provider).not.toHaveProperty('code');
      expect(error.provider).not.toHaveProperty('docsUrl');
    },
  );

  test('says how long to wait', async () => {
    emulator.fail({ kind: 'rate-limit', retryAfter: '7' });
    expect(await failureOf(connect().send(message))).toMatchObject({
      code: 'rate_limited',
      outcome: 'rejected',
      retryable: true,
      retryAfterMs: 7000,
      provider: { code: '20429', requestId: expect.stringMatching(/^RQ/) },
    });
  });

  test('tells nobody the number that Twilio repeats', async () => {
    const to = '+15005550009';
    const error = await failureOf(connect().send({ ...message, to }));
    expect(error.code).toBe('unreachable_recipient');
    const told = `${JSON.stringify(error)} ${error.stack} ${String(error)}`;
    expect(told).not.toContain('5005550009');
  });
});

describe('a config', () => {
  const good = {
    accountSID: sid('AC'),
    authToken: 'a-token-that-nobody-may-see',
    fromMessagingServiceSID: sid('MG'),
    templates: [...templates],
  };
  const { authToken: _token, ...withoutToken } = good;
  const { fromMessagingServiceSID: _service, ...withoutSender } = good;
  const key = { apiKeySID: sid('SK'), apiKeySecret: 'a-secret-that-nobody-may-see' };

  test.each([
    ['an auth token and a messaging service', good],
    ['an API key', { ...withoutToken, ...key }],
    ['a number', { ...withoutSender, from: '+33757000000' }],
    ['a short code', { ...withoutSender, from: '12345' }],
    ['a name', { ...withoutSender, from: 'R&D Team-1' }],
    ['region and edge', { ...good, region: 'au1', edge: 'sydney' }],
  ])('with %s is taken', (_, config) => {
    expect(twilio(config).id).toBe('twilio');
  });

  test.each([
    ['no credentials', withoutToken, 'authToken', /is missing; give it, or apiKeySID/],
    ['token and key', { ...good, ...key }, 'authToken', /keep one of the two/],
    [
      'half a key',
      { ...withoutToken, apiKeySID: key.apiKeySID },
      'apiKeySecret',
      /is missing; apiKeySID needs it/,
    ],
    [
      'the other half of a key',
      { ...withoutToken, apiKeySecret: key.apiKeySecret },
      'apiKeySID',
      /is missing; apiKeySecret needs it/,
    ],
    ['no sender', withoutSender, 'fromMessagingServiceSID', /is missing; give it, or from/],
    ['two senders', { ...good, from: 'Acme' }, 'from', /keep one of the two/],
    ['a region alone', { ...good, region: 'ie1' }, 'edge', /is missing; region needs it/],
    ['an edge alone', { ...good, edge: 'dublin' }, 'region', /is missing; edge needs it/],
    ['a wrong SID', { ...good, accountSID: 'AC12' }, 'accountSID', /must be AC and 32/],
    ['a path for a SID', { ...good, accountSID: '../Calls' }, 'accountSID', /must be AC and 32/],
    ['a number of no country', { ...withoutSender, from: '+0612345678' }, 'from', /E\.164/],
    ['a name too long', { ...withoutSender, from: 'Acme Company' }, 'from', /up to 11/],
    ['a host for a region', { ...good, region: 'x.org/', edge: 'a' }, 'region', /two letters/],
  ])('with %s says so', (_, config, path, wanted) => {
    const error = thrownBy(() => twilio(config));
    expect(error).toMatchObject({ code: 'invalid_config', outcome: 'rejected' });
    expect(error.issues).toEqual([{ path, message: expect.stringMatching(wanted) }]);
    expect(JSON.stringify(error)).not.toContain('nobody-may-see');
  });

  test('has every field that is wrong named at once', () => {
    const error = thrownBy(() => twilio({ templates: [...templates] } as unknown as Config));
    expect(error.issues?.map(({ path }) => path)).toEqual([
      'accountSID',
      'authToken',
      'fromMessagingServiceSID',
    ]);
  });
});
