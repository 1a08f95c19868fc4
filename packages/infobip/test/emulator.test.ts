import { expectConnectorError } from '@sms-connectors/core/testing';
import { infobip } from '@sms-connectors/infobip';
import { startInfobipEmulator } from '@sms-connectors/infobip/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { receiveWebhooks } from '../../../test/receive-webhooks.ts';
import {
  apiError,
  apiException,
  deliveryReports,
  smsAnswer,
  smsRequest,
} from './documented-parameters.ts';

const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
const emulator = await startInfobipEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());
const { apiKey } = emulator.config;

interface SmsChange {
  readonly to?: unknown;
  readonly message?: object;
  readonly options?: object;
}

async function post(path: string, body?: object, authorization = `App ${apiKey}`) {
  const response = await fetch(`${emulator.url}${path}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

async function postSms({ to = '33612345678', message: more, options }: SmsChange = {}) {
  const content = { text: 'Hello' };
  const messages = [{ sender: 'InfoSMS', destinations: [{ to }], content, ...more }];
  return post('/sms/3/messages', { messages, options });
}

test('gets only parameters that Infobip documents', async () => {
  const deliveryReportUrl = 'https://example.com/reports/infobip';
  const config = { ...emulator.config, deliveryReportUrl, templates };
  const sms = infobip(config, { baseUrl: emulator.url });
  await sms.send({ ...message, expiresAt: new Date(Date.now() + 600_500) });
  const sent = JSON.parse(emulator.requests[0]?.body ?? '') as object;
  expect(smsRequest.parse(sent)).toEqual(sent);
  expect(() => smsRequest.parse({ ...sent, text: 'Hello' })).toThrow(/unrecognized_keys/);
});

describe('an answer', () => {
  test('accepts a message as Infobip does', async () => {
    const { status, body } = await postSms({ options: { includeSmsCountInResponse: true } });
    expect(status).toBe(200);
    expect(smsAnswer.parse(body).messages).toMatchObject([
      {
        destination: '33612345678',
        status: { groupId: 1, id: 26, name: 'PENDING_ACCEPTED' },
        details: { messageCount: 1 },
      },
    ]);
  });

  test('has the count only if the request asks for it', async () => {
    const { body } = await postSms();
    expect(smsAnswer.parse(body).messages[0]).not.toHaveProperty('details');
  });

  test.each([
    ['an empty destination', '', 51, 'MISSING_TO'],
    ['a number that is none', '0612345678', 52, 'REJECTED_DESTINATION'],
    ['a short number', '336', 52, 'REJECTED_DESTINATION'],
  ])('is 200 to %s, with a rejection', async (_, to, id, name) => {
    const { status, body } = await postSms({ to });
    expect(status).toBe(200);
    const rejected = { groupId: 5, groupName: 'REJECTED', id, name };
    expect(smsAnswer.parse(body).messages).toMatchObject([{ status: rejected }]);
    expect(emulator.messages).toEqual([]);
  });

  test('is 200 to a text of more than 25 parts, with a rejection', async () => {
    const { body } = await postSms({ message: { content: { text: 'x'.repeat(3826) } } });
    const [answered] = smsAnswer.parse(body).messages;
    expect(answered?.status.name).toBe('REJECTED_MESSAGE_TOO_LONG');
  });

  test('of an account without credit is a rejection', async () => {
    await using poor = await startInfobipEmulator({ account: { balance: 0 } });
    const sms = infobip({ ...poor.config, templates }, { baseUrl: poor.url });
    expect(await expectConnectorError(sms.send(message))).toMatchObject({
      code: 'insufficient_balance',
      outcome: 'rejected',
      provider: { code: 'REJECTED_NOT_ENOUGH_CREDITS', httpStatus: 200 },
    });
    expect(poor.messages).toEqual([]);
  });

  test.each([
    ['no destination', { to: null }],
    ['no text', { message: { content: {} } }],
    ['a sender that is a number', { message: { sender: 1 } }],
    ['a validity of half a minute', { message: { options: { validityPeriod: { amount: 0.5 } } } }],
    [
      'a validity in days',
      { message: { options: { validityPeriod: { amount: 1, timeUnit: 'D' } } } },
    ],
    ['long callback data', { message: { webhooks: { callbackData: 'x'.repeat(4001) } } }],
  ])('is 400 to %s', async (_, change) => {
    const { status, body } = await postSms(change);
    expect(status).toBe(400);
    const { errorCode, violations } = apiError.parse(body);
    expect(errorCode).toBe('E400');
    expect(violations).toHaveLength(1);
  });

  test.each([
    [{ amount: 90, timeUnit: 'SECONDS' }, 90],
    [{ amount: 2 }, 120],
    [{ amount: 720, timeUnit: 'HOURS' }, 172_800],
  ])('counts the validity %o as %i seconds', async (validityPeriod, seconds) => {
    await postSms({ message: { options: { validityPeriod } } });
    expect(emulator.messages[0]?.validitySeconds).toBe(seconds);
  });

  test('refuses other credentials, in the form of each API', async () => {
    const sms = await post('/sms/3/messages', {}, `Bearer ${apiKey}`);
    expect(sms.status).toBe(401);
    expect(apiError.parse(sms.body).errorCode).toBe('E401');
    const conversion = await post('/ct/1/log/end/m-1', undefined, 'App wrong');
    expect(conversion.status).toBe(401);
    expect(apiException.parse(conversion.body).requestError.serviceException.messageId).toBe(
      'UNAUTHORIZED',
    );
  });

  test('is 404 to an unknown path and an unknown message', async () => {
    for (const path of ['/sms/9/messages', '/ct/1/log/end/m-1']) {
      const { status, body } = await post(path);
      expect(status).toBe(404);
      expect(apiException.parse(body).requestError.serviceException.messageId).toBe('NOT_FOUND');
    }
  });

  test('is E429 to too many requests', async () => {
    emulator.fail({ kind: 'rate-limit', retryAfter: '7' });
    const { status, body } = await postSms();
    expect(status).toBe(429);
    expect(apiError.parse(body).errorCode).toBe('E429');
  });
});

describe('delivery reports', () => {
  test('of messages at the same time come together, and the connector reads them', async () => {
    await using webhook = await receiveWebhooks('infobip');
    const deliveryReportUrl = webhook.url;
    const config = { ...emulator.config, deliveryReportUrl, templates };
    const sms = infobip(config, { baseUrl: emulator.url });
    const receipts = await Promise.all([1, 2, 3].map(async () => sms.send(message)));
    const [request] = await webhook.first();

    const body: unknown = JSON.parse(request.body);
    expect(deliveryReports.parse(body)).toEqual(body);
    const read = await sms.parseDeliveryReport?.(request);
    const delivered = receipts.map(({ messageId }) => ({ messageId, status: 'delivered' }));
    expect(read).toMatchObject({ verified: true });
    expect(read?.verified === true && read.reports).toEqual(
      expect.arrayContaining(delivered.map((report) => expect.objectContaining(report) as object)),
    );
  });

  test('are not sent if the request says so', async () => {
    await using webhook = await receiveWebhooks('infobip');
    const { url } = webhook;
    await postSms({ message: { webhooks: { delivery: { url, notify: false } } } });
    await postSms({ message: { webhooks: { delivery: { url } } } });
    const [{ body }] = await webhook.first();
    expect(deliveryReports.parse(JSON.parse(body)).results).toHaveLength(1);
  });
});
