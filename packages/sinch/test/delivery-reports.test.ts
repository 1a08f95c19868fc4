import { SmsCallbackWebhooks } from '@sinch/sdk-core';
import type { DeliveryReport, DeliveryReports, WebhookRequest } from '@sms-connectors/core';
import { errorRows, sinch } from '@sms-connectors/sinch';
import { startSinchEmulator } from '@sms-connectors/sinch/emulator';
import { describe, expect, test } from 'vitest';
import { receiveWebhooks } from '../../../test/receive-webhooks.ts';
import { startReportApplication } from '../../../test/report-application.ts';
import { callback, config as signedConfig, sign } from './signed-webhooks.ts';

const templates = [{ usageType: 'Generic' as const, content: 'Your code is {{code}}.' }];
const base = { servicePlanId: 'plan', apiToken: 'token', templates };
const sms = sinch({ ...base, ...signedConfig });
const genuine = sign(callback('Delivered', 0));

async function parse(request: WebhookRequest, by = sms): Promise<DeliveryReports> {
  const reports = await by.parseDeliveryReport?.(request);
  if (reports === undefined) throw new Error('Sinch has delivery reports.');
  return reports;
}

async function reportOf(body: string): Promise<DeliveryReport | undefined> {
  const reports = await parse(sign(body));
  if (!reports.verified) throw new Error(reports.reason);
  return reports.reports[0];
}

describe('a request', () => {
  const header = 'x-sinch-webhook-signature';
  const signature = genuine.headers[header] ?? '';

  test.each<[string, Record<string, string | undefined>, string | undefined]>([
    ['that Sinch signed', {}, undefined],
    ['without the name of the algorithm', { [`${header}-algorithm`]: undefined }, undefined],
    ['without a signature', { [header]: undefined }, 'unsigned'],
    ['without a nonce', { [`${header}-nonce`]: undefined }, 'unsigned'],
    ['without a time', { [`${header}-timestamp`]: undefined }, 'unsigned'],
    ['with an empty signature', { [header]: '' }, 'forged'],
    ['with half a signature', { [header]: signature.slice(0, 20) }, 'forged'],
    ['with a signature that is none', { [header]: '!'.repeat(44) }, 'forged'],
    ['with another nonce', { [`${header}-nonce`]: '01FJA8B4A7BM43YGWSG9GBV068' }, 'forged'],
    ['with another time', { [`${header}-timestamp`]: '1634579354' }, 'forged'],
  ])('%s', async (_, headers, reason) => {
    const verdict = await parse({ ...genuine, headers: { ...genuine.headers, ...headers } });
    expect(verdict.verified ? undefined : verdict.reason).toBe(reason);
  });

  test.each([
    ['with another secret', sign(genuine.body, { secret: 'another-secret' })],
    ['with a body that was parsed', { ...genuine, body: ` ${genuine.body}` }],
    ['of another state', { ...genuine, body: callback('Failed', 0) }],
    ['with a dot in the nonce', sign(genuine.body, { nonce: 'a.b' })],
    ['with a dot in the time', sign(genuine.body, { timestamp: '1.2' })],
  ])('%s is forged', async (_, request) => {
    expect(await parse(request)).toEqual({ verified: false, reason: 'forged' });
  });

  // https://github.com/sinch/sinch-sdk-node/blob/main/packages/sdk-client/tests/utils/authorization.helper.test.ts
  test('is verified with the signature that Sinch published', async () => {
    const request = {
      ...genuine,
      headers: {
        [header]: '6bpJoRmFoXVjfJIVglMoJzYXxnoxRujzR4k2GOXewOE=',
        [`${header}-algorithm`]: 'HmacSHA256',
        [`${header}-nonce`]: '01FJA8B4A7BM43YGWSG9GBV067',
        [`${header}-timestamp`]: '1634579353',
      },
      body: '{"app_id":"","accepted_time":"2021-10-18T17:49:13.813615Z","project_id":"e2df3a34-a71b-4448-9db5-a8d2baad28e4","contact_create_notification":{"contact":{"id":"01FJA8B466Y0R2GNXD78MD9SM1","channel_identities":[{"channel":"SMS","identity":"48123456789","app_id":""}],"display_name":"New Test Contact","email":"new.contact@email.com","external_id":"","metadata":"","language":"EN_US"}},"message_metadata":""}',
    };
    const published = sinch({ ...base, webhookSecret: 'foo_secret1234' });
    // The signature is right, and the text is not a callback of the SMS API.
    expect(await parse(request, published)).toEqual({ verified: false, reason: 'malformed' });
    expect(await parse(request)).toEqual({ verified: false, reason: 'forged' });
  });

  test('is not read by a config without a secret', () => {
    expect(sinch(base).parseDeliveryReport).toBeUndefined();
  });

  test.each([
    ['of no JSON', 'x'],
    ['of another JSON', '{"batch_id":"01W4FFL35P4NC4K35SMSBATCH9"}'],
    ['of no state', callback('Sent to 12017777777', 0)],
    ['about no message', callback('Delivered', 0, { batch_id: undefined })],
    ['with a number as the ID', callback('Delivered', 0, { batch_id: '12017777777' })],
  ])('%s is malformed even if it is signed', async (_, body) => {
    expect(await parse(sign(body))).toEqual({ verified: false, reason: 'malformed' });
  });

  test.each(['mo_text', 'mo_binary', 'delivery_report_sms', 'recipient_delivery_report_mms'])(
    'that tells %s is genuine, and no report',
    async (type) => {
      const body = callback('Delivered', 0, { type });
      expect(await parse(sign(body))).toEqual({ verified: true, reports: [] });
    },
  );
});

describe('a report', () => {
  // https://developers.sinch.com/docs/sms/api-reference/sms/tag/Delivery-reports/
  test.each([
    ['Queued', 'pending'],
    ['Dispatched', 'pending'],
    ['Delivered', 'delivered'],
    ['Unknown', 'unconfirmed'],
    ['Aborted', 'undelivered'],
    ['Cancelled', 'undelivered'],
    ['Rejected', 'undelivered'],
    ['Deleted', 'undelivered'],
    ['Failed', 'undelivered'],
    ['Expired', 'undelivered'],
    ['SomethingNew', 'pending'],
  ])('of %s is %s', async (state, status) => {
    expect(await reportOf(callback(state, 0))).toMatchObject({
      status,
      provider: { id: 'sinch', status: state },
    });
  });

  const rows = errorRows.filter(({ cause }) => /^\d/.test(cause));
  test.each(rows)('with the code $cause is $code', async ({ cause, code, docsUrl }) => {
    for (const given of [cause, Number(cause)]) {
      expect(await reportOf(callback('Aborted', given))).toMatchObject({
        status: 'undelivered',
        code,
        provider: { code: cause, docsUrl },
      });
    }
  });

  test.each([34, 9999, '34'])('with the code %o of a network has that code', async (code) => {
    expect(await reportOf(callback('Failed', code))).toMatchObject({
      provider: { code: String(code) },
    });
  });

  test.each(['12017777777', -1, 1.5, null, {}])('with %o has no code', async (code) => {
    const report = await reportOf(callback('Failed', code));
    expect(report?.status).toBe('undelivered');
    expect(report?.provider).not.toHaveProperty('code');
  });

  test.each(['yesterday', undefined, 5])('at %o has no time', async (at) => {
    expect(await reportOf(callback('Delivered', 0, { at }))).not.toHaveProperty('at');
  });
});

describe('a message of the emulator', () => {
  const message = {
    to: '+12017777777',
    usageType: 'Generic',
    payload: { code: '314159' },
    reference: 'login-1',
  } as const;

  test('is reported and verified', async () => {
    await using application = await startReportApplication('sinch', () => connector);
    await using emulator = await startSinchEmulator();
    const connector = sinch(
      { ...emulator.config, deliveryReportUrl: application.url, templates },
      { baseUrl: emulator.url },
    );
    const { messageId } = await connector.send(message);
    await expect.poll(() => application.received.length).toBe(3);
    expect(application.received).toMatchObject([
      { messageId, status: 'pending' },
      { messageId, status: 'pending' },
      { messageId, status: 'delivered' },
    ]);
  });

  test('has reports that Sinch’s library takes', async () => {
    await using receiver = await receiveWebhooks('sinch');
    await using emulator = await startSinchEmulator();
    const connector = sinch(
      { ...emulator.config, deliveryReportUrl: receiver.url, templates },
      { baseUrl: emulator.url },
    );
    const { messageId } = await connector.send(message);
    const library = new SmsCallbackWebhooks(emulator.config.webhookSecret);
    for (const { headers, body } of await receiver.first(3)) {
      expect(library.validateAuthenticationHeader({ ...headers }, body)).toBe(true);
      expect(library.parseEvent(body)).toMatchObject({
        type: 'recipient_delivery_report_sms',
        batch_id: messageId,
        recipient: '12017777777',
        client_reference: 'login-1',
        at: expect.any(Date),
      });
    }
  });
});
