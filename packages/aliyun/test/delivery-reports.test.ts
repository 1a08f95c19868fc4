import { aliyun } from '@sms-connectors/aliyun';
import { startAliyunEmulator } from '@sms-connectors/aliyun/emulator';
import { deliveryReportHandler, type DeliveryReport } from '@sms-connectors/core';
import { describe, expect, test } from 'vitest';
import { startWebhookServer } from '../../../test/webhook-server.ts';
import { deliveryReportToken, report, webhook } from './documented-webhooks.ts';

const config = {
  accessKeyId: 'LTAIEmulatedAccount',
  accessKeySecret: 'emulated-access-key-secret',
  signName: 'Acme',
  deliveryReportToken,
  templates: [{ usageType: 'Generic' as const, templateId: 'SMS_1' }],
};
const sms = aliyun(config);

async function reportOf(change: object): Promise<DeliveryReport | undefined> {
  const parsed = await sms.parseDeliveryReport?.(webhook([report(change)]));
  return parsed?.verified === true ? parsed.reports[0] : undefined;
}

describe('a report', () => {
  test.each([
    [true, 'DELIVERED', 'delivered', 'DELIVERED'],
    [false, 'REQUEST_SUCCESS', 'unconfirmed', 'REQUEST_SUCCESS'],
    [false, 'EXPIRED', 'undelivered', 'EXPIRED'],
    [false, '短信发送失败', 'undelivered', 'false'],
    [false, 'To 13900001234', 'undelivered', 'false'],
    [true, undefined, 'delivered', 'true'],
  ])('with the success %o and the code %o is %s', async (success, err_code, status, own) => {
    const read = await reportOf({ success, err_code });
    expect(read).toMatchObject({ status, provider: { status: own } });
    expect(JSON.stringify(read)).not.toMatch(/13900001234|words/);
  });

  test.each([
    ['MOBILE_NOT_ON_SERVICE', 'unreachable_recipient'],
    ['MOBLLE_TERMINAL_ERROR', 'unreachable_recipient'],
    ['USER_REJECT', 'opted_out'],
    ['CONTENT_KEYWORD', 'content_rejected'],
    ['INVALID_NUMBER', 'invalid_recipient'],
    ['isv.AMOUNT_NOT_ENOUGH', 'insufficient_balance'],
    ['SP_UNKNOWN_ERROR', 'unclassified'],
  ])('of a failure with %s is %s', async (err_code, code) => {
    const provider = { code: err_code, status: err_code };
    expect(await reportOf({ success: false, err_code })).toMatchObject({ code, provider });
  });

  test('has no time, because its times have no zone', async () => {
    expect(await reportOf({})).not.toHaveProperty('at');
  });
});

describe('a request', () => {
  const url = 'https://example.com/sms/reports/aliyun';
  test.each([
    ['no token', { ...webhook([report()]), url }, 'unsigned'],
    ['another token', webhook([report()], 'token-of-somebody-else'), 'forged'],
    ['an object', webhook(report()), 'malformed'],
    ['no JSON', webhook('[{'), 'malformed'],
    ['a report without an ID', webhook([report(), report({ biz_id: undefined })]), 'malformed'],
    ['an ID that is a sentence', webhook([report({ biz_id: 'To 13900001234' })]), 'malformed'],
    ['a success that is a text', webhook([report({ success: 'true' })]), 'malformed'],
    ['a report that is a number', webhook([7]), 'malformed'],
  ])('with %s is refused', async (_, request, reason) => {
    expect(await sms.parseDeliveryReport?.(request)).toEqual({ verified: false, reason });
  });

  test('without reports is taken', async () => {
    expect(await sms.parseDeliveryReport?.(webhook([]))).toMatchObject({
      verified: true,
      reports: [],
    });
  });
});

describe('the emulator', () => {
  test.each([
    ['SendSms', 'SMS_1'],
    ['SendSmsVerifyCode', '100001'],
  ] as const)('reports a message of %s, and gets the reply', async (api, templateId) => {
    await using application = await startApplication();
    const deliveryReportUrl = `${application.url}?token=${deliveryReportToken}`;
    await using emulator = await startAliyunEmulator({ account: { deliveryReportUrl } });
    const templates = [{ usageType: 'Generic' as const, templateId }];
    const sending = aliyun({ ...config, api, templates }, { baseUrl: emulator.url });
    const receipt = await sending.send({ ...message, reference: 'order-7' });
    await expect.poll(() => application.replies).toEqual(['{"code":0,"msg":"OK"}']);
    expect(application.received).toMatchObject([
      { messageId: receipt.messageId, status: 'delivered' },
    ]);
    expect(JSON.parse(application.bodies[0] ?? '')).toMatchObject([
      { phone_number: '13900001234', biz_id: receipt.messageId, out_id: 'order-7' },
    ]);
  });

  test.each([
    ['', ['unsigned'], []],
    [`?token=${deliveryReportToken}`, [], [{ status: 'undelivered', code: 'opted_out' }]],
  ])('to the URL with %j reports a failure', async (query, refused, received) => {
    await using application = await startApplication();
    const account = { deliveryReportUrl: application.url + query };
    await using emulator = await startAliyunEmulator({ account, deliveryCode: 'MOBILE_IN_BLACK' });
    await aliyun(config, { baseUrl: emulator.url }).send(message);
    await expect.poll(() => application.replies).toHaveLength(1);
    expect(application.refused).toEqual(refused);
    expect(application.received).toMatchObject(received);
  });
});

const message = {
  to: '+8613900001234',
  usageType: 'Generic',
  payload: { code: '314159' },
} as const;

/** An application that receives what the emulator sends, over real HTTP. */
async function startApplication() {
  const received: DeliveryReport[] = [];
  const refused: string[] = [];
  const bodies: string[] = [];
  const replies: string[] = [];
  const handle = deliveryReportHandler({
    connectors: [sms],
    onReports: (reports) => void received.push(...reports),
    onRefused: (_, reason) => void refused.push(reason),
  });
  const server = await startWebhookServer('aliyun', async (request) => {
    bodies.push(await request.clone().text());
    const response = await handle(request);
    replies.push(await response.clone().text());
    return response;
  });
  return { ...server, received, refused, bodies, replies };
}
