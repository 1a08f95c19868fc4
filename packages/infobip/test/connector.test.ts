import {
  describeConnector,
  type EmulatorAnswer,
  expectConnectorError,
} from '@sms-connectors/core/testing';
import { errorRows, infobip } from '@sms-connectors/infobip';
import { startInfobipEmulator } from '@sms-connectors/infobip/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { attemptedUrls } from '../../../test/attempted-requests.ts';
import { documentedWebhook } from './documented-webhooks.ts';

const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
const messageId = '2250be2d4219-3af1-78856-aabe-1362af1edfd2';
type Config = Parameters<typeof infobip>[0];

const emulator = await startInfobipEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

describeConnector({
  runner: { describe, test },
  connector: infobip,
  config: emulator.config,
  packageUrl: new URL('..', import.meta.url),
  startEmulator: startInfobipEmulator,
  answers: [
    {
      // https://www.infobip.com/docs/api/channels/sms/outbound-sms/send-sms-messages
      name: 'a wrong key',
      answer: apiError(401, 'E401', 'The request lacks valid authentication credentials.'),
      means: { outcome: 'rejected', code: 'unauthorized', providerCode: 'E401' },
    },
    {
      name: 'a key without the scope',
      answer: apiError(403, 'E403', 'Insufficient permissions to access the requested resource.'),
      means: { outcome: 'rejected', code: 'unauthorized', providerCode: 'E403' },
    },
    {
      name: 'a request that Infobip cannot read',
      answer: apiError(400, 'E400', 'Request cannot be processed.'),
      means: { outcome: 'rejected', code: 'unclassified', providerCode: 'E400' },
    },
    {
      name: 'an error of Infobip',
      answer: apiError(500, 'E500', 'Something went wrong.'),
      means: { outcome: 'unknown', code: 'provider_unavailable', providerCode: 'E500' },
    },
    {
      // https://www.infobip.com/docs/essentials/api-essentials/response-status-and-error-codes
      name: 'a rejection inside a 200',
      answer: answerWith('REJECTED', 'REJECTED_NOT_ENOUGH_CREDITS'),
      means: {
        outcome: 'rejected',
        code: 'insufficient_balance',
        providerCode: 'REJECTED_NOT_ENOUGH_CREDITS',
      },
    },
    {
      name: 'a message that may have been delivered before it expired',
      answer: answerWith('EXPIRED', 'EXPIRED_DLR_UNKNOWN'),
      means: { outcome: 'unknown', code: 'unclassified', providerCode: 'EXPIRED_DLR_UNKNOWN' },
    },
  ],
  deliveryReports: {
    webhooks: [documentedWebhook(emulator.config.deliveryReportToken)],
    proof: ['$.results.0.callbackData'],
  },
});

function apiError(status: number, errorCode: string, description: string): EmulatorAnswer {
  const body = { errorCode, description, action: 'Do it.', violations: [], resources: [] };
  return { status, body };
}

function answerWith(groupName: string, name: string, change: object = {}): EmulatorAnswer {
  const status = { groupId: 9, groupName, id: 99, name, description: 'Infobip’s words' };
  const answered = { messageId, status, destination: '33612345678', ...change };
  return { status: 200, body: { bulkId: '2034072219640523072', messages: [answered] } };
}

function connect(config: Partial<Config> = {}) {
  return infobip({ ...emulator.config, templates, ...config }, { baseUrl: emulator.url });
}

function answerNext(answer: EmulatorAnswer): void {
  emulator.fail({ kind: 'answer', answer });
}

describe('a config', () => {
  const reports = { deliveryReportUrl: 'https://example.com/reports/infobip' };
  test.each([
    ['a base URL without https://', { baseUrl: 'abc123.api.infobip.com' }],
    ['a base URL with a slash', { baseUrl: 'https://abc123.api.infobip.com/' }],
    ['a number', { from: '447491163443' }],
    ['a number in E.164', { from: '+447491163443' }],
    ['a short code', { from: '88900' }],
    ['a name with spaces', { from: 'My Team 1' }],
    ['a URL for reports', reports],
  ])('with %s is accepted', (_, config) => {
    expect(infobip({ ...emulator.config, templates, ...config }).id).toBe('infobip');
  });

  test.each([
    ['a base URL of another host', { baseUrl: 'https://infobip.com.example' }, 'baseUrl'],
    ['a base URL in a path', { baseUrl: 'https://example.com/api.infobip.com' }, 'baseUrl'],
    ['a base URL without encryption', { baseUrl: 'http://abc.api.infobip.com' }, 'baseUrl'],
    ['a key with its scheme', { apiKey: 'App 0123' }, 'apiKey'],
    ['a name too long', { from: 'Acme Company' }, 'from'],
    ['a name beyond GSM-7', { from: 'Ação' }, 'from'],
    ['a name without a letter', { from: '-1-' }, 'from'],
    ['a name that ends in a space', { from: 'Acme ' }, 'from'],
    ['a short token', { deliveryReportToken: 'abc' }, 'deliveryReportToken'],
    ['reports but no token', { ...reports, deliveryReportToken: undefined }, 'deliveryReportToken'],
    ['a URL of no handler', { deliveryReportUrl: 'https://example.com/sms' }, 'deliveryReportUrl'],
  ])('with %s is refused', async (_, config, path) => {
    const error = await expectConnectorError(() =>
      infobip({ ...emulator.config, templates, ...config }),
    );
    expect(error).toMatchObject({ code: 'invalid_config', issues: [{ path }] });
  });

  test('without a token and conversion tracking has no reports and no conversions', () => {
    const sms = connect({ deliveryReportToken: undefined, conversionTracking: false });
    expect(sms).not.toHaveProperty('parseDeliveryReport');
    expect(sms).not.toHaveProperty('reportConversion');
  });
});

describe('the request', () => {
  test('is the one that Infobip documents', async () => {
    const { baseUrl, apiKey, from } = emulator.config;
    const sms = infobip({ baseUrl, apiKey, from, templates }, { baseUrl: emulator.url });
    await sms.send({ ...message, expiresAt: new Date(Date.now() + 600_500) });

    expect(emulator.requests).toHaveLength(1);
    const [request] = emulator.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/sms/3/messages' });
    expect(request?.headers).toMatchObject({
      authorization: `App ${apiKey}`,
      'content-type': 'application/json',
      accept: 'application/json',
    });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      messages: [
        {
          sender: 'InfoSMS',
          destinations: [{ to: '33612345678' }],
          content: { text: 'Your code is 314159.' },
          options: { validityPeriod: { amount: 600, timeUnit: 'SECONDS' } },
        },
      ],
      options: { includeSmsCountInResponse: true },
    });
  });

  test('has the URL and the token for reports, and conversion tracking', async () => {
    const deliveryReportUrl = 'https://example.com/reports/infobip';
    await connect({ deliveryReportUrl, from: '+447491163443' }).send(message);
    expect(emulator.messages[0]?.parameters).toMatchObject({
      sender: '447491163443',
      'webhooks.delivery.url': deliveryReportUrl,
      'webhooks.contentType': 'application/json',
      'webhooks.callbackData': emulator.config.deliveryReportToken,
      'options.conversionTracking.useConversionTracking': 'true',
    });
  });

  test('has the token for the webhook of a subscription, too', async () => {
    await connect().send(message);
    const { parameters } = emulator.messages[0] ?? {};
    expect(parameters?.['webhooks.callbackData']).toBe(emulator.config.deliveryReportToken);
    expect(parameters).not.toHaveProperty('webhooks.delivery.url');
  });

  test.each(['abc123.api.infobip.com', 'https://ABC123.api.infobip.com/'])(
    'goes to the account’s own %s',
    async (baseUrl) => {
      const config = { ...emulator.config, templates, baseUrl };
      const urls = await attemptedUrls((http) => infobip(config, { http }).send(message));
      expect(urls.map((url) => url.toLowerCase())).toEqual([
        'https://abc123.api.infobip.com/sms/3/messages',
      ]);
    },
  );
});

describe('the receipt', () => {
  test('has Infobip’s facts', async () => {
    const receipt = await connect().send({ ...message, payload: { code: 'x'.repeat(160) } });
    expect(receipt).toEqual({
      messageId: emulator.messages[0]?.messageId,
      status: 'PENDING_ACCEPTED',
      encoding: 'GSM-7',
      segments: 2,
      provider: {
        id: 'infobip',
        segments: 2,
        requestId: expect.stringMatching(/^\d{19}$/) as string,
      },
    });
  });

  test.each(['ACCEPTED', 'PENDING', 'DELIVERED'])('is given in the group %s', async (group) => {
    answerNext(answerWith(group, 'A_NEW_STATUS'));
    expect(await connect().send(message)).toMatchObject({ messageId, status: 'A_NEW_STATUS' });
  });
});

describe('an answer 200 that is not a success', () => {
  const statusRows = errorRows.filter(({ cause }) => /^(REJECTED|MISSING|SIGNALS)_/.test(cause));
  test.each(statusRows)('with $cause is $code', async ({ cause, code, docsUrl }) => {
    answerNext(answerWith('REJECTED', cause));
    const error = await expectConnectorError(connect().send(message));
    const requestId = '2034072219640523072';
    const provider = { id: 'infobip', code: cause, httpStatus: 200, docsUrl, requestId };
    expect(error).toMatchObject({ code, outcome: 'rejected', provider });
    expect(JSON.stringify(error)).not.toContain('Infobip’s words');
  });

  test.each([
    ['REJECTED', 'REJECTED_SOMETHING_NEW', 'unclassified', 'rejected'],
    ['UNDELIVERABLE', 'UNDELIVERABLE_REJECTED_OPERATOR', 'unclassified', 'rejected'],
    ['EXPIRED', 'SIGNALS_BLOCKED', 'fraud_blocked', 'rejected'],
    ['EXPIRED', 'EXPIRED_EXPIRED', 'unclassified', 'unknown'],
    ['A_NEW_GROUP', 'PENDING_ACCEPTED', 'invalid_response', 'unknown'],
    ['PENDING', 'Sent to 33612345678', 'invalid_response', 'unknown'],
  ])('in the group %s with %s is %s', async (group, name, code, outcome) => {
    answerNext(answerWith(group, name));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code, outcome });
  });

  test.each([
    ['no ID', { messageId: undefined }],
    ['an ID that is a sentence', { messageId: 'Sent to 33612345678' }],
    ['no status', { status: undefined }],
    ['a status that is a text', { status: 'PENDING' }],
  ])('with %s is an invalid response', async (_, change) => {
    answerNext(answerWith('PENDING', 'PENDING_ACCEPTED', change));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code: 'invalid_response', outcome: 'unknown' });
  });

  test('has no messages', async () => {
    answerNext({ status: 200, body: { bulkId: '1', messages: [] } });
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code: 'invalid_response', outcome: 'unknown' });
  });
});

describe('a refusal', () => {
  test('for a missing scope names the scope', async () => {
    answerNext(apiError(403, 'E403', 'Insufficient permissions to access the requested resource.'));
    const error = await expectConnectorError(connect().send(message));
    expect(error.message).toContain('Give the API key the scope `sms:message:send`.');
  });

  test('in the form of the older APIs is read', async () => {
    const serviceException = { messageId: 'UNAUTHORIZED', text: 'Infobip’s words' };
    answerNext({ status: 401, body: { requestError: { serviceException } } });
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code: 'unauthorized', provider: { code: 'UNAUTHORIZED' } });
  });

  test.each([[400], ['33612345678'], ['E400 for 33612345678'], [null]])(
    'with %o, which is not a code of Infobip, has no code',
    async (errorCode) => {
      answerNext({ status: 400, body: { errorCode } });
      const error = await expectConnectorError(connect().send(message));
      expect(error).toMatchObject({ code: 'unclassified', outcome: 'rejected' });
      expect(error.provider).not.toHaveProperty('code');
    },
  );
});
