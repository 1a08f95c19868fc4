import { setTimeout } from 'node:timers/promises';
import type { DeliveryReport, DeliveryReports, WebhookRequest } from '@sms-connectors/core';
import { telnyx } from '@sms-connectors/telnyx';
import { startTelnyxEmulator, type TelnyxEmulator } from '@sms-connectors/telnyx/emulator';
import { TelnyxWebhook } from 'telnyx/lib/webhooks';
import { describe, expect, test } from 'vitest';
import { startReportApplication } from '../../../test/report-application.ts';
import { config as signedConfig, event, sign } from './signed-webhooks.ts';

const templates = [{ usageType: 'Generic' as const, content: 'Your code is {{code}}.' }];
const base = { apiKey: 'KEY-tests', from: '+12025550100', templates };
const sms = telnyx({ ...base, ...signedConfig });
const genuine = sign(event('message.finalized', 'delivered'));
const minute = 60 * 1000;

async function parse(request: WebhookRequest, connector = sms): Promise<DeliveryReports> {
  const reports = await connector.parseDeliveryReport?.(request);
  if (reports === undefined) throw new Error('Telnyx has delivery reports.');
  return reports;
}

async function reportOf(body: string): Promise<DeliveryReport | undefined> {
  const reports = await parse(sign(body));
  if (!reports.verified) throw new Error(reports.reason);
  return reports.reports[0];
}

function withHeader(name: string, value: string): WebhookRequest {
  return { ...genuine, headers: { ...genuine.headers, [name]: value } };
}

function connect({ config, url: baseUrl }: TelnyxEmulator, deliveryReportUrl?: string) {
  return telnyx({ ...config, deliveryReportUrl, templates }, { baseUrl });
}

describe('a request', () => {
  const signature = genuine.headers['telnyx-signature-ed25519'] ?? '';
  const other = telnyx({ ...base, publicKey: `${'A'.repeat(43)}=` });

  test.each([
    ['that Telnyx signed now', genuine, undefined],
    ['that Telnyx signed four minutes ago', minutesAway(-4), undefined],
    ['that Telnyx signed six minutes ago', minutesAway(-6), 'stale'],
    ['that Telnyx will sign in four minutes', minutesAway(4), undefined],
    ['that Telnyx will sign in six minutes', minutesAway(6), 'stale'],
    ['with another time', withHeader('telnyx-timestamp', '1700000000'), 'stale'],
    ['with the time in words', withHeader('telnyx-timestamp', 'now'), 'stale'],
    ['with another body', { ...genuine, body: genuine.body.replace('Hello', 'Hallo') }, 'forged'],
    ['with a body that was parsed', { ...genuine, body: ` ${genuine.body}` }, 'forged'],
    ['with half a signature', withSignature(signature.slice(0, 44)), 'forged'],
    ['with a longer signature', withSignature(`${signature}AAAA`), 'forged'],
    ['with a signature that is none', withSignature('%'.repeat(88)), 'forged'],
    ['with an empty signature', withSignature(''), 'forged'],
  ])('%s is as Telnyx’s own library says', async (_, request, reason) => {
    const verdict = await parse(request);
    expect(verdict.verified ? undefined : verdict.reason).toBe(reason);

    const theirs = new TelnyxWebhook(signedConfig.publicKey).verify(
      request.body,
      request.headers as Record<string, string>,
    );
    await expect(theirs.then(() => true).catch(() => false)).resolves.toBe(verdict.verified);
  });

  test('signed with another key is forged', async () => {
    expect(await parse(genuine, other)).toEqual({ verified: false, reason: 'forged' });
  });

  test('is not read by a config without a public key', () => {
    expect(telnyx(base).parseDeliveryReport).toBeUndefined();
  });

  test.each(['telnyx-signature-ed25519', 'telnyx-timestamp'])(
    'without %s is unsigned',
    async (name) => {
      const request = { ...genuine, headers: { ...genuine.headers, [name]: undefined } };
      expect(await parse(request)).toEqual({ verified: false, reason: 'unsigned' });
    },
  );

  test.each([
    ['of no JSON', 'x'],
    ['of another JSON', '{"data":[]}'],
    [
      'about no message',
      '{"data":{"event_type":"message.sent","payload":{"to":[{"status":"sent"}]}}}',
    ],
    ['of no state', event('message.sent', 'Sent to +33612345678')],
  ])('%s is malformed even if it is signed', async (_, body) => {
    expect(await parse(sign(body))).toEqual({ verified: false, reason: 'malformed' });
  });

  test.each(['message.received', 'messaging-profile.spend-limit-reached'])(
    'that tells %s is genuine, and no report',
    async (eventType) => {
      const body = event(eventType, 'webhook_delivered');
      expect(await parse(sign(body))).toEqual({ verified: true, reports: [] });
    },
  );

  function minutesAway(minutes: number): WebhookRequest {
    return sign(genuine.body, new Date(Date.now() + minutes * minute));
  }
  function withSignature(value: string): WebhookRequest {
    return withHeader('telnyx-signature-ed25519', value);
  }
});

describe('a state', () => {
  const failure = [{ code: '40008', title: 'Undeliverable', detail: 'To +13125550002.' }];

  // https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks
  test.each([
    ['message.sent', 'queued', 'pending', undefined],
    ['message.sent', 'sending', 'pending', undefined],
    ['message.sent', 'sent', 'pending', undefined],
    ['message.finalized', 'delivered', 'delivered', undefined],
    ['message.finalized', 'sending_failed', 'undelivered', 'unreachable_recipient'],
    ['message.finalized', 'delivery_failed', 'undelivered', 'unreachable_recipient'],
    ['message.finalized', 'expired', 'undelivered', 'unreachable_recipient'],
    ['message.finalized', 'delivery_unconfirmed', 'unconfirmed', undefined],
    ['message.finalized', 'constructor', 'pending', undefined],
  ])('%s, %s is %s', async (eventType, status, ours, code) => {
    const report = await reportOf(event(eventType, status, code === undefined ? [] : failure));
    expect(report).toMatchObject({ status: ours, provider: { id: 'telnyx', status } });
    expect(report?.code).toBe(code);
    expect(report?.provider.code).toBe(code === undefined ? undefined : '40008');
    expect(JSON.stringify(report)).not.toContain('3125550002');
  });

  test('without a reason is unclassified', async () => {
    const report = await reportOf(event('message.finalized', 'delivery_failed'));
    expect(report).toMatchObject({ status: 'undelivered', code: 'unclassified' });
  });

  test('has no time if the event has none', async () => {
    const body = event('message.sent', 'sent').replace(
      /"occurred_at":"[^"]+"/,
      '"occurred_at":"soon"',
    );
    expect(await reportOf(body)).not.toHaveProperty('at');
  });
});

describe('a message of the emulator', () => {
  const message = { to: '+33612345678', usageType: 'Generic', payload: { code: 1 } } as const;

  test('is reported to the URL of the profile and verified', async () => {
    await using application = await startReportApplication('telnyx', () => connect(emulator));
    const account = { deliveryReportUrl: application.url };
    await using emulator = await startTelnyxEmulator({ account });
    const { messageId } = await connect(emulator).send(message);
    await expect.poll(() => application.received.length).toBe(2);
    const at: unknown = expect.any(Date);
    expect(application.received).toEqual([
      { messageId, status: 'pending', at, provider: { id: 'telnyx', status: 'sent' } },
      { messageId, status: 'delivered', at, provider: { id: 'telnyx', status: 'delivered' } },
    ]);
  });

  test('is reported to the URL of the message, and may fail with a reason', async () => {
    await using application = await startReportApplication('telnyx', () => connect(emulator));
    const error = { code: '40002', title: 'Blocked as spam - temporary' };
    await using emulator = await startTelnyxEmulator({
      account: { deliveryReportUrl: 'http://127.0.0.1:9/reports/telnyx' },
      deliveryEvents: [{ status: 'delivery_failed', error }],
    });
    await connect(emulator, application.url).send(message);
    await expect.poll(() => application.received.length).toBe(1);
    expect(application.received).toMatchObject([
      { status: 'undelivered', code: 'content_rejected', provider: { code: '40002' } },
    ]);
  });

  test('of another account is refused', async () => {
    await using application = await startReportApplication('telnyx', () => sms);
    await using emulator = await startTelnyxEmulator();
    await connect(emulator, application.url).send(message);
    await expect.poll(() => application.refused).toEqual(['forged', 'forged']);
    expect(application.received).toEqual([]);
  });

  test('is not reported beyond this machine', async () => {
    await using application = await startReportApplication('telnyx', () => connect(emulator));
    // The same server, under an address that is not this machine's alone.
    const deliveryReportUrl = application.url.replace('127.0.0.1', '0.0.0.0');
    await using emulator = await startTelnyxEmulator({ account: { deliveryReportUrl } });
    await connect(emulator).send(message);
    const { messageId } = await connect(emulator, application.url).send(message);
    await expect.poll(() => application.received.length).toBe(2);
    await setTimeout(50);
    expect(application.received).toMatchObject([{ messageId }, { messageId }]);
    expect(application.refused).toEqual([]);
  });
});
