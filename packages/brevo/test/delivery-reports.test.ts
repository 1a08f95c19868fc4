import { brevo } from '@sms-connectors/brevo';
import { startBrevoEmulator } from '@sms-connectors/brevo/emulator';
import { describe, expect, test } from 'vitest';
import { startReportApplication } from '../../../test/report-application.ts';
import {
  deliveryReportToken,
  event,
  withTokenInHeader,
  withTokenInUrl,
} from './documented-webhooks.ts';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
const config = { apiKey: 'xkeysib-tests', sender: 'MyShop', deliveryReportToken, templates };
const messageId = '1511882900176220';

describe('a report', () => {
  const parse = brevo(config).parseDeliveryReport;

  test.each([
    ['sent', 'pending'],
    ['accepted', 'pending'],
    ['delivered', 'delivered'],
  ])('of the status %s is %s', async (providerStatus, status) => {
    const provider = { id: 'brevo', status: providerStatus };
    expect(await parse?.(withTokenInHeader(event(providerStatus)))).toEqual({
      verified: true,
      reports: [{ messageId, status, provider }],
    });
  });

  test.each(['soft_bounce', 'hard_bounce', 'blocked', 'rejected', 'skipped'])(
    'of the status %s is undelivered',
    async (providerStatus) => {
      const provider = { id: 'brevo', status: providerStatus };
      expect(await parse?.(withTokenInUrl(event(providerStatus)))).toEqual({
        verified: true,
        reports: [{ messageId, status: 'undelivered', code: 'unclassified', provider }],
      });
    },
  );

  test.each(['reply', 'unsubscribed', 'Sent to 33612345678'])(
    'about something else, such as %s, is none',
    async (status) => {
      expect(await parse?.(withTokenInUrl(event(status)))).toEqual({ verified: true, reports: [] });
    },
  );

  test.each([
    ['no JSON', 'messageId=1&msg_status=sent'],
    ['a batch', JSON.stringify([event('sent')])],
    ['no ID', event('sent', { messageId: undefined })],
    ['an ID that is a sentence', event('sent', { messageId: 'sent to 33612345678' })],
    ['no status', event('sent', { msg_status: undefined })],
    ['a status that is a number', event('sent', { msg_status: 1 })],
  ])('with %s is malformed', async (_, body) => {
    const refused = { verified: false, reason: 'malformed' };
    expect(await parse?.(withTokenInUrl(body))).toEqual(refused);
  });

  test.each([
    ['no token', withTokenInUrl(event('sent')), undefined, 'unsigned'],
    ['an empty token', withTokenInUrl(event('sent')), '', 'forged'],
    ['another token', withTokenInUrl(event('sent')), 'another', 'forged'],
    ['a part of the token', withTokenInUrl(event('sent')), deliveryReportToken.slice(1), 'forged'],
  ])('with %s in the URL is refused', async (_, request, token, reason) => {
    const query = token === undefined ? '' : `?token=${token}`;
    const url = request.url.replace(/\?.*/, query);
    expect(await parse?.({ ...request, url })).toEqual({ verified: false, reason });
  });

  test.each([
    ['no header', undefined, 'unsigned'],
    ['another scheme', `Basic ${deliveryReportToken}`, 'unsigned'],
    ['another token', 'Bearer another', 'forged'],
  ])('with %s is refused', async (_, authorization, reason) => {
    const request = withTokenInHeader(event('sent'));
    expect(await parse?.({ ...request, headers: { authorization } })).toEqual({
      verified: false,
      reason,
    });
  });

  test('cannot be read without a token in the config', () => {
    const { deliveryReportToken: _, ...without } = config;
    expect(brevo(without).parseDeliveryReport).toBeUndefined();
  });
});

describe('a message of the emulator', () => {
  const message = { to: '+33612345678', usageType: 'Generic', payload: { code: 1 } } as const;

  test('is reported to its own URL', async () => {
    await using application = await startReportApplication('brevo', () => brevo(config));
    await using emulator = await startBrevoEmulator({ account: { apiKey: config.apiKey } });
    const own = { ...config, deliveryReportUrl: application.url };
    const receipt = await brevo(own, { baseUrl: emulator.url }).send(message);
    await expect.poll(() => application.received.length).toBe(2);
    const id = receipt.messageId;
    expect(application.received).toEqual([
      { messageId: id, status: 'pending', provider: { id: 'brevo', status: 'sent' } },
      { messageId: id, status: 'delivered', provider: { id: 'brevo', status: 'delivered' } },
    ]);
  });

  test('is reported to the webhook of the account', async () => {
    await using application = await startReportApplication('brevo', () => brevo(config));
    const webhook = { url: application.url, token: deliveryReportToken };
    await using emulator = await startBrevoEmulator({
      account: { apiKey: config.apiKey, webhook },
      deliveryEvents: ['hard_bounce'],
    });
    await brevo(config, { baseUrl: emulator.url }).send(message);
    await expect.poll(() => application.received.length).toBe(1);
    expect(application.received).toMatchObject([
      { status: 'undelivered', provider: { status: 'hard_bounce' } },
    ]);
  });

  test('is not believed with the token of another application', async () => {
    await using application = await startReportApplication('brevo', () => brevo(config));
    const webhook = { url: application.url, token: 'token-of-somebody-else' };
    await using emulator = await startBrevoEmulator({
      account: { apiKey: config.apiKey, webhook },
      deliveryEvents: ['delivered'],
    });
    await brevo(config, { baseUrl: emulator.url }).send(message);
    await expect.poll(() => application.refused).toEqual(['forged']);
    expect(application.received).toEqual([]);
  });
});
