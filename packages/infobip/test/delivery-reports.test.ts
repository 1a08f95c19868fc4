import { deliveryReportHandler, type DeliveryReport } from '@sms-connectors/core';
import { infobip } from '@sms-connectors/infobip';
import { describe, expect, test } from 'vitest';
import { error, result, status, webhook } from './documented-webhooks.ts';

const deliveryReportToken = '0123456789abcdef'.repeat(4);
const callbackData = deliveryReportToken;
const sms = infobip({
  baseUrl: 'abc123.api.infobip.com',
  apiKey: 'key',
  from: 'InfoSMS',
  deliveryReportToken,
  templates: [{ usageType: 'Generic', content: '{{code}}' }],
});

async function parse(results: unknown) {
  return sms.parseDeliveryReport?.(webhook(results));
}

async function reportOf(change: object): Promise<DeliveryReport | undefined> {
  const parsed = await parse([result('m-1', { callbackData, ...change })]);
  return parsed?.verified === true ? parsed.reports[0] : undefined;
}

describe('a status', () => {
  test.each([
    ['ACCEPTED', 'MESSAGE_ACCEPTED', 'pending'],
    ['PENDING', 'PENDING_ENROUTE', 'pending'],
    ['DELIVERED', 'DELIVERED_TO_OPERATOR', 'pending'],
    ['DELIVERED', 'DELIVERED_TO_HANDSET', 'delivered'],
    ['EXPIRED', 'EXPIRED_DLR_UNKNOWN', 'unconfirmed'],
    ['EXPIRED', 'EXPIRED_EXPIRED', 'undelivered'],
    ['UNDELIVERABLE', 'UNDELIVERABLE_NOT_DELIVERED', 'undelivered'],
    ['REJECTED', 'REJECTED_NETWORK', 'undelivered'],
  ])('of the group %s with the name %s is %s', async (group, name, ours) => {
    const report = await reportOf({ status: status(group, name) });
    expect(report).toMatchObject({ status: ours, provider: { status: name } });
  });

  test.each([
    [
      'EC_ABSENT_SUBSCRIBER',
      'UNDELIVERABLE_NOT_DELIVERED',
      'unreachable_recipient',
      'EC_ABSENT_SUBSCRIBER',
    ],
    [
      'EC_INVALID_SOURCE_ADDRESS',
      'UNDELIVERABLE_REJECTED_OPERATOR',
      'sender_invalid',
      'EC_INVALID_SOURCE_ADDRESS',
    ],
    // The status says more than the error.
    ['EC_UNKNOWN_ERROR', 'REJECTED_NETWORK', 'region_blocked', 'REJECTED_NETWORK'],
    ['NO_ERROR', 'REJECTED_DND', 'opted_out', 'REJECTED_DND'],
    ['EC_UNKNOWN_ERROR', 'UNDELIVERABLE_NOT_SENT', 'unclassified', 'EC_UNKNOWN_ERROR'],
    ['NO_ERROR', 'UNDELIVERABLE_NOT_SENT', 'unclassified', 'UNDELIVERABLE_NOT_SENT'],
    ['To 41793026727', 'REJECTED_SENDER', 'sender_invalid', 'REJECTED_SENDER'],
  ])('with the error %s and the name %s is %s', async (errorName, name, code, providerCode) => {
    const group = name.split('_')[0] ?? '';
    const report = await reportOf({ status: status(group, name), error: error(errorName) });
    expect(report).toMatchObject({ code, provider: { code: providerCode } });
    expect(JSON.stringify(report)).not.toContain('41793026727');
  });

  test('has no error code if it is not a failure', async () => {
    const report = await reportOf({ error: error('EC_ABSENT_SUBSCRIBER') });
    expect(report).not.toHaveProperty('code');
    expect(report?.provider).not.toHaveProperty('code');
  });

  test.each([[undefined], ['yesterday'], [1_573_311_600_000]])(
    'without a time, but %o, has none',
    async (doneAt) => {
      expect(await reportOf({ doneAt })).not.toHaveProperty('at');
    },
  );
});

describe('a batch', () => {
  test('of 100 reports is handled at once', async () => {
    const handled: string[] = [];
    const handle = deliveryReportHandler({
      connectors: [sms],
      onReports: (reports) => void handled.push(...reports.map(({ messageId }) => messageId)),
    });
    const platform = { entityId: 'an-entity-of-the-account', applicationId: 'an-application' };
    const ids = Array.from({ length: 100 }, () => crypto.randomUUID());
    const { url, body } = webhook(
      ids.map((id) => result(id, { callbackData, platform, mccMnc: '22801' })),
    );
    expect(body.length).toBeGreaterThan(64 * 1024);
    const answer = await handle(new Request(url, { method: 'POST', body }));
    expect(answer.status).toBe(200);
    expect(handled).toEqual(ids);
  });

  test('has only the reports with the token: the others are of other programs', async () => {
    const others = [result('m-2'), result('m-3', { callbackData: 'other' })];
    const parsed = await parse([others[0], result('m-1', { callbackData }), others[1]]);
    expect(parsed).toMatchObject({ verified: true, reports: [{ messageId: 'm-1' }] });
  });
});

test.each([
  ['without the token', [result('m-1')], 'unsigned'],
  ['with another token', [result('m-1', { callbackData: 'another-token-of-others' })], 'forged'],
  ['with a list as token', [result('m-1', { callbackData: [callbackData] })], 'forged'],
  ['without results', undefined, 'malformed'],
  ['with an empty list', [], 'unsigned'],
  ['with results that are no objects', [null, 1, 'x', []], 'unsigned'],
  ['without an ID', [result('', { callbackData })], 'malformed'],
  [
    'with an unknown group',
    [result('m-1', { callbackData, status: status('X', 'Y_Z') })],
    'malformed',
  ],
  ['without a status', [result('m-1', { callbackData, status: null })], 'malformed'],
])('refuses a request %s', async (_, results, reason) => {
  expect(await parse(results)).toEqual({ verified: false, reason });
});
