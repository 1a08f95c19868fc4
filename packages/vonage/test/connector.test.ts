import { createHmac } from 'node:crypto';
import type { ConnectorError } from '@sms-connectors/core';
import { describeConnector, expectConnectorError } from '@sms-connectors/core/testing';
import { errorRows, vonage } from '@sms-connectors/vonage';
import { startVonageEmulator } from '@sms-connectors/vonage/emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const account = {
  apiKey: 'a1b2c3d4',
  apiSecret: 'an-api-secret-nobody-sees',
  signatureSecret: 'a-signature-secret-nobody-sees',
  signatureMethod: 'sha256',
} as const;
const config = { ...account, from: 'AcmeInc' };

function answer(...parts: readonly object[]) {
  return { status: 200, body: { 'message-count': `${parts.length}`, messages: parts } };
}

// Parts as Vonage's API description and its libraries' tests have them:
// https://developer.vonage.com/en/api/sms
// https://github.com/Vonage/vonage-php-sdk-core/tree/main/test/SMS/responses
// https://github.com/Vonage/vonage-python-sdk/tree/main/sms/tests/data
const accepted = {
  to: '447700900000',
  'message-id': '0A0000000123ABCD1',
  status: '0',
  'remaining-balance': '3.14159265',
  'message-price': '0.03330000',
  network: '12345',
};
const throttled = {
  to: '14843472194',
  status: '1',
  'error-text': 'Throughput Rate Exceeded - please wait [ 702 ] and retry',
  network: '310260',
};
const missing = { status: '2', 'error-text': 'Missing to param' };
const barred = { status: '7', 'error-text': 'Number barred.' };
const broken = { status: '5', 'error-text': 'Server Error' };

function receipt(timestamp: number) {
  const parameters = {
    'api-key': account.apiKey,
    'err-code': '0',
    'message-timestamp': '2020-07-17 02:34:35',
    messageId: '14000000F9DBBBBB',
    msisdn: '14845552121',
    'network-code': '310004',
    nonce: 'ec11dd3e-1e7f-4db5-9467-82b02cd223b9',
    price: '0.00845000',
    scts: '1234567890',
    status: 'delivered',
    timestamp: `${timestamp}`,
    to: '16105553939',
  };
  const text = Object.entries(parameters).map(([name, value]) => `&${name}=${value}`);
  const hmac = createHmac('sha256', account.signatureSecret).update(text.join(''));
  const sig = hmac.digest('hex').toUpperCase();
  const query = new URLSearchParams({ ...parameters, sig });
  return {
    method: 'GET',
    url: `https://example.com/vonage?${query.toString()}`,
    headers: {},
    body: '',
  };
}

const now = Math.floor(Date.now() / 1000);

describeConnector({
  runner: { describe, test },
  connector: vonage,
  config,
  packageUrl: new URL('..', import.meta.url),
  startEmulator: () => startVonageEmulator({ account }),
  answers: [
    {
      name: 'too many messages',
      answer: answer(throttled),
      means: { outcome: 'rejected', code: 'rate_limited', providerCode: '1' },
    },
    {
      name: 'a missing parameter',
      answer: answer(missing),
      means: { outcome: 'rejected', code: 'invalid_message', providerCode: '2' },
    },
    {
      name: 'a barred number',
      answer: answer(barred),
      means: { outcome: 'rejected', code: 'unreachable_recipient', providerCode: '7' },
    },
    {
      name: 'an internal error of Vonage',
      answer: answer(broken),
      means: { outcome: 'unknown', code: 'provider_unavailable', providerCode: '5' },
    },
    {
      name: 'one part of two refused',
      answer: answer(accepted, { status: '1', 'error-text': 'Throttled' }),
      means: { outcome: 'unknown', code: 'rate_limited', providerCode: '1' },
    },
  ],
  deliveryReports: {
    webhooks: [
      {
        name: 'a delivery',
        request: receipt(now),
        reports: [
          {
            messageId: '14000000F9DBBBBB',
            status: 'delivered',
            at: new Date(now * 1000),
            provider: { id: 'vonage', status: 'delivered' },
          },
        ],
      },
    ],
    proof: ['?sig', '?timestamp'],
    stale: receipt(now - 3600),
  },
});

const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;

let emulator: Awaited<ReturnType<typeof startVonageEmulator>>;
beforeAll(async () => {
  emulator = await startVonageEmulator({ account });
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

function connect(changes: Partial<Parameters<typeof vonage>[0]> = {}) {
  return vonage({ ...config, ...changes, templates }, { baseUrl: emulator.url });
}

/** Sends a message that has this for an answer. */
function sendFor(...parts: readonly object[]) {
  emulator.fail({ kind: 'answer', answer: answer(...parts) });
  return connect().send(message);
}

function problems(changes: object) {
  try {
    vonage({ ...config, templates, ...changes });
  } catch (error) {
    return (error as ConnectorError).issues?.map(({ path, message: words }) => [path, words]);
  }
  return [];
}

describe('the request', () => {
  test('has the credentials if there is no signature secret', async () => {
    await connect({ signatureSecret: undefined }).send(message);
    expect(emulator.requests).toHaveLength(1);
    expect(emulator.requests[0]).toMatchObject({
      method: 'POST',
      path: '/sms/json',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'api_key=a1b2c3d4&api_secret=an-api-secret-nobody-sees&from=AcmeInc&to=33612345678&text=Your+code+is+314159.&type=text',
    });
  });

  test.each(['md5hash', 'md5', 'sha1', 'sha256', 'sha512'] as const)(
    'is signed with %s instead of having the API secret',
    async (signatureMethod) => {
      await using other = await startVonageEmulator({ account: { ...account, signatureMethod } });
      const signing = { ...config, signatureMethod, templates };
      await vonage(signing, { baseUrl: other.url }).send({
        ...message,
        payload: { code: 'é & = + 🔑' },
      });
      expect(other.messages).toHaveLength(1);
      const sent = new URLSearchParams(other.requests[0]?.body);
      expect(sent.get('text')).toBe('Your code is é & = + 🔑.');
      expect(sent.has('api_secret')).toBe(false);
      expect(Math.abs(Number(sent.get('timestamp')) - Date.now() / 1000)).toBeLessThan(60);
    },
  );

  test.each([
    ['Your code is 1 [€]', 'text'],
    ['Ваш код', 'unicode'],
    ['Conexão', 'unicode'],
    ['key 🔑', 'unicode'],
  ])('of %s is of type %s', async (code, type) => {
    await connect().send({ ...message, payload: { code } });
    expect(emulator.messages).toMatchObject([
      { text: `Your code is ${code}.`, parameters: { type } },
    ]);
  });

  test.each([
    ['+447700900000', '447700900000'],
    ['447700900000', '447700900000'],
    ['12345', '12345'],
    ['AcmeInc', 'AcmeInc'],
    // Vonage ignores the spaces of a name.
    ['Acme Co', 'AcmeCo'],
  ])('from %s names %s', async (from, sent) => {
    await connect({ from }).send(message);
    expect(emulator.messages).toMatchObject([{ from: sent, to: '+33612345678' }]);
  });

  test.each([
    ['shorter than Vonage accepts', 5, '20000'],
    ['within the range', 600.5, '600000'],
    ['longer than Vonage accepts', 700_000, '604800000'],
  ])('carries an expiry %s in milliseconds', async (_, seconds, ttl) => {
    await connect().send({ ...message, expiresAt: new Date(Date.now() + seconds * 1000) });
    expect(emulator.messages[0]?.parameters['ttl']).toBe(ttl);
  });

  test.each([
    ['order-4711', 'order-4711'],
    [undefined, undefined],
  ])('with the reference %s has the client-ref %s', async (reference, clientRef) => {
    const sent = await connect().send({ ...message, reference });
    expect(emulator.messages[0]?.parameters['client-ref']).toBe(clientRef);
    expect(sent).not.toHaveProperty('ignored');
  });

  test('is not made with a reference of more than 100 characters', async () => {
    const error = await expectConnectorError(
      connect().send({ ...message, reference: 'x'.repeat(101) }),
    );
    expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
    expect(emulator.requests).toHaveLength(0);
  });

  test('has the URL for delivery receipts', async () => {
    const deliveryReportUrl = 'https://example.com/reports/vonage';
    await connect({ deliveryReportUrl }).send(message);
    expect(emulator.messages[0]?.parameters['callback']).toBe(deliveryReportUrl);
  });
});

describe('the answer', () => {
  test('to a text of two parts has their number and their ids', async () => {
    const sent = await connect().send({ ...message, payload: { code: 'x'.repeat(160) } });
    expect(sent).toEqual({
      messageId: emulator.messages[0]?.messageId,
      partIds: [emulator.messages[0]?.messageId, expect.stringMatching(/^[\w-]{16,}$/)],
      status: '0',
      encoding: 'GSM-7',
      segments: 2,
      provider: { id: 'vonage', segments: 2 },
    });
  });

  test('with an id of the newer form is a receipt', async () => {
    const messageId = '3295d748-4e14-4681-af78-166dca3c5aab';
    expect(await sendFor({ ...accepted, 'message-id': messageId })).toMatchObject({ messageId });
  });

  test('to a text that the credit covers only in part has the outcome unknown', async () => {
    await using poor = await startVonageEmulator({ account: { ...account, balance: 0.04 } });
    const sms = vonage({ ...config, templates }, { baseUrl: poor.url });
    const error = await expectConnectorError(
      sms.send({ ...message, payload: { code: 'x'.repeat(160) } }),
    );
    expect(error).toMatchObject({
      code: 'insufficient_balance',
      outcome: 'unknown',
      provider: { code: '9' },
    });
    expect(poor.messages).toHaveLength(0);
    expect(await expectConnectorError(sms.send(message))).toMatchObject({
      code: 'insufficient_balance',
      outcome: 'rejected',
    });
  });

  const statusRows = errorRows.filter(({ cause }) => !cause.startsWith('err-code'));
  test.each(statusRows)('of the status $cause is $code', async ({ cause: status, code }) => {
    const error = await expectConnectorError(
      sendFor({ status, 'error-text': 'Vonage’s words, 33612345678' }),
    );
    expect(error).toMatchObject({
      code,
      outcome: status === '5' ? 'unknown' : 'rejected',
      provider: {
        id: 'vonage',
        code: status,
        docsUrl: 'https://developer.vonage.com/en/messaging/sms/guides/troubleshooting-sms',
      },
    });
    expect(JSON.stringify(error)).not.toContain('33612345678');
  });

  test.each([
    ['two refusals', [throttled, barred], 'rejected'],
    ['a refusal and a fault', [throttled, broken], 'unknown'],
    ['a refusal and an acceptance', [throttled, accepted], 'unknown'],
    ['an acceptance and a refusal', [accepted, throttled], 'unknown'],
  ])('with %s has the outcome of all parts together', async (_, parts, outcome) => {
    expect(await expectConnectorError(sendFor(...parts))).toMatchObject({
      code: 'rate_limited',
      outcome,
    });
  });

  test.each([
    ['an undocumented status', { status: '101', 'error-text': '' }],
    ['a refusal with an id', { status: '3', 'message-id': '0A0000000123ABCD1' }],
  ])('of %s has the outcome unknown', async (_, part) => {
    expect(await expectConnectorError(sendFor(part))).toMatchObject({
      outcome: 'unknown',
      provider: { code: part.status },
    });
  });

  test('has the time to wait, if Vonage names it', async () => {
    expect(await expectConnectorError(sendFor(throttled))).toMatchObject({ retryAfterMs: 702 });
    expect(
      await expectConnectorError(sendFor({ ...throttled, 'error-text': 'wait' })),
    ).not.toHaveProperty('retryAfterMs');
  });

  test.each([
    ['no parts', []],
    ['a part that is nothing', [null]],
    ['a part without a status', [{ 'message-id': accepted['message-id'] }]],
    ['a status that is a number', [{ ...accepted, status: 0 }]],
    ['a status that is a phone number', [{ status: '33612345678' }]],
    ['no message id', [{ ...accepted, 'message-id': undefined }]],
    ['a message id that is a phone number', [{ ...accepted, 'message-id': '33612345678' }]],
  ])('with %s is an invalid response', async (_, parts) => {
    const error = await expectConnectorError(sendFor(...(parts as object[])));
    expect(error).toMatchObject({ code: 'invalid_response', outcome: 'unknown' });
    expect(error.provider).not.toHaveProperty('code');
  });
});

describe('a config', () => {
  test.each([
    ['an API secret alone', { signatureSecret: undefined }],
    ['a signature secret alone', { apiSecret: undefined }],
    ['both', {}],
  ])('with %s is accepted', (_, changes) => {
    expect(problems(changes)).toEqual([]);
  });

  test.each([
    [
      'no credentials',
      { apiSecret: undefined, signatureSecret: undefined },
      'apiSecret',
      /^Required unless you set signatureSecret\.$/,
    ],
    ['another key', { apiKey: 'abc' }, 'apiKey', /8 letters and digits/],
    ['a secret with spaces', { apiSecret: 'two words' }, 'apiSecret', /without spaces/],
    ['a name too long', { from: 'AcmeCompany1' }, 'from', /up to 11/],
    ['a name too long with spaces', { from: 'Acme Company' }, 'from', /up to 11/],
    ['spaces alone', { from: '   ' }, 'from', /up to 11/],
    ['an unknown method', { signatureMethod: 'sha3' }, 'signatureMethod', /md5hash/],
    [
      'a URL of another kind',
      { deliveryReportUrl: 'ftp://x.org/vonage' },
      'deliveryReportUrl',
      /http/,
    ],
    [
      'a URL that is too long',
      {
        deliveryReportUrl: `https://example.com/${'x'.repeat(74)}/vonage`,
      },
      'deliveryReportUrl',
      /100/,
    ],
    [
      'a URL of no handler',
      { deliveryReportUrl: 'https://example.com/sms/reports' },
      'deliveryReportUrl',
      /^The path must end in the ID of the connector/,
    ],
  ])('with %s is refused', (_, changes, path, words) => {
    expect(problems(changes)).toEqual([[path, expect.stringMatching(words)]]);
  });

  test('is refused with every field that is wrong', () => {
    const paths = problems({ apiKey: undefined, apiSecret: undefined, signatureSecret: undefined });
    expect(paths?.map(([path]) => path)).toEqual(['apiKey', 'apiSecret']);
  });
});
