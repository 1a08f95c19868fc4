import { createHmac } from 'node:crypto';
import { type DeliveryReport, deliveryReportHandler } from '@sms-connectors/core';
import { errorRows, vonage } from '@sms-connectors/vonage';
import { startVonageEmulator, type VonageEmulatorOptions } from '@sms-connectors/vonage/emulator';
import { describe, expect, test } from 'vitest';
import { receiveWebhooks } from '../../../test/receive-webhooks.ts';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
const url = 'https://example.com/sms/reports/vonage';

async function receiptsOf({ account, ...options }: VonageEmulatorOptions = {}) {
  await using receiver = await receiveWebhooks('vonage');
  await using emulator = await startVonageEmulator({
    ...options,
    account: { deliveryReportUrl: receiver.url, ...account },
  });
  const config = { ...emulator.config, templates };
  const sms = vonage(config, { baseUrl: emulator.url });
  const { messageId } = await sms.send(message);
  const requests = await receiver.first(options.deliveryReceipts?.length);
  const [request] = requests;
  return { config, sms, messageId, requests, request };
}

async function reportsOf(deliveryReceipts: VonageEmulatorOptions['deliveryReceipts']) {
  const { sms, requests, messageId } = await receiptsOf({ deliveryReceipts });
  const reports: DeliveryReport[] = [];
  for (const request of requests) {
    const result = await sms.parseDeliveryReport?.(request);
    if (result?.verified !== true) throw new Error('A receipt was refused.');
    reports.push(...result.reports);
  }
  expect(new Set(reports.map((report) => report.messageId))).toEqual(new Set([messageId]));
  return reports;
}

const formats = ['GET', 'POST', 'POST-JSON'] as const;
const methods = ['md5hash', 'md5', 'sha1', 'sha256', 'sha512'] as const;

describe.each(formats)('a receipt by %s', (webhookFormat) => {
  test.each(methods)('signed with %s is verified', async (signatureMethod) => {
    const account = { webhookFormat, signatureMethod };
    const { sms, messageId, request } = await receiptsOf({ account });
    expect(request.method).toBe(webhookFormat.slice(0, 4));
    const parsed = await sms.parseDeliveryReport?.(request);
    expect(parsed).toEqual({
      verified: true,
      reports: [
        {
          messageId,
          status: 'delivered',
          at: expect.any(Date) as Date,
          provider: { id: 'vonage', status: 'delivered' },
        },
      ],
    });
    const at = parsed?.verified === true ? parsed.reports[0]?.at : undefined;
    expect(Math.abs(Number(at) - Date.now())).toBeLessThan(60_000);
  });

  test('passes through the handler, once', async () => {
    const { sms, messageId, request } = await receiptsOf({ account: { webhookFormat } });
    const seen: DeliveryReport[] = [];
    const handle = deliveryReportHandler({
      connectors: [sms],
      onReports: (reports) => void seen.push(...reports),
    });
    const { method, body } = request;
    const headers = request.headers as Record<string, string>;
    const statuses = [1, 2].map(async () => {
      const response = await handle(
        new Request(request.url, { method, headers, ...(body !== '' && { body }) }),
      );
      return response.status;
    });
    expect(await Promise.all(statuses)).toEqual([200, 200]);
    expect(seen).toMatchObject([{ messageId, status: 'delivered' }]);
  });

  test('is forged with one character changed', async () => {
    const { sms, messageId, request } = await receiptsOf({ account: { webhookFormat } });
    for (const value of ['delivered', messageId, '33612345678']) {
      const change = (text: string) => text.replace(value, value.replace(/.$/, 'X'));
      const changed = { ...request, url: change(request.url), body: change(request.body) };
      expect(changed).not.toEqual(request);
      const refusal = { verified: false, reason: 'forged' };
      expect(await sms.parseDeliveryReport?.(changed)).toEqual(refusal);
    }
  });
});

test('a receipt with the border between names and values moved is forged', async () => {
  const { sms, request } = await receiptsOf({ account: { webhookFormat: 'POST' } });
  const parameters = new URLSearchParams(request.body);
  // The text that is signed has each member as &name=value, sorted.
  const [one = '', two = ''] = [...parameters.keys()].filter((name) => name !== 'sig').toSorted();
  const drawn = `${one}=${parameters.get(one) ?? ''}&${two}`;
  const changed = new URLSearchParams(
    [...parameters].filter(([name]) => name !== one && name !== two),
  );
  changed.set(drawn, parameters.get(two) ?? '');
  const refusal = { verified: false, reason: 'forged' };
  expect(await sms.parseDeliveryReport?.({ ...request, body: changed.toString() })).toEqual(
    refusal,
  );
});

test('a receipt with another method or secret is forged', async () => {
  const { config, request } = await receiptsOf({ account: { signatureMethod: 'sha256' } });
  for (const changes of [
    { signatureMethod: 'sha512' },
    { signatureMethod: 'md5hash' },
    { signatureSecret: 'another' },
  ] as const) {
    const sms = vonage({ ...config, ...changes });
    const refusal = { verified: false, reason: 'forged' };
    expect(await sms.parseDeliveryReport?.(request)).toEqual(refusal);
  }
});

test('without a signature secret no receipt is read', async () => {
  const { config } = await receiptsOf();
  expect(vonage({ ...config, signatureSecret: undefined }).parseDeliveryReport).toBeUndefined();
});

const sigOf = (text: string, secret: string) =>
  createHmac('sha256', secret).update(text).digest('hex').toUpperCase();

describe('a receipt that is', () => {
  const signatureSecret = 'a-signature-secret';
  const sms = vonage({
    apiKey: 'abcd1234',
    signatureSecret,
    signatureMethod: 'sha256',
    from: 'AcmeInc',
    templates,
  });
  const sign = (text: string) =>
    `${text.slice(1)}&sig=${createHmac('sha256', signatureSecret).update(text).digest('hex')}`;
  const parse = (body: string, method = 'POST') =>
    sms.parseDeliveryReport?.({ method, url, headers: {}, body });

  test.each([
    ['five minutes old', -299, true],
    ['older', -301, false],
    ['ahead of our clock by five minutes', 298, true],
    ['further ahead', 302, false],
  ])('%s', async (_, seconds, verified) => {
    const timestamp = Math.floor(Date.now() / 1000) + seconds;
    const signed = `&err-code=0&messageId=14000000F9DBBBBB&status=delivered&timestamp=${timestamp}`;
    const result = await parse(sign(signed));
    expect(result).toMatchObject(verified ? { verified } : { verified, reason: 'stale' });
  });

  test('without a time is stale', async () => {
    const result = await parse(sign('&messageId=14000000F9DBBBBB&status=delivered'));
    expect(result).toEqual({ verified: false, reason: 'stale' });
  });

  describe('with members without a value', () => {
    const timestamp = Math.floor(Date.now() / 1000);
    const members = {
      messageId: '14000000F9DBBBBB',
      status: 'delivered',
      timestamp: `${timestamp}`,
    };
    const signed = `&messageId=14000000F9DBBBBB&status=delivered&timestamp=${timestamp}`;
    // As Vonage's libraries for PHP and Java read them: signed as empty, or left out.
    test.each([
      ['null, signed as empty', { price: null }, '&price='],
      ['null, left out', { price: null }, ''],
      ['empty, signed', { price: '' }, '&price='],
      ['empty, left out', { price: '' }, ''],
      ['blank, left out', { price: ' ' }, ''],
      ['null and empty, both signed', { 'network-code': null, price: '' }, '&network-code=&price='],
      ['null and empty, one signed', { 'network-code': null, price: '' }, '&price='],
      ['null and empty, left out', { 'network-code': null, price: '' }, ''],
    ])('%s, is verified', async (_, empty, text) => {
      const sig = sigOf(signed.replace('&status', `${text}&status`), signatureSecret);
      const body = JSON.stringify({ ...members, ...empty, sig });
      expect(await parse(body)).toMatchObject({
        verified: true,
        reports: [{ status: 'delivered' }],
      });
      const other = JSON.stringify({ ...members, ...empty, sig, status: 'failed' });
      expect(await parse(other)).toEqual({ verified: false, reason: 'forged' });
    });

    test.each(['POST', 'GET'])('empty, left out, in a %s is verified', async (method) => {
      const query = new URLSearchParams({
        ...members,
        price: '',
        sig: sigOf(signed, signatureSecret),
      }).toString();
      const request =
        method === 'GET' ? { url: `${url}?${query}`, body: '' } : { url, body: query };
      expect(await sms.parseDeliveryReport?.({ method, headers: {}, ...request })).toMatchObject({
        verified: true,
      });
    });

    test('is not verified with a member of another value left out', async () => {
      const body = JSON.stringify({
        ...members,
        price: '0.03',
        sig: sigOf(signed, signatureSecret),
      });
      expect(await parse(body)).toEqual({ verified: false, reason: 'forged' });
    });
  });

  test('an incoming message at the same URL has no reports', async () => {
    const timestamp = Math.floor(Date.now() / 1000);
    const signed = `&keyword=STOP&messageId=14000000F9DBBBBB&text=STOP&timestamp=${timestamp}`;
    expect(await parse(sign(signed))).toEqual({ verified: true, reports: [] });
  });

  // https://github.com/Vonage/vonage-php-sdk-core/tree/main/test/SMS/requests
  test.each([
    [
      'JSON',
      '{"msisdn":"14845552121","to":"16105553939","network-code":"310004","messageId":"14000000F9DBBBBB","price":"0.00845000","status":"delivered","scts":"1234567890","err-code":"0","api-key":"a1234567","message-timestamp":"2020-07-17 02:35:01"}',
    ],
    [
      'a form',
      'msisdn=14845552121&to=16105553939&network-code=310004&messageId=14000000F9DBBBBB&price=0.00845000&status=delivered&scts=1234567890&err-code=0&api-key=a1234567&message-timestamp=2020-07-17+02%3A35%3A15',
    ],
  ])('%s from an account that does not sign is refused', async (_, body) => {
    expect(await parse(body)).toEqual({ verified: false, reason: 'unsigned' });
  });

  test.each([
    ['nothing', 'POST', ''],
    ['of another kind', 'POST', '{"text":"STOP"}'],
    ['not flat', 'POST', '{"messageId":{"toString":"x"},"sig":"00"}'],
    ['half of one', 'POST', '{"messageId":"1400'],
    ['a GET without a query', 'GET', ''],
    ['with a number for a member', 'POST', '{"messageId":"14000000F9DBBBBB","price":0.03}'],
  ])('%s is malformed', async (_, method, body) => {
    expect(await parse(body, method)).toEqual({ verified: false, reason: 'malformed' });
  });
});

describe('a report has', () => {
  const docsUrl = 'https://developer.vonage.com/en/messaging/sms/guides/delivery-receipts';

  test('the status of the message', async () => {
    const states = {
      accepted: 'pending',
      buffered: 'pending',
      unknown: 'unconfirmed',
      delivered: 'delivered',
      expired: 'undelivered',
      failed: 'undelivered',
      rejected: 'undelivered',
    };
    const receipts = Object.keys(states).map((status) => ({ status, 'err-code': '0' }));
    const reports = await reportsOf(receipts);
    expect(reports.map(({ status, provider }) => [provider.status, status])).toEqual(
      Object.entries(states),
    );
    for (const report of reports) {
      expect('code' in report).toBe(report.status === 'undelivered');
      expect(JSON.stringify(report)).not.toContain('612345678');
    }
  });

  test('the reason why it did not arrive', async () => {
    const codes = errorRows
      .filter(({ cause }) => cause.startsWith('err-code '))
      .map(({ cause, code }) => [cause.replace('err-code ', ''), code] as const);
    const receipts = codes.map(([code]) => ({ status: 'failed', 'err-code': code }));
    const reports = await reportsOf(receipts);
    expect(reports.map(({ code, provider }) => [provider.code, code])).toEqual(codes);
    expect(new Set(reports.map(({ provider }) => provider.docsUrl))).toEqual(new Set([docsUrl]));
  });

  test('no code of ours for an unknown one, and nothing personal', async () => {
    const [strange, personal] = await reportsOf([
      { status: 'failed', 'err-code': '777' },
      { status: 'failed', 'err-code': '33612345678' },
    ]);
    expect(strange).toMatchObject({ code: 'unclassified', provider: { code: '777', docsUrl } });
    expect(personal).toMatchObject({ status: 'undelivered', code: 'unclassified' });
    expect(JSON.stringify(personal)).not.toContain('33612345678');
  });
});
