import { startEmulator } from '@sms-connectors/core/testing';
import { twilio } from '@sms-connectors/twilio';
import {
  startTwilioEmulator,
  type TwilioEmulator,
  type TwilioEmulatorOptions,
} from '@sms-connectors/twilio/emulator';
import twilioSdk from 'twilio';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const sender = '+15005550006';
const form = { From: sender, To: '+33612345678', Body: 'Your code is 314159.' };

let emulator: TwilioEmulator;
beforeAll(async () => {
  emulator = await startTwilioEmulator();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

interface PostOptions {
  readonly credentials?: readonly [string, string] | undefined;
  readonly path?: string;
  readonly method?: string;
  readonly contentType?: string;
}

async function post(parameters: Readonly<Record<string, string>>, options: PostOptions = {}) {
  const { accountSID, authToken } = emulator.account;
  const {
    path = `/2010-04-01/Accounts/${accountSID}/Messages.json`,
    method = 'POST',
    contentType = 'application/x-www-form-urlencoded',
  } = options;
  const credentials = 'credentials' in options ? options.credentials : [accountSID, authToken];
  const body = contentType.includes('json')
    ? JSON.stringify(parameters)
    : new URLSearchParams(parameters).toString();
  const response = await fetch(emulator.url + path, {
    method,
    headers: {
      'content-type': contentType,
      ...(credentials && { authorization: `Basic ${btoa(credentials.join(':'))}` }),
    },
    ...(method === 'POST' && { body }),
  });
  const answer = (await response.json()) as Readonly<Record<string, unknown>>;
  return {
    status: response.status,
    requestId: response.headers.get('twilio-request-id'),
    retryAfter: response.headers.get('retry-after'),
    answer,
    taken: emulator.messages.length,
  };
}

const requestId: unknown = expect.stringMatching(/^RQ[0-9a-f]{32}$/);

function refusal(status: number, code: number, retryAfter: string | null = null): object {
  const message: unknown = expect.stringMatching(/\w/);
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  return { status, requestId, retryAfter, answer: { code, message, more_info, status }, taken: 0 };
}

describe('a message that is taken', () => {
  test('from a number is queued, and its segments are counted', async () => {
    expect(await post({ ...form, Body: 'é€'.repeat(81) })).toMatchObject({
      status: 201,
      requestId,
      answer: {
        status: 'queued',
        from: sender,
        messaging_service_sid: null,
        num_segments: '2',
      },
    });
  });

  test('by a messaging service is accepted, with its sender not chosen yet', async () => {
    const { fromMessagingServiceSID } = emulator.account;
    const { From: _, ...rest } = form;
    const { answer } = await post({ ...rest, MessagingServiceSid: fromMessagingServiceSID });
    expect(answer).toMatchObject({
      status: 'accepted',
      from: null,
      messaging_service_sid: fromMessagingServiceSID,
      num_segments: '0',
    });
    // What the phone shows.
    expect(emulator.messages[0]?.from).toBe(emulator.account.senders[0]);
  });

  test('is kept as a phone shows it', async () => {
    const before = Date.now();
    const { answer } = await post({ ...form, ValidityPeriod: '600' });
    expect(emulator.messages).toEqual([
      {
        messageId: answer['sid'],
        to: '+33612345678',
        from: sender,
        text: 'Your code is 314159.',
        at: expect.any(Date),
        parameters: { ...form, ValidityPeriod: '600' },
        validitySeconds: 600,
      },
    ]);
    const late = (emulator.messages[0]?.at.getTime() ?? 0) - before;
    expect(Math.abs(late)).toBeLessThan(60_000);
  });

  test('has a parameter that Twilio does not know ignored', async () => {
    expect(await post({ ...form, Bdy: 'x' })).toMatchObject({ status: 201 });
  });

  test('is announced, where somebody listens', async () => {
    const heard: string[] = [];
    await using other = await startTwilioEmulator({ onMessage: ({ text }) => heard.push(text) });
    const templates = [{ usageType: 'Generic', content: 'Code {{code}}' }] as const;
    const sms = twilio({ ...other.config, templates: [...templates] }, { baseUrl: other.url });
    await sms.send({ to: '+33612345678', usageType: 'Generic', payload: { code: 1 } });
    expect(heard).toEqual(['Code 1']);
  });
});

describe('the numbers of the test credentials', () => {
  test.each([
    ['From', '+15005550001', 400, 21_212],
    ['From', '+15005550007', 400, 21_606],
    ['From', '+15005550008', 429, 21_611],
    ['From', '+15005550000', 400, 21_606],
    ['To', '+15005550001', 400, 21_211],
    ['To', '+15005550002', 400, 21_612],
    ['To', '+15005550003', 400, 21_408],
    ['To', '+15005550004', 400, 21_610],
    ['To', '+15005550009', 400, 21_614],
  ])('%s %s answers %i, %i', async (parameter, number, status, code) => {
    expect(await post({ ...form, [parameter]: number })).toEqual(refusal(status, code));
  });

  test('hold for a messaging service too', async () => {
    const { From: _, ...rest } = form;
    const MessagingServiceSid = emulator.account.fromMessagingServiceSID;
    const sent = post({ ...rest, MessagingServiceSid, To: '+15005550002' });
    expect(await sent).toEqual(refusal(400, 21_612));
  });
});

describe('parameters', () => {
  const none: Readonly<Record<string, string>> = {};

  test.each([
    ['none at all', none, 21_603],
    ['no To', { From: sender, Body: 'x' }, 21_604],
    ['no Body', { From: sender, To: form.To }, 21_602],
    ['a Body too long', { ...form, Body: 'x'.repeat(1601) }, 21_617],
    ['a To that is no number', { ...form, To: 'Ann' }, 21_211],
    ['a To that is the From', { ...form, To: sender }, 21_266],
    ['a From that is no sender', { ...form, From: 'Acme Company' }, 21_212],
    ['a From of somebody else', { ...form, From: 'Acme' }, 21_606],
    ['a ValidityPeriod of 0', { ...form, ValidityPeriod: '0' }, 21_624],
    ['a ValidityPeriod too long', { ...form, ValidityPeriod: '36001' }, 21_624],
    ['a ValidityPeriod that is no number', { ...form, ValidityPeriod: '1e3' }, 21_624],
    ['a service that is none', { ...form, MessagingServiceSid: 'MG1' }, 21_705],
  ])('with %s are refused', async (_, parameters, code) => {
    expect(await post(parameters)).toEqual(refusal(400, code));
  });

  test('with a service and no Body are refused by the service', async () => {
    const { fromMessagingServiceSID: MessagingServiceSid } = emulator.account;
    expect(await post({ To: form.To, MessagingServiceSid })).toEqual(refusal(400, 21_619));
  });

  test('with the service of another account are refused', async () => {
    const MessagingServiceSid = `MG${'1'.repeat(32)}`;
    expect(await post({ ...form, MessagingServiceSid })).toEqual(refusal(404, 21_701));
  });

  test('sent as JSON are no parameters', async () => {
    expect(await post(form, { contentType: 'application/json' })).toEqual(refusal(400, 21_603));
  });

  test('at their limits are taken', async () => {
    const parameters = { ...form, Body: 'x'.repeat(1600), ValidityPeriod: '36000' };
    expect(await post(parameters)).toMatchObject({ status: 201 });
  });
});

describe('credentials', () => {
  test('of an API key are taken', async () => {
    const { apiKeySID, apiKeySecret } = emulator.account;
    const sent = post(form, { credentials: [apiKeySID, apiKeySecret] });
    expect(await sent).toMatchObject({ status: 201 });
  });

  test('that are wrong are refused', async () => {
    const { accountSID, authToken, apiKeySID, apiKeySecret } = emulator.account;
    const wrong: [string, string][] = [
      [accountSID, 'wrong'],
      [accountSID, apiKeySecret],
      [apiKeySID, authToken],
      ['', ''],
    ];
    for (const credentials of wrong)
      expect(await post(form, { credentials })).toEqual(refusal(401, 20_003));
    expect(await post(form, { credentials: undefined })).toEqual(refusal(401, 20_003));
  });

  test('do not open another account', async () => {
    const path = `/2010-04-01/Accounts/AC${'1'.repeat(32)}/Messages.json`;
    expect(await post(form, { path })).toEqual(refusal(401, 20_003));
  });
});

describe('a path', () => {
  test('of no resource answers 404 and names it', async () => {
    const path = '/2010-04-01/Accounts/me/Messages.json';
    expect(await post(form, { path })).toEqual(refusal(404, 20_404));
    const { answer } = await post(form, { path });
    expect(answer['message']).toBe(`The requested resource ${path} was not found`);
  });

  test('takes only POST', async () => {
    expect(await post(form, { method: 'GET' })).toEqual(refusal(405, 20_004));
  });
});

describe('an account', () => {
  test('can be given in place of the made-up one', async () => {
    const account = {
      accountSID: `AC${'2'.repeat(32)}`,
      authToken: 'of-my-own',
      senders: ['Acme'],
    };
    await using mine = await startTwilioEmulator({ account });
    expect(mine.config).toEqual({
      accountSID: account.accountSID,
      authToken: 'of-my-own',
      fromMessagingServiceSID: emulator.config.fromMessagingServiceSID,
    });

    const { accountSID, authToken } = account;
    const templates = [{ usageType: 'Generic', content: 'Code {{code}}' }] as const;
    const config = { accountSID, authToken, from: 'Acme', templates: [...templates] };
    const sms = twilio(config, { baseUrl: mine.url });
    await sms.send({ to: '+33612345678', usageType: 'Generic', payload: { code: 1 } });
    expect(mine.messages[0]?.from).toBe('Acme');
  });
});

describe('a fault', () => {
  const templates = [{ usageType: 'Generic', content: 'Code {{code}}' }] as const;
  const message = { to: '+33612345678', usageType: 'Generic', payload: { code: 1 } } as const;
  const send = (timeoutMs = 5000) =>
    twilio(
      { ...emulator.config, templates: [...templates] },
      { baseUrl: emulator.url, timeoutMs },
    ).send(message);

  test('rate-limit answers as Twilio does, and nothing is taken', async () => {
    emulator.fail({ kind: 'rate-limit', retryAfter: '3' });
    expect(await post(form)).toEqual(refusal(429, 20_429, '3'));
  });

  test('reset leaves the connector in doubt', async () => {
    emulator.fail({ kind: 'reset' });
    await expect(send()).rejects.toMatchObject({ code: 'network', outcome: 'unknown' });
    expect(emulator.requests).toHaveLength(1);
    expect(emulator.messages).toHaveLength(0);
  });

  test('hang leaves the connector in doubt', async () => {
    emulator.fail({ kind: 'hang' });
    await expect(send(1000)).rejects.toMatchObject({ code: 'timeout', outcome: 'unknown' });
    expect(emulator.requests).toHaveLength(1);
  });

  test('slow sends after the connector has given up: doubt is right', async () => {
    emulator.fail({ kind: 'slow', ms: 1500 });
    await expect(send(1000)).rejects.toMatchObject({ code: 'timeout', outcome: 'unknown' });
    await expect.poll(() => emulator.messages.length).toBe(1);
  });

  test('holds for as many requests as told, then for none', async () => {
    emulator.fail({ kind: 'rate-limit' }, 2);
    const statuses = [await post(form), await post(form), await post(form)].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([429, 429, 201]);
  });

  test('holds for ever until it is reset', async () => {
    emulator.fail({ kind: 'rate-limit' }, Infinity);
    for (let time = 0; time < 3; time += 1) expect((await post(form)).status).toBe(429);
    emulator.reset();
    expect((await post(form)).status).toBe(201);
  });
});

const taken = () => ({ status: 200, body: '' });

// https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
const wanted = (messageId: string) => ({
  AccountSid: emulator.account.accountSID,
  ApiVersion: '2010-04-01',
  ErrorCode: '30003',
  From: sender,
  MessageSid: messageId,
  MessageStatus: 'failed',
  SmsSid: messageId,
  SmsStatus: 'failed',
  To: form.To,
});

async function callbackOf(account: TwilioEmulatorOptions['account'], from: object) {
  await using receiver = await startEmulator({ answer: taken, rateLimited: taken });
  await using other = await startTwilioEmulator({
    account,
    statusCallbacks: [{ MessageStatus: 'failed', ErrorCode: '30003' }],
  });
  // With a connection override, which is neither sent nor signed.
  const deliveryReportUrl = `${receiver.url}/reports/twilio?shop=joe's#rc=2`;
  const config = { ...other.config, ...from, deliveryReportUrl };
  const templates = [{ usageType: 'Generic' as const, content: 'Your code is {{code}}.' }];
  const sms = twilio({ ...config, templates }, { baseUrl: other.url });
  const { messageId } = await sms.send({
    to: form.To,
    usageType: 'Generic',
    payload: { code: '314159' },
  });
  await expect.poll(() => receiver.requests.length).toBe(1);
  const [request] = receiver.requests;
  const parameters = Object.fromEntries(new URLSearchParams(request?.body));
  const headers = request?.headers ?? {};
  const url = deliveryReportUrl.replace(/#.*/, '');
  const isGenuine = (key: string) =>
    // Twilio’s own SDK checks it.
    twilioSdk.validateRequest(
      key,
      String(headers['x-twilio-signature']),
      url,
      parameters,
      twilioSdk.getSignatureAlgorithm(String(headers['x-twilio-webhooks-signature-settings'])),
    );
  return { parameters, messageId, headers, isGenuine };
}

describe('a status callback', () => {
  test('has the parameters that Twilio sends, and a signature of the URL that it calls', async () => {
    const own = { from: sender, fromMessagingServiceSID: undefined };
    const { parameters, messageId, isGenuine } = await callbackOf({}, own);
    expect(parameters).toEqual(wanted(messageId));
    expect(isGenuine(emulator.account.authToken)).toBe(true);
    expect(isGenuine('another')).toBe(false);
  });

  test('of a messaging service has the service and the sender that it chose', async () => {
    const { parameters, messageId, isGenuine } = await callbackOf({}, {});
    const { fromMessagingServiceSID: MessagingServiceSid } = emulator.account;
    expect(parameters).toEqual({ ...wanted(messageId), MessagingServiceSid });
    expect(isGenuine(emulator.account.authToken)).toBe(true);
  });

  test('is signed with the shared key if there is one', async () => {
    const webhookSharedKeySecret = 'a-shared-key-secret';
    const { headers, isGenuine } = await callbackOf({ webhookSharedKeySecret }, {});
    expect(headers['x-twilio-webhooks-signature-settings']).toMatch(
      /^key=webhooks_sharedkey_\w+,algorithm=HMAC_SHA256$/,
    );
    expect(isGenuine(webhookSharedKeySecret)).toBe(true);
    expect(isGenuine(emulator.account.authToken)).toBe(false);
  });
});
