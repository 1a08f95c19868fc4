import {
  type DeliveryReport,
  deliveryReportHandler,
  type WebhookRequest,
} from '@sms-connectors/core';
import { twilio } from '@sms-connectors/twilio';
import { startTwilioEmulator } from '@sms-connectors/twilio/emulator';
import * as fc from 'fast-check';
import twilioSdk from 'twilio';
import { describe, expect, test } from 'vitest';
import { numRuns } from '../../../test/hostile-reports.ts';
import { startReportApplication } from '../../../test/report-application.ts';
import { authToken, callback, sharedKeyWebhook, url, webhook } from './webhook.ts';

const config = {
  accountSID: callback.AccountSid,
  authToken,
  fromMessagingServiceSID: `MG${'2'.repeat(32)}`,
  templates: [{ usageType: 'Generic' as const, content: '{{code}}' }],
};

const parse = (request: WebhookRequest, overrides: object = {}) =>
  twilio({ ...config, ...overrides }).parseDeliveryReport?.(request);

describe('a status callback', () => {
  test.each([
    ['queued', 'pending'],
    ['sent', 'pending'],
    ['delivered', 'delivered'],
    ['read', 'delivered'],
    ['undelivered', 'undelivered'],
    ['failed', 'undelivered'],
    ['canceled', 'undelivered'],
    ['partially_delivered', 'unconfirmed'],
  ])('of %s is %s', async (MessageStatus, status) => {
    expect(await parse(webhook({ ...callback, MessageStatus }))).toMatchObject({
      verified: true,
      reports: [{ messageId: callback.MessageSid, status, provider: { status: MessageStatus } }],
    });
  });

  test('has the reason why a message did not arrive', async () => {
    const request = webhook({ ...callback, MessageStatus: 'undelivered', ErrorCode: '30003' });
    expect(await parse(request)).toEqual({
      verified: true,
      reports: [
        {
          messageId: callback.MessageSid,
          status: 'undelivered',
          code: 'unreachable_recipient',
          provider: {
            id: 'twilio',
            status: 'undelivered',
            code: '30003',
            docsUrl: 'https://www.twilio.com/docs/api/errors/30003',
          },
        },
      ],
    });
  });

  test.each([{ SmsStatus: 'received' }, { MessageStatus: 'a_new_state' }])(
    'with %o is genuine and has no report',
    async (status) => {
      const { MessageStatus: _, ...message } = callback;
      expect(await parse(webhook({ ...message, ...status }))).toEqual({
        verified: true,
        reports: [],
      });
    },
  );

  test('without a message is malformed', async () => {
    expect(await parse(webhook({ MessageStatus: 'sent' }))).toEqual({
      verified: false,
      reason: 'malformed',
    });
  });
});

describe('the signature', () => {
  test.each(['ErrorCode30003', 'ErrorCode30003=', 'ErrorCod=e30003', 'ErrorCode3=0003'])(
    'is also that of %s, which is forged: the reason would be lost',
    async (moved) => {
      const failed = { ...callback, MessageStatus: 'undelivered', ErrorCode: '30003' };
      const request = webhook(failed);
      const body = request.body.replace('ErrorCode=30003', moved);
      expect(await parse({ ...request, body })).toEqual({ verified: false, reason: 'forged' });
    },
  );

  test('is the one that Twilio’s own SDK makes, for any parameters', async () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 20 });
    const names = fc.stringMatching(/^[A-Za-z]{1,12}$/);
    await fc.assert(
      fc.asyncProperty(fc.dictionary(names, words), async (extra) => {
        const result = await parse(webhook({ ...extra, ...callback }));
        expect(result).toMatchObject({ verified: true });
      }),
      { numRuns },
    );
  });

  test.each([
    `${url}?a=1&b=2`,
    'https://example.com:443/twilio',
    'https://example.com:8443/twilio',
  ])('covers the URL %s', async (address) => {
    expect(await parse(webhook(callback, address))).toMatchObject({ verified: true });
  });

  test('for a URL without its port is also accepted with the port', async () => {
    const request = { ...webhook(callback), url: url.replace('.com', '.com:443') };
    expect(await parse(request)).toMatchObject({ verified: true });
  });

  // What Twilio signs, what the config has, and the URL of the request that arrives.
  const apostrophe = "https://example.com/twilio?shop=joe's&ref=a+b";
  test.each([
    [url, `${url}#rc=2&ct=1000`, url],
    [`${url}?a=1`, `${url}?a=1#rc=2`, `${url}?a=1`],
    [url, `${url}#rc=2`, 'http://10.0.0.7:8080/twilio'],
    [`${url}/`, undefined, `${url}/`],
    [`${url}/`, `${url}/`, `${url}/`],
    [apostrophe, undefined, new Request(apostrophe).url],
    [apostrophe, apostrophe, new Request(apostrophe).url],
    [new URL(apostrophe).href, apostrophe, new Request(apostrophe).url],
    [apostrophe, new URL(apostrophe).href, new Request(apostrophe).url],
    [apostrophe.replace('+', '%20'), new URL(apostrophe).href, url],
    ['https://Example.com/twilio', 'https://Example.com/twilio', 'https://example.com/twilio'],
    ['https://example.com/twilio', 'https://Example.com/twilio', 'https://example.com/twilio'],
    ['https://Example.com:443/twilio', 'https://Example.com/twilio', 'https://example.com/twilio'],
    ['https://Example.com/twilio', 'https://Example.com:8443/twilio', url],
    ['https://Example.com:8443/twilio', 'https://Example.com:8443/twilio', url],
    ['https://bücher.example/twilio', 'https://bücher.example/twilio', url],
    ['https://xn--bcher-kva.example/twilio', 'https://bücher.example/twilio', url],
    ['https://bücher.example:443/twilio', 'https://bücher.example/twilio', url],
    ['https://s/twilio', 'https://s/twilio', url],
    ['https://s:443/twilio', 'https://s/twilio', url],
    ['https://http/twilio', 'https://http:443/twilio', url],
    ['https://http:443/twilio', 'https://http/twilio', url],
    ['http://127.0.0.1/twilio', 'http://127.0.0.1:80/twilio', url],
    ['http://[::1]:80/twilio', 'http://[::1]/twilio', url],
    ['https://example.com/twilio?a=%41&b=ü', 'https://example.com/twilio?a=%41&b=ü', url],
    ['https://example.com/twilio?a=A&b=%C3%BC', 'https://example.com/twilio?a=%41&b=ü', url],
  ])('of %s is accepted with the URL %s in the config', async (signed, configured, called) => {
    const request = { ...webhook(callback, signed), url: called };
    const own = configured === undefined ? {} : { deliveryReportUrl: configured };
    expect(await parse(request, own)).toMatchObject({ verified: true });
  });

  test('is accepted wherever Twilio’s own SDK accepts it', async () => {
    const marks = 'abZ019-_.~!*()\'%2C+&=;:@/"<é ';
    const part = (more: string) =>
      fc.string({ unit: fc.constantFrom(...marks, ...more), maxLength: 12 });
    const hosts = fc.constantFrom(
      'Example.com',
      'example.com:8443',
      'bücher.example',
      's',
      '[::1]',
    );
    const addresses = fc.tuple(hosts, part(''), part('?')).map(([host, path, query]) => {
      const address = `https://${host}/${path}/twilio?${query}`.replace(
        /%(?![0-9a-f]{2})/gi,
        '%25',
      );
      return address.replaceAll(' ', '%20');
    });
    await fc.assert(
      fc.asyncProperty(addresses, fc.boolean(), async (address, isNormal) => {
        const signed = isNormal ? new URL(address).href : address;
        const request = webhook(callback, signed);
        const theirs = twilioSdk.validateRequest(
          authToken,
          request.headers['x-twilio-signature'] ?? '',
          address,
          callback,
        );
        const own = { deliveryReportUrl: address };
        expect(await parse({ ...request, url }, own)).toMatchObject({ verified: theirs });
      }),
      { numRuns },
    );
  });

  test('for another path, query, host or scheme is forged', async () => {
    for (const signed of [
      'https://example.com/sms/reports/twilio/x',
      'https://example.com/sms/reports/twilio?a=1',
      'https://example.org/sms/reports/twilio',
      'http://example.com/sms/reports/twilio',
      'https://example.com/SMS/reports/twilio',
    ]) {
      const forged = { verified: false, reason: 'forged' };
      expect(await parse({ ...webhook(callback, signed), url })).toEqual(forged);
      const request = { ...webhook(callback, signed), url };
      expect(await parse(request, { deliveryReportUrl: url })).toEqual(forged);
    }
  });

  test('for another URL is forged; a configured URL replaces that of the request', async () => {
    const elsewhere = webhook(callback, 'https://attacker.example/sms/reports/twilio');
    const own = { deliveryReportUrl: url };
    expect(await parse({ ...elsewhere, url }, own)).toEqual({ verified: false, reason: 'forged' });
    const proxied = { ...webhook(callback), url: 'http://10.0.0.7:8080/twilio' };
    expect(await parse(proxied, own)).toMatchObject({ verified: true });
  });

  test('is made with the auth token even if an API key sends', async () => {
    const key = { authToken: undefined, apiKeySID: `SK${'3'.repeat(32)}`, apiKeySecret: 'secret' };
    expect(twilio({ ...config, ...key }).parseDeliveryReport).toBeUndefined();
    const withToken = { ...key, webhookAuthToken: config.authToken };
    expect(await parse(webhook(callback), withToken)).toMatchObject({ verified: true });
  });
});

test.each([
  ['http://10.0.0.7:8080/twilio', ''],
  ['http://10.0.0.7:8080/internal/twilio/', '/'],
  ["http://10.0.0.7:8080/twilio/?shop=joe's&ref=a+b", "/?shop=joe's&ref=a+b"],
])('a callback that a proxy forwards to %s is verified', async (called, end) => {
  const reports: DeliveryReport[] = [];
  const handle = deliveryReportHandler({
    connectors: [twilio(config)],
    onReports: (received) => void reports.push(...received),
    publicUrl: 'https://example.com/sms/reports',
  });
  const { method, headers, body } = webhook(callback, url + end);
  const request = new Request(called, { method, headers: headers as Record<string, string>, body });
  expect((await handle(request)).status).toBe(200);
  expect(reports).toMatchObject([{ messageId: callback.MessageSid, status: 'delivered' }]);
});

describe('a signature with a shared key', () => {
  const webhookSharedKeySecret = 'a-shared-key-secret';
  const own = { webhookSharedKeySecret };

  test.each([
    ['HMAC_SHA256', 'key=webhooks_sharedkey_1,algorithm=HMAC_SHA256'],
    ['HMAC_SHA256', 'algorithm=hmac_sha256, key=webhooks_sharedkey_1'],
    ['HMAC_SHA1', 'key=webhooks_sharedkey_1, algorithm=HMAC_SHA1'],
    ['HMAC_SHA1', 'key=webhooks_sharedkey_1'],
  ])('is verified with %s, as %s says', async (algorithm, settings) => {
    const request = sharedKeyWebhook(webhookSharedKeySecret, algorithm, settings);
    expect(await parse(request, own)).toMatchObject({ verified: true });
    const other = sharedKeyWebhook('another', algorithm, settings);
    expect(await parse(other, own)).toEqual({ verified: false, reason: 'forged' });
  });

  test('is not one with the auth token, nor the other way round', async () => {
    const settings = 'key=webhooks_sharedkey_1,algorithm=HMAC_SHA1';
    const byToken = sharedKeyWebhook(authToken, 'HMAC_SHA1', settings);
    expect(await parse(byToken, own)).toEqual({ verified: false, reason: 'forged' });
    const { headers, ...request } = sharedKeyWebhook(webhookSharedKeySecret, 'HMAC_SHA1', settings);
    const { 'x-twilio-signature': signature } = headers;
    const withoutSettings = { ...request, headers: { 'x-twilio-signature': signature } };
    expect(await parse(withoutSettings, own)).toEqual({ verified: false, reason: 'forged' });
    expect(await parse(webhook(callback), own)).toMatchObject({ verified: true });
    const emptySettings = sharedKeyWebhook(authToken, 'HMAC_SHA1', '');
    expect(await parse(emptySettings, own)).toMatchObject({ verified: true });
  });

  test.each(['HMAC_SHA256', 'HMAC_SHA3'])('of %s may be unverifiable', async (algorithm) => {
    const settings = `key=webhooks_sharedkey_1,algorithm=${algorithm}`;
    const request = sharedKeyWebhook(webhookSharedKeySecret, 'HMAC_SHA256', settings);
    const known = algorithm === 'HMAC_SHA256' ? {} : own;
    expect(await parse(request, known)).toEqual({ verified: false, reason: 'unverifiable' });
  });

  test('is enough for a config with an API key', async () => {
    const key = { authToken: undefined, apiKeySID: `SK${'3'.repeat(32)}`, apiKeySecret: 'secret' };
    const settings = 'key=webhooks_sharedkey_1,algorithm=HMAC_SHA256';
    const request = sharedKeyWebhook(webhookSharedKeySecret, 'HMAC_SHA256', settings);
    expect(await parse(request, { ...key, ...own })).toMatchObject({ verified: true });
    expect(await parse(webhook(callback), { ...key, ...own })).toEqual({
      verified: false,
      reason: 'unverifiable',
    });
  });
});

test('status callbacks from the emulator reach the handler', async () => {
  await using application = await startReportApplication('twilio', () => sms);
  await using emulator = await startTwilioEmulator();
  const sms = twilio(
    { ...emulator.config, templates: config.templates, deliveryReportUrl: application.url },
    { baseUrl: emulator.url },
  );
  const { messageId } = await sms.send({
    to: '+33612345678',
    usageType: 'Generic',
    payload: { code: '314159' },
  });
  await expect.poll(() => application.received.length).toBe(2);
  expect(application.received.map((report) => [report.messageId, report.status])).toEqual([
    [messageId, 'pending'],
    [messageId, 'delivered'],
  ]);
});
