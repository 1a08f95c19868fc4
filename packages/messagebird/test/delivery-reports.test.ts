import type { DeliveryReport, DeliveryReports, WebhookRequest } from '@sms-connectors/core';
import { messagebird } from '@sms-connectors/messagebird';
import {
  type MessagebirdEmulator,
  startMessagebirdEmulator,
} from '@sms-connectors/messagebird/emulator';
import { describe, expect, test } from 'vitest';
import { startReportApplication } from '../../../test/report-application.ts';
import { config as signedConfig, messageId, reportQuery, sign } from './signed-reports.ts';

const templates = [{ usageType: 'Generic' as const, content: 'Your code is {{code}}.' }];
const base = { accessKey: 'key', originator: 'ExampleSMS', templates };
const sms = messagebird({ ...base, ...signedConfig });
const genuine = sign(reportQuery());
const token = genuine.headers['messagebird-signature-jwt'] ?? '';
const now = Math.floor(Date.now() / 1000);

async function parse(request: WebhookRequest, connector = sms): Promise<DeliveryReports> {
  const reports = await connector.parseDeliveryReport?.(request);
  if (reports === undefined) throw new Error('MessageBird has delivery reports.');
  return reports;
}

async function reportOf(query: string): Promise<DeliveryReport | undefined> {
  const reports = await parse(sign(query));
  if (!reports.verified) throw new Error(reports.reason);
  return reports.reports[0];
}

function withToken(given: string | undefined): WebhookRequest {
  return { ...genuine, headers: { 'messagebird-signature-jwt': given } };
}

function connect({ config, url: baseUrl }: MessagebirdEmulator) {
  return messagebird({ ...config, templates }, { baseUrl });
}

describe('a request', () => {
  test.each([
    ['that MessageBird signed', genuine, undefined],
    ['without a signature', withToken(undefined), 'unsigned'],
    ['with an empty signature', withToken(''), 'forged'],
    ['with half a token', withToken(token.slice(0, token.lastIndexOf('.'))), 'forged'],
    ['with a longer signature', withToken(`${token}A`), 'forged'],
    ['with padding', withToken(`${token}=`), 'forged'],
    ['with a token that is none', withToken('a.b.c'), 'forged'],
    ['with another key', sign(reportQuery(), { signingKey: 'another' }), 'forged'],
    ['of no algorithm', sign(reportQuery(), { head: { alg: 'none' } }), 'forged'],
    ['of another algorithm', sign(reportQuery(), { head: { alg: 'HS512' } }), 'forged'],
    ['of another issuer', sign(reportQuery(), { claims: { iss: 'Acme' } }), 'forged'],
    ['without an issuer', sign(reportQuery(), { claims: { iss: undefined } }), 'forged'],
    ['without an ID', sign(reportQuery(), { claims: { jti: undefined } }), 'forged'],
    [
      'without the hash of a URL',
      sign(reportQuery(), { claims: { url_hash: undefined } }),
      'forged',
    ],
    ['with the hash of a body', sign(reportQuery(), { claims: { payload_hash: 'ab' } }), 'forged'],
    ['with a body', { ...genuine, body: 'x' }, 'forged'],
    ['with a body that is signed', sign(reportQuery(), { body: '{}' }), undefined],
    ['whose body was removed', { ...sign(reportQuery(), { body: '{}' }), body: '' }, 'forged'],
    ['with another query', { ...genuine, url: genuine.url.replace('?', '?x=1&') }, 'forged'],
    ['that expired', sign(reportQuery(), { claims: { exp: now - 60 } }), 'stale'],
    ['that never expires', sign(reportQuery(), { claims: { exp: undefined } }), 'stale'],
    ['of the future', sign(reportQuery(), { claims: { nbf: now + 60 } }), 'stale'],
    ['of no certain start', sign(reportQuery(), { claims: { nbf: undefined } }), undefined],
  ])('%s', async (_, request, reason) => {
    const verdict = await parse(request);
    expect(verdict.verified ? undefined : verdict.reason).toBe(reason);
  });

  test.each([
    [-2, true],
    [-60, false],
  ])('may have expired %i seconds ago: %s', async (seconds, verified) => {
    const exp = Math.floor(Date.now() / 1000) + seconds;
    expect(await parse(sign(reportQuery(), { claims: { exp } }))).toMatchObject({ verified });
  });

  test('has one spelling of its signature', async () => {
    // The last digit of the signature has two bits that mean nothing.
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const next = digits[digits.indexOf(token.at(-1) ?? '') + 1] ?? '';
    const other = token.slice(0, -1) + next;
    const [signature, respelt] = [token, other].map((text) =>
      Buffer.from(text.split('.')[2] ?? '', 'base64url'),
    );
    expect(respelt).toEqual(signature);
    expect(await parse(withToken(other))).toEqual({ verified: false, reason: 'forged' });
  });

  test('is not read by a config without a key', () => {
    expect(messagebird(base).parseDeliveryReport).toBeUndefined();
  });

  test('behind a proxy is verified with the URL of the config', async () => {
    const deliveryReportUrl = 'https://example.com/sms/reports/messagebird?tenant=1';
    const behind = messagebird({ ...base, ...signedConfig, deliveryReportUrl });
    const query = `tenant=1&${reportQuery()}`;
    const { headers } = sign(query);
    const url = `http://10.0.0.1:3000/messagebird?${query}`;
    expect(await parse({ ...genuine, headers, url }, behind)).toMatchObject({ verified: true });
    expect(await parse({ ...genuine, headers, url })).toMatchObject({ verified: false });
    const forged = { ...genuine, headers, url: url.replace('delivered', 'expired') };
    expect(await parse(forged, behind)).toEqual({ verified: false, reason: 'forged' });
  });

  test.each([
    ['without an ID', { id: undefined }],
    ['with another kind of ID', { id: '31612345678' }],
    ['of no state', { status: 'Sent to 31612345678' }],
    ['of an empty state', { status: '' }],
  ])('%s is malformed even if it is signed', async (_, changes) => {
    expect(await parse(sign(reportQuery(changes)))).toEqual({
      verified: false,
      reason: 'malformed',
    });
  });

  test('without a state is a message of somebody, and no report', async () => {
    const query = reportQuery({ status: undefined, body: 'Hello' });
    expect(await parse(sign(query))).toEqual({ verified: true, reports: [] });
  });
});

describe('a state', () => {
  // https://github.com/messagebird/messagebird-nodejs/blob/master/types/messages.d.ts
  test.each([
    ['scheduled', 'pending'],
    ['sent', 'pending'],
    ['buffered', 'pending'],
    ['delivered', 'delivered'],
    ['expired', 'undelivered'],
    ['delivery_failed', 'undelivered'],
    ['something_new', 'pending'],
  ])('%s is %s', async (status, ours) => {
    const isFailure = ours === 'undelivered';
    const query = reportQuery({ status, statusErrorCode: '5', statusReason: 'to 31612345678' });
    const report = await reportOf(query);
    expect(report).toMatchObject({ messageId, status: ours, provider: { status } });
    expect(report?.code).toBe(isFailure ? 'unclassified' : undefined);
    expect(report?.provider.code).toBe(isFailure ? '5' : undefined);
    expect(JSON.stringify(report)).not.toContain('31612345678');
  });

  test.each([undefined, '', '31612345678', 'EC_1'])(
    'with the error code %o has none',
    async (statusErrorCode) => {
      const report = await reportOf(reportQuery({ status: 'delivery_failed', statusErrorCode }));
      expect(report).toMatchObject({ status: 'undelivered', code: 'unclassified' });
      expect(report?.provider).not.toHaveProperty('code');
    },
  );

  test.each([undefined, 'soon'])('has no time if the report has %o', async (statusDatetime) => {
    expect(await reportOf(reportQuery({ statusDatetime }))).not.toHaveProperty('at');
  });
});

describe('a message of the emulator', () => {
  const message = { to: '+33612345678', usageType: 'Generic', payload: { code: 1 } } as const;

  test('is reported and verified', async () => {
    await using application = await startReportApplication('messagebird', () => connect(emulator));
    const account = { deliveryReportUrl: application.url };
    await using emulator = await startMessagebirdEmulator({ account });
    const sent = await connect(emulator).send(message);
    await expect.poll(() => application.received.length).toBe(1);
    expect(application.received).toEqual([
      {
        messageId: sent.messageId,
        status: 'delivered',
        at: expect.any(Date),
        provider: { id: 'messagebird', status: 'delivered' },
      },
    ]);
  });

  test('may fail, and the report has the provider’s code', async () => {
    await using application = await startReportApplication('messagebird', () => connect(emulator));
    await using emulator = await startMessagebirdEmulator({
      account: { deliveryReportUrl: application.url },
      statusReports: [{ status: 'sent' }, { status: 'delivery_failed', statusErrorCode: '1' }],
    });
    await connect(emulator).send(message);
    await expect.poll(() => application.received.length).toBe(2);
    expect(application.received).toMatchObject([
      { status: 'pending' },
      { status: 'undelivered', code: 'unclassified', provider: { code: '1' } },
    ]);
  });

  test('of another account is refused', async () => {
    await using application = await startReportApplication('messagebird', () => sms);
    const account = { deliveryReportUrl: application.url };
    await using emulator = await startMessagebirdEmulator({ account });
    await connect(emulator).send(message);
    await expect.poll(() => application.refused).toEqual(['forged']);
    expect(application.received).toEqual([]);
  });
});
