import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deliveryReportHandler, type DeliveryReport } from '@sms-connectors/core';
import { type YunpianConfig, yunpian } from '@sms-connectors/yunpian';
import { startYunpianEmulator } from '@sms-connectors/yunpian/emulator';
import { describe, expect, test } from 'vitest';
import { pushed, token } from './documented-webhooks.ts';

const templates: YunpianConfig['templates'] = [
  { usageType: 'Generic', content: '【YourApp】{{code}}' },
];
const config = { apikey: 'key', deliveryReportToken: token, templates };

test('the emulator reports each message to the URL of the config, with the token', async () => {
  const server = createServer();
  const reports: DeliveryReport[] = [];
  const arrived = new Promise<string>((resolve) => {
    server.on('request', async (incoming, outgoing) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const request = new Request(`https://example.com${incoming.url}`, {
        method: 'POST',
        body: Buffer.concat(chunks).toString(),
      });
      const response = await handle(request);
      const reply = await response.text();
      outgoing.end(reply);
      resolve(reply);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await using running = await startYunpianEmulator();
  const { port } = server.address() as AddressInfo;
  const deliveryReportUrl = `http://127.0.0.1:${port}/sms/reports/yunpian`;
  const sms = yunpian(
    { ...running.config, deliveryReportUrl, templates },
    { baseUrl: running.url },
  );
  const handle = deliveryReportHandler({
    connectors: [sms],
    onReports: (found) => void reports.push(...found),
  });
  const { messageId } = await sms.send({
    to: '+8613800138000',
    usageType: 'Generic',
    payload: { code: '314159' },
  });
  expect(await arrived).toBe('SUCCESS');
  expect(reports).toMatchObject([{ messageId, status: 'delivered' }]);
  server.close();
});

const { parseDeliveryReport } = yunpian(config);
const parse = async (given: string) => parseDeliveryReport?.(pushed('%5B%5D', given));

describe('a report', () => {
  test('keeps an id of 64 bits, and takes a state that is not documented as pending', async () => {
    const json = '[{"sid":9223372036854775807,"report_status":"SENDING"}]';
    expect(await parseDeliveryReport?.(pushed(encodeURIComponent(json)))).toMatchObject({
      reports: [{ messageId: '9223372036854775807', status: 'pending' }],
    });
  });

  test.each([
    ['no JSON', '%5B'],
    ['an object', encodeURIComponent('{"sid":1,"report_status":"SUCCESS"}')],
    ['no id', encodeURIComponent('[{"report_status":"SUCCESS"}]')],
    ['words for a state', encodeURIComponent('[{"sid":1,"report_status":"to +8613800138000"}]')],
    ['nothing', ''],
  ])('with %s is malformed', async (_, smsStatus) => {
    const refusal = { verified: false, reason: 'malformed' };
    expect(await parseDeliveryReport?.(pushed(smsStatus))).toEqual(refusal);
  });

  test('without the token is unsigned, with another one forged', async () => {
    expect(await parse('')).toEqual({ verified: false, reason: 'unsigned' });
    expect(await parse('another')).toEqual({ verified: false, reason: 'forged' });
  });
});

test('without a token, nothing reads reports', () => {
  expect(yunpian({ apikey: 'key', templates }).parseDeliveryReport).toBeUndefined();
});

test('a URL for reports needs a token', () => {
  const deliveryReportUrl = 'https://example.com/sms/reports/yunpian';
  expect(() => yunpian({ apikey: 'key', deliveryReportUrl, templates })).toThrow(
    'deliveryReportToken',
  );
});
