import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type DeliveryReport,
  deliveryReportHandler,
  type WebhookRequest,
} from '@sms-connectors/core';
import { twilio } from '@sms-connectors/twilio';
import { startTwilioEmulator } from '@sms-connectors/twilio/emulator';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authToken, callback, url, webhook } from './webhook.ts';

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

  test('without a message is malformed', async () => {
    expect(await parse(webhook({ MessageStatus: 'sent' }))).toEqual({
      verified: false,
      reason: 'malformed',
    });
  });
});

describe('the signature', () => {
  test('is the one that Twilio’s own SDK makes, for any parameters', async () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 20 });
    const names = fc.stringMatching(/^[A-Za-z]{1,12}$/);
    await fc.assert(
      fc.asyncProperty(fc.dictionary(names, words), async (extra) => {
        const result = await parse(webhook({ ...extra, ...callback }));
        expect(result).toMatchObject({ verified: true });
      }),
      { numRuns: 300 },
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

test('status callbacks from the emulator reach the handler', async () => {
  const reports: DeliveryReport[] = [];
  const { promise: delivered, resolve } = Promise.withResolvers<void>();
  const server = createServer(async (incoming, outgoing) => {
    const chunks = await Array.fromAsync(incoming as AsyncIterable<Buffer>);
    const request = new Request(`${address}${incoming.url}`, {
      method: 'POST',
      headers: incoming.headers as Record<string, string>,
      body: Buffer.concat(chunks),
    });
    const { status } = await handle(request);
    outgoing.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  await using emulator = await startTwilioEmulator();
  const sms = twilio(
    { ...emulator.config, templates: config.templates, deliveryReportUrl: `${address}/twilio` },
    { baseUrl: emulator.url },
  );
  const handle = deliveryReportHandler({
    connectors: [sms],
    onReports: (received) => {
      reports.push(...received);
      if (reports.length === 2) resolve();
    },
  });
  const { messageId } = await sms.send({
    to: '+33612345678',
    usageType: 'Generic',
    payload: { code: '314159' },
  });
  await delivered;
  server.close();
  expect(reports.map((report) => [report.messageId, report.status])).toEqual([
    [messageId, 'pending'],
    [messageId, 'delivered'],
  ]);
});
