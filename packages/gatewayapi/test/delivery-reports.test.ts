import type { DeliveryReport, DeliveryReports, WebhookRequest } from '@sms-connectors/core';
import { gatewayapi } from '@sms-connectors/gatewayapi';
import {
  type GatewayapiEmulator,
  startGatewayapiEmulator,
} from '@sms-connectors/gatewayapi/emulator';
import { describe, expect, test } from 'vitest';
import { startReportApplication } from '../../../test/report-application.ts';
import { config as signedConfig, event, sign } from './signed-webhooks.ts';

const templates = [{ usageType: 'Generic' as const, content: 'Your code is {{code}}.' }];
const base = { apiToken: 'token', sender: 'ExampleSMS', templates };
const sms = gatewayapi({ ...base, ...signedConfig });
const genuine = sign(event('DELIVERED'));
const signature = genuine.headers['signature'] ?? '';

async function parse(request: WebhookRequest): Promise<DeliveryReports> {
  const reports = await sms.parseDeliveryReport?.(request);
  if (reports === undefined) throw new Error('GatewayAPI has delivery reports.');
  return reports;
}

async function reportOf(body: string): Promise<DeliveryReport | undefined> {
  const reports = await parse(sign(body));
  if (!reports.verified) throw new Error(reports.reason);
  return reports.reports[0];
}

function connect({ config, url: baseUrl }: GatewayapiEmulator) {
  return gatewayapi({ ...config, templates }, { baseUrl });
}

describe('a request', () => {
  test.each([
    ['that GatewayAPI signed', signature, undefined],
    [
      'with a signature in capitals',
      signature.replace(/[a-f]/g, (d) => d.toUpperCase()),
      undefined,
    ],
    ['without a signature', undefined, 'unsigned'],
    ['with an empty signature', '', 'forged'],
    ['with a signature of another version', signature.replace('v1', 'v2'), 'forged'],
    ['with a signature of no version', signature.replace('v1=', ''), 'forged'],
    ['with half a signature', signature.slice(0, 35), 'forged'],
    ['with a longer signature', `${signature}00`, 'forged'],
    ['with a signature that is none', `v1=${'x'.repeat(64)}`, 'forged'],
    // The webhooks of the older REST API have a JWT in another header.
    ['with a JWT', 'eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.e30.AAAA', 'forged'],
  ])('%s', async (_, given, reason) => {
    const verdict = await parse({ ...genuine, headers: { ...genuine.headers, signature: given } });
    expect(verdict.verified ? undefined : verdict.reason).toBe(reason);
  });

  // https://www.rfc-editor.org/rfc/rfc4231#section-4.3
  test('is verified with the HMAC of RFC 4231', async () => {
    const digest = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    const request = {
      ...genuine,
      headers: { signature: `v1=${digest}` },
      body: 'what do ya want for nothing?',
    };
    const published = gatewayapi({ ...base, webhookSecret: 'Jefe' });
    // The signature is right, and the text is not an event.
    expect(await published.parseDeliveryReport?.(request)).toEqual({
      verified: false,
      reason: 'malformed',
    });
    expect(await parse(request)).toEqual({ verified: false, reason: 'forged' });
  });

  test.each([
    ['with another secret', sign(genuine.body, 'another-secret')],
    ['with a body that was parsed', { ...genuine, body: ` ${genuine.body}` }],
    ['of another state', { ...genuine, body: event('EXPIRED') }],
  ])('signed %s is forged', async (_, request) => {
    expect(await parse(request)).toEqual({ verified: false, reason: 'forged' });
  });

  test('is not read by a config without a secret', () => {
    expect(gatewayapi(base).parseDeliveryReport).toBeUndefined();
  });

  test.each([
    ['of no JSON', 'x'],
    ['of another JSON', '{"event":[]}'],
    ['without an event', '{"event_type":"message.status.sms"}'],
    ['about no message', '{"event_type":"message.status.sms","event":{"status":"DELIVERED"}}'],
    ['of no state', event('Sent to 4512345678')],
    ['of another kind of ID', event('DELIVERED').replace(/"msg_id":"\w+"/, '"msg_id":421332671')],
  ])('%s is malformed even if it is signed', async (_, body) => {
    expect(await parse(sign(body))).toEqual({ verified: false, reason: 'malformed' });
  });

  test.each(['user-message.text.sms', 'user-message.text.rcs'])(
    'that tells %s is genuine, and no report',
    async (eventType) => {
      const body = event('DELIVERED', null, eventType);
      expect(await parse(sign(body))).toEqual({ verified: true, reports: [] });
    },
  );
});

describe('a state', () => {
  const failure = { hex_code: '0x1013', details: 'Absent subscriber 4512345678' };

  // https://messaging.gatewayapi.com/openapi.json
  test.each([
    ['message.status.sms', 'ENROUTE', 'pending'],
    ['message.status.sms', 'DELIVERED', 'delivered'],
    ['message.status.sms', 'ACCEPTED', 'unconfirmed'],
    ['message.status.sms', 'UNKNOWN', 'pending'],
    ['message.status.sms', 'EXPIRED', 'undelivered'],
    ['message.status.sms', 'DELETED', 'undelivered'],
    ['message.status.sms', 'UNDELIVERABLE', 'undelivered'],
    ['message.status.sms', 'REJECTED', 'undelivered'],
    ['message.status.sms', 'SOMETHING_NEW', 'pending'],
    ['message.status.rcs', 'ENROUTE', 'pending'],
    ['message.status.rcs', 'DELIVERED', 'delivered'],
    ['message.status.rcs', 'READ', 'delivered'],
    ['message.status.rcs', 'EXPIRED', 'undelivered'],
  ])('%s, %s is %s', async (eventType, status, ours) => {
    const isFailure = ours === 'undelivered';
    const report = await reportOf(event(status, isFailure ? failure : null, eventType));
    expect(report).toMatchObject({ status: ours, provider: { id: 'gatewayapi', status } });
    expect(report?.code).toBe(isFailure ? 'unreachable_recipient' : undefined);
    expect(report?.provider.code).toBe(isFailure ? '0x1013' : undefined);
    expect(JSON.stringify(report)).not.toContain('4512345678');
  });

  test.each([
    ['no reason', null],
    ['an unknown code', { hex_code: '0x1FFF', details: '' }],
    ['words alone', { details: 'Absent subscriber' }],
  ])('with %s is unclassified', async (_, error) => {
    const report = await reportOf(event('REJECTED', error));
    expect(report).toMatchObject({ status: 'undelivered', code: 'unclassified' });
  });

  test('may have no error at all', async () => {
    const body = event('READ', null, 'message.status.sms').replace(',"error":null', '');
    expect(await reportOf(body)).toMatchObject({ status: 'delivered' });
  });

  test('has no time if the event has none', async () => {
    const body = event('DELIVERED').replace(/"status_at":"[^"]+"/, '"status_at":"soon"');
    expect(await reportOf(body)).not.toHaveProperty('at');
  });
});

describe('a message of the emulator', () => {
  const message = { to: '+33612345678', usageType: 'Generic', payload: { code: 1 } } as const;

  test('is reported and verified', async () => {
    await using application = await startReportApplication('gatewayapi', () => connect(emulator));
    const account = { deliveryReportUrl: application.url };
    await using emulator = await startGatewayapiEmulator({ account });
    const { messageId } = await connect(emulator).send(message);
    await expect.poll(() => application.received.length).toBe(2);
    const at: unknown = expect.any(Date);
    expect(application.received).toEqual([
      { messageId, status: 'pending', at, provider: { id: 'gatewayapi', status: 'ENROUTE' } },
      { messageId, status: 'delivered', at, provider: { id: 'gatewayapi', status: 'DELIVERED' } },
    ]);
  });

  test('may fail, and the report has the reason', async () => {
    await using application = await startReportApplication('gatewayapi', () => connect(emulator));
    const error = { hex_code: '0x1904', details: 'Message filtered by content' };
    await using emulator = await startGatewayapiEmulator({
      account: { deliveryReportUrl: application.url },
      deliveryEvents: [{ status: 'REJECTED', error }],
    });
    await connect(emulator).send(message);
    await expect.poll(() => application.received.length).toBe(1);
    expect(application.received).toMatchObject([
      { status: 'undelivered', code: 'content_rejected', provider: { code: '0x1904' } },
    ]);
  });

  test('of another account is refused', async () => {
    await using application = await startReportApplication('gatewayapi', () => sms);
    const account = { deliveryReportUrl: application.url };
    await using emulator = await startGatewayapiEmulator({ account });
    await connect(emulator).send(message);
    await expect.poll(() => application.refused).toEqual(['forged', 'forged']);
    expect(application.received).toEqual([]);
  });
});
