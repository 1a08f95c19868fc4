import type { DeliveryReport } from '@sms-connectors/core';
import { errorRows, tencent } from '@sms-connectors/tencent';
import { startTencentEmulator } from '@sms-connectors/tencent/emulator';
import { describe, expect, test } from 'vitest';
import { startReportApplication } from '../../../test/report-application.ts';
import { deliveryReportToken, documentedWebhook, item, webhook } from './documented-webhooks.ts';

const config = {
  accessKeyId: 'AKIDtests',
  accessKeySecret: 'key',
  sdkAppId: '1400006666',
  region: 'ap-guangzhou',
  templates: [{ usageType: 'Generic' as const, templateId: '1110' }],
};
const own = () => tencent({ ...config, deliveryReportToken });
const parse = own().parseDeliveryReport;
const [{ messageId }] = documentedWebhook.reports as [DeliveryReport];

test('need a token in the config', () => {
  expect(tencent(config).parseDeliveryReport).toBeUndefined();
});

describe('a report', () => {
  const receiptRows = errorRows.filter(({ cause }) => /^[A-Z]{6,7}$/.test(cause));

  test('has a row for each documented reason', () => {
    expect(receiptRows).toHaveLength(8);
  });

  test.each(receiptRows)(
    'of $cause is undelivered, with $code',
    async ({ cause, code, docsUrl }) => {
      const failed = item({ report_status: 'FAIL', errmsg: cause, description: 'Words' });
      expect(await parse?.(webhook([failed]))).toMatchObject({
        verified: true,
        reports: [
          {
            messageId,
            status: 'undelivered',
            code,
            provider: { id: 'tencent', status: 'FAIL', code: cause, docsUrl },
          },
        ],
      });
    },
  );

  test.each(['MK:0001', '-106', '002'])('of the carrier’s reason %s has it', async (errmsg) => {
    const read = await parse?.(webhook([item({ report_status: 'FAIL', errmsg })]));
    expect(read).toMatchObject({
      reports: [{ status: 'undelivered', code: 'unclassified', provider: { code: errmsg } }],
    });
  });

  test.each(['13000000000', 'The number 13000000000 is off', 314159, null, undefined])(
    'does not repeat the reason %o',
    async (errmsg) => {
      const read = await parse?.(webhook([item({ report_status: 'FAIL', errmsg })]));
      expect(read).toMatchObject({ reports: [{ status: 'undelivered', code: 'unclassified' }] });
      expect(JSON.stringify(read)).not.toMatch(/13000000000|314159|successfully/);
    },
  );

  test('comes with up to a hundred others', async () => {
    const items = Array.from({ length: 100 }, (_, index) => item({ sid: `m-${index}` }));
    const read = await parse?.(webhook(items));
    expect(read?.verified === true && read.reports.map((each) => each.messageId)).toEqual(
      items.map((_, index) => `m-${index}`),
    );
  });

  test.each([
    ['no JSON', 'sid=m-1'],
    ['no list', JSON.stringify(item())],
    ['an empty list', '[]'],
    ['something else in the list', JSON.stringify([item(), 'm-1'])],
    ['no ID', JSON.stringify([item({ sid: undefined })])],
    ['an ID that is a sentence', JSON.stringify([item({ sid: 'sent to 13000000000' })])],
    ['an unknown state', JSON.stringify([item({ report_status: 'LATE' })])],
  ])('with %s is malformed', async (_, body) => {
    const refused = { verified: false, reason: 'malformed' };
    expect(await parse?.({ ...documentedWebhook.request, body })).toEqual(refused);
  });

  test.each([
    ['no token', '', 'unsigned'],
    ['an empty token', '?token=', 'forged'],
    ['another token', '?token=another', 'forged'],
    ['a part of the token', `?token=${deliveryReportToken.slice(1)}`, 'forged'],
  ])('with %s is refused', async (_, query, reason) => {
    const url = documentedWebhook.request.url.replace(/\?.*/, query);
    const request = { ...documentedWebhook.request, url };
    expect(await parse?.(request)).toEqual({ verified: false, reason });
  });
});

describe('a message of the emulator', () => {
  const message = { to: '+33612345678', usageType: 'Generic', payload: { code: 1 } } as const;

  test.each([
    ['DELIVRD', { status: 'delivered', provider: { status: 'SUCCESS' } }],
    ['EXPIRED', { status: 'undelivered', code: 'unreachable_recipient' }],
  ])('is reported with %s to the callback URL of the account', async (receiptCode, wanted) => {
    await using application = await startReportApplication('tencent', own);
    const deliveryReportUrl = `${application.url}?token=${deliveryReportToken}`;
    await using emulator = await startTencentEmulator({
      account: { deliveryReportUrl, receiptCode },
    });
    const { templates } = config;
    const sms = tencent({ ...emulator.config, templates }, { baseUrl: emulator.url });
    const receipt = await sms.send(message);
    await expect.poll(() => application.received).toHaveLength(1);
    expect(application.received).toMatchObject([{ messageId: receipt.messageId, ...wanted }]);
  });

  test('is not believed with another token', async () => {
    await using application = await startReportApplication('tencent', own);
    const deliveryReportUrl = `${application.url}?token=token-of-somebody-else`;
    await using emulator = await startTencentEmulator({ account: { deliveryReportUrl } });
    const { templates } = config;
    await tencent({ ...emulator.config, templates }, { baseUrl: emulator.url }).send(message);
    await expect.poll(() => application.refused).toEqual(['forged']);
    expect(application.received).toEqual([]);
  });
});
