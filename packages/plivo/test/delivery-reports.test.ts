import { type DeliveryReport, deliveryReportHandler } from '@sms-connectors/core';
import { errorRows, plivo } from '@sms-connectors/plivo';
import { startPlivoEmulator } from '@sms-connectors/plivo/emulator';
import { validateSignature, validateV3Signature } from 'plivo';
import { describe, expect, test } from 'vitest';
import { receiveWebhooks } from '../../../test/receive-webhooks.ts';
import { authToken, callback, messageId, signature, url, webhook } from './signed-callbacks.ts';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
const config = { authId: 'MA0123456789ABCDEFGH', authToken, from: '+12025550100', templates };
const sms = plivo(config);
const forged = { verified: false, reason: 'forged' };

/** What the emulator sends to a URL, as it arrives. */
async function callbacksTo(query: string, mainAuthToken?: string) {
  await using receiver = await receiveWebhooks('plivo');
  await using emulator = await startPlivoEmulator({
    account: { mainAuthToken },
    statusCallbacks: [{ Status: 'queued' }, { Status: 'failed', ErrorCode: '420' }],
  });
  const target = `${receiver.url}${query}`;
  const connector = plivo(
    { ...emulator.config, templates, deliveryReportUrl: target },
    { baseUrl: emulator.url },
  );
  const receipt = await connector.send({
    to: '+33612345678',
    usageType: 'Generic',
    payload: { code: '314159' },
  });
  return { connector, requests: await receiver.first(2), receipt, target };
}

async function reportOf(changes: Readonly<Record<string, string>>) {
  const result = await sms.parseDeliveryReport?.(webhook(changes));
  if (result?.verified !== true) throw new Error('The callback was refused.');
  return result.reports[0];
}

describe('a callback of Plivo’s own', () => {
  const addresses = ['', '?b=2&a=1', '?b=2&a=3&a=1', '?a=%20x%26y&b=', '?to=J%C3%BCrgen'];

  test.each(addresses)('is signed for %o as Plivo’s library wants it', async (query) => {
    const { connector, requests, receipt, target } = await callbacksTo(query);
    const reports: DeliveryReport[] = [];
    for (const request of requests) {
      const parameters = Object.fromEntries(new URLSearchParams(request.body));
      const nonce = request.headers['x-plivo-signature-v3-nonce'] ?? '';
      for (const name of ['x-plivo-signature-v3', 'x-plivo-signature-ma-v3']) {
        const given = request.headers[name] ?? '';
        const check = (of: object) =>
          validateV3Signature('POST', target, nonce, authToken, given, of);
        expect(check(parameters)).toBe(true);
        expect(check({ ...parameters, Status: 'delivered' })).toBe(false);
      }
      const result = await connector.parseDeliveryReport?.(request);
      if (result?.verified === true) reports.push(...result.reports);
    }
    expect(reports).toMatchObject([
      { messageId: receipt.messageId, status: 'pending', provider: { status: 'queued' } },
      { messageId: receipt.messageId, status: 'undelivered', code: 'provider_unavailable' },
    ]);
  });

  test('is genuine by the token of a subaccount or of the main account', async () => {
    const { connector, requests, target } = await callbacksTo('', 'token-of-the-main-account');
    const [request] = requests;
    expect(await connector.parseDeliveryReport?.(request)).toMatchObject({ verified: true });
    const headers = { ...request.headers, 'x-plivo-signature-v3': undefined };
    expect(await connector.parseDeliveryReport?.({ ...request, headers })).toEqual(forged);
    const byMainToken = plivo({
      ...config,
      deliveryReportUrl: target,
      webhookAuthToken: 'token-of-the-main-account',
    });
    expect(await byMainToken.parseDeliveryReport?.({ ...request, headers })).toMatchObject({
      verified: true,
    });
  });
});

describe('a callback', () => {
  test('may repeat a parameter, and contain any character', async () => {
    // The values of a name are sorted, too.
    const pairs = { ...callback, Carrier: 'Éire & Co=1', 'Carrier ': '😀', Extra: 'aExtrab' };
    const given = signature(pairs);
    const nonce = webhook().headers['x-plivo-signature-v3-nonce'] ?? '';
    const parameters = { ...pairs, Extra: ['b', 'a'] };
    expect(validateV3Signature('POST', url, nonce, authToken, given, parameters)).toBe(true);
    const body = new URLSearchParams({ ...pairs, Extra: 'b' });
    body.append('Extra', 'a');
    const headers = { ...webhook().headers, 'x-plivo-signature-v3': given };
    const request = { ...webhook(), headers, body: body.toString() };
    expect(await sms.parseDeliveryReport?.(request)).toMatchObject({ verified: true });
  });

  test('may come with several signatures', async () => {
    const request = webhook();
    const genuine = request.headers['x-plivo-signature-v3'];
    const other = signature(callback, 'another-token');
    for (const given of [`${other},${genuine}`, `${genuine}, ${other}`]) {
      const headers = { ...request.headers, 'x-plivo-signature-v3': given };
      expect(await sms.parseDeliveryReport?.({ ...request, headers })).toMatchObject({
        verified: true,
      });
    }
    const headers = { ...request.headers, 'x-plivo-signature-v3': `${other},${other}x,` };
    expect(await sms.parseDeliveryReport?.({ ...request, headers })).toEqual(forged);
  });

  test('passes through the handler, once', async () => {
    const seen: DeliveryReport[] = [];
    const handle = deliveryReportHandler({
      connectors: [sms],
      onReports: (reports) => void seen.push(...reports),
    });
    const { method, headers, body } = webhook();
    const answers = [1, 2].map(async () => {
      const request = new Request(url, { method, headers: headers as HeadersInit, body });
      return (await handle(request)).status;
    });
    expect(await Promise.all(answers)).toEqual([200, 200]);
    expect(seen).toMatchObject([{ messageId, status: 'delivered' }]);
  });

  test('is checked with the URL of the config, if there is one', async () => {
    const behindProxy = { ...webhook(), url: 'http://10.0.0.1:3000/reports/plivo' };
    expect(await sms.parseDeliveryReport?.(behindProxy)).toEqual(forged);
    const other = plivo({ ...config, deliveryReportUrl: url });
    expect(await other.parseDeliveryReport?.(behindProxy)).toMatchObject({ verified: true });
  });

  test('with a signature of version 2 alone is refused, since that leaves the body open', async () => {
    // https://github.com/plivo/plivo-node/blob/master/test/utils.js
    const [given, nonce] = ['ehV3IKhLysWBxC1sy8INm0qGoQYdYsHwuoKjsX7FsXc=', '12345'];
    expect(validateSignature('https://answer.url', nonce, given, 'my_auth_token')).toBe(true);
    const headers = { 'x-plivo-signature-v2': given, 'x-plivo-signature-v2-nonce': nonce };
    const request = { ...webhook(), url: 'https://answer.url', headers };
    const parse = plivo({ ...config, authToken: 'my_auth_token' }).parseDeliveryReport;
    expect(await parse?.(request)).toEqual({ verified: false, reason: 'unsigned' });
  });

  test.each(['ErrorCode30', 'ErrorCod=e30', 'ErrorCode3=0'])(
    'with %s is forged: it has the same signature, and no reason',
    async (moved) => {
      const request = webhook({ Status: 'undelivered', ErrorCode: '30' });
      const body = request.body.replace('ErrorCode=30', moved);
      expect(await sms.parseDeliveryReport?.({ ...request, body })).toEqual(forged);
    },
  );

  test('without a nonce is unsigned', async () => {
    const headers = { 'x-plivo-signature-v3': signature(callback) };
    expect(await sms.parseDeliveryReport?.({ ...webhook(), headers })).toEqual({
      verified: false,
      reason: 'unsigned',
    });
  });

  test.each([
    ['no ID', { MessageUUID: '' }],
    ['another kind of ID', { MessageUUID: '33612345678' }],
  ])('with %s is malformed', async (_, changes) => {
    expect(await sms.parseDeliveryReport?.(webhook(changes))).toEqual({
      verified: false,
      reason: 'malformed',
    });
  });

  test('about a message that a person sent has no reports', async () => {
    const request = webhook({ Status: '', Text: 'STOP' });
    expect(await sms.parseDeliveryReport?.(request)).toEqual({ verified: true, reports: [] });
  });
});

describe('a report has', () => {
  test.each([
    ['queued', 'pending'],
    ['sent', 'pending'],
    ['delivered', 'delivered'],
    ['failed', 'undelivered'],
    ['undelivered', 'undelivered'],
    ['rejected', 'undelivered'],
  ])('the status of %s, and no time, since Plivo’s has no zone', async (Status, status) => {
    const report = await reportOf({ Status });
    expect(report).toMatchObject({ messageId, status, provider: { status: Status } });
    expect(report).not.toHaveProperty('at');
    expect(JSON.stringify(report)).not.toContain('612345678');
  });

  test('no code for a delivery', async () => {
    const report = await reportOf({ ErrorCode: '000' });
    expect(report?.provider).toEqual({ id: 'plivo', status: 'delivered' });
    expect(report).not.toHaveProperty('code');
  });

  const rows = errorRows.filter(({ cause }) => /^\d+$/.test(cause));

  test.each(rows)('with $cause the code $code', async ({ cause, code, docsUrl }) => {
    const report = await reportOf({ Status: 'failed', ErrorCode: cause });
    expect(report).toMatchObject({ code, provider: { code: cause, docsUrl } });
  });

  test.each(['33612345678', 'x', ''])('no code of %o, which is none', async (ErrorCode) => {
    const report = await reportOf({ Status: 'failed', ErrorCode });
    expect(report).toMatchObject({ code: 'unclassified' });
    expect(report?.provider).toEqual({ id: 'plivo', status: 'failed' });
  });

  test('the code that Plivo adds later', async () => {
    const report = await reportOf({ Status: 'failed', ErrorCode: '777' });
    expect(report).toMatchObject({ code: 'unclassified', provider: { code: '777' } });
  });
});
