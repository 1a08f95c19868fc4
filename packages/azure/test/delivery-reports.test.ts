import type { DeliveryReport } from '@sms-connectors/core';
import { azure, errorRows } from '@sms-connectors/azure';
import { startAzureEmulator } from '@sms-connectors/azure/emulator';
import { describe, expect, test } from 'vitest';
import { startReportApplication } from '../../../test/report-application.ts';
import { config as withoutToken } from './config.ts';
import {
  deliveryReportToken,
  failed,
  messageId,
  reportEvent,
  smsReceived,
  validationEvent,
  webhook,
} from './documented-webhooks.ts';

const config = { ...withoutToken, deliveryReportToken };
const parse = azure(config).parseDeliveryReport;

async function reportOf(event: object): Promise<DeliveryReport | undefined> {
  const parsed = await parse?.(webhook([event]));
  return parsed?.verified === true ? parsed.reports[0] : undefined;
}

describe('a report', () => {
  const rows = errorRows.filter(({ cause }) => /^\d{4}$/.test(cause));
  test.each(rows)('of a failure with $cause is $code', async ({ cause, code, docsUrl }) => {
    const report = await reportOf(failed(`${cause}: Azure’s words about 15555555555`));
    const provider = { id: 'azure', status: 'Failed', code: cause, docsUrl };
    expect(report).toMatchObject({ messageId, status: 'undelivered', code, provider });
    expect(JSON.stringify(report)).not.toContain('15555555555');
  });

  test.each([
    ['Delivered', 'No error.', 'delivered', undefined],
    ['Delivered', '2000: No Error', 'delivered', undefined],
    ['Delivered', '5002', 'delivered', undefined],
    ['Failed', 'Sender blocked for given recipient.', 'undelivered', undefined],
    ['Failed', '4999: Something new', 'undelivered', '4999'],
    ['Failed', '40071', 'undelivered', undefined],
    ['Failed', '5002: Carrier does not support delivery report', 'unconfirmed', '5002'],
    ['Expired', 'No report', 'unconfirmed', undefined],
  ])('%s, %s is %s', async (deliveryStatus, deliveryStatusDetails, status, code) => {
    const report = await reportOf(reportEvent({ deliveryStatus, deliveryStatusDetails }));
    expect(report).toMatchObject({ status, provider: { status: deliveryStatus } });
    expect(report?.provider.code).toBe(code);
    expect(report?.code).toBe(status === 'undelivered' ? 'unclassified' : undefined);
  });

  test.each([['soon'], [1_600_388_540], [undefined]])(
    'whose time is %o has no time',
    async (receivedTimestamp) => {
      const report = await reportOf(reportEvent({ receivedTimestamp }));
      expect(report).toMatchObject({ messageId });
      expect(report).not.toHaveProperty('at');
    },
  );

  test('may come with others, and with messages of people', async () => {
    const events = [reportEvent(), smsReceived, reportEvent({ messageId: 'another' })];
    const parsed = await parse?.(webhook(events));
    expect(parsed).toMatchObject({
      verified: true,
      reports: [{ messageId }, { messageId: 'another' }],
    });
  });

  test('is none in an event about something else', async () => {
    expect(await parse?.(webhook([smsReceived]))).toEqual({ verified: true, reports: [] });
  });

  test.each<[string, object | string]>([
    ['no JSON', 'x'],
    ['no list', reportEvent()],
    ['an empty list', []],
    ['a list of words', ['Delivered']],
    ['no data', [{ eventType: 'Microsoft.Communication.SMSDeliveryReportReceived' }]],
    ['no ID', [reportEvent({ messageId: undefined })]],
    ['an ID that is a sentence', [reportEvent({ messageId: 'Sent to 15555555555' })]],
    ['no status', [reportEvent({ deliveryStatus: undefined })]],
    ['a status that is a sentence', [reportEvent({ deliveryStatus: 'Sent to 15555555555' })]],
    ['one bad event among good ones', [reportEvent(), reportEvent({ messageId: 1 })]],
    ['a validation without a code', [validationEvent({ validationCode: undefined })]],
    ['a code that is a sentence', [validationEvent({ validationCode: 'Sent to "you"' })]],
  ])('with %s is malformed', async (_, body) => {
    expect(await parse?.(webhook(body))).toEqual({ verified: false, reason: 'malformed' });
  });

  test.each([
    ['no token', undefined, 'unsigned'],
    ['an empty token', '', 'forged'],
    ['another token', 'another', 'forged'],
    ['a part of the token', deliveryReportToken.slice(1), 'forged'],
  ])('or a validation with %s is refused', async (_, token, reason) => {
    const query = token === undefined ? '' : `?token=${token}`;
    for (const body of [[reportEvent()], [validationEvent()]]) {
      const request = webhook(body);
      const url = request.url.replace(/\?.*/, query);
      expect(await parse?.({ ...request, url })).toEqual({ verified: false, reason });
    }
  });

  test('cannot be read without a token in the config', () => {
    expect(azure(withoutToken).parseDeliveryReport).toBeUndefined();
  });
});

describe('an application', () => {
  const message = { to: '+33612345678', usageType: 'Generic', payload: { code: 1 } } as const;
  const { templates } = config;
  const start = () => startReportApplication('azure', () => azure(config));

  test('confirms its subscription over HTTP', async () => {
    await using application = await start();
    const url = `${application.url}?token=${deliveryReportToken}`;
    const body = JSON.stringify([validationEvent()]);
    const response = await fetch(url, { method: 'POST', body });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({
      validationResponse: '512d38b6-c7b8-40c8-89fe-f46f9e9622b6',
    });
    expect(application.received).toEqual([]);
  });

  test('receives the reports of the emulator', async () => {
    await using application = await start();
    await using emulator = await startAzureEmulator({
      account: { deliveryReportUrl: application.url, deliveryReportToken },
    });
    const sms = azure({ ...emulator.config, templates }, { baseUrl: emulator.url });
    const { messageId: first } = await sms.send(message);
    const { messageId: second } = await sms.send(message);
    await expect.poll(() => application.received.length).toBe(2);
    const at: unknown = expect.any(Date);
    for (const id of [first, second]) {
      const provider = { id: 'azure', status: 'Delivered' };
      expect(application.received).toContainEqual({
        messageId: id,
        status: 'delivered',
        at,
        provider,
      });
    }
    expect(application.refused).toEqual([]);
  });

  test('receives the reason of a failure', async () => {
    await using application = await start();
    await using emulator = await startAzureEmulator({
      account: { deliveryReportUrl: application.url, deliveryReportToken },
      deliveryEvents: [{ deliveryStatus: 'Failed', deliveryStatusDetails: '4006: Unreachable' }],
    });
    await azure({ ...emulator.config, templates }, { baseUrl: emulator.url }).send(message);
    await expect.poll(() => application.received.length).toBe(1);
    expect(application.received).toMatchObject([
      { status: 'undelivered', code: 'unreachable_recipient', provider: { code: '4006' } },
    ]);
  });

  test('believes nothing with the token of another application', async () => {
    await using application = await start();
    const account = {
      deliveryReportUrl: application.url,
      deliveryReportToken: 'token-of-somebody-else',
    };
    await using emulator = await startAzureEmulator({ account });
    await azure({ ...emulator.config, templates }, { baseUrl: emulator.url }).send(message);
    await expect.poll(() => application.refused).toEqual(['forged', 'forged']);
    expect(application.received).toEqual([]);
  });
});
