import { createHmac } from 'node:crypto';
import { http, type HttpConfig } from '@sms-connectors/http';
import { startHttpEmulator } from '@sms-connectors/http/emulator';
import type { WebhookRequest } from '@sms-connectors/core';
import { expect, test } from 'vitest';
import { startReportApplication } from '../../../test/report-application.ts';

const base = {
  url: 'https://sms.example.com/v1/send',
  body: { to: '{{to}}', text: '{{text}}' },
  templates: [{ usageType: 'Generic', content: '{{code}}' }],
} as const;
const statuses = { DELIVRD: 'delivered', FAILED: 'undelivered', LOST: 'unconfirmed' } as const;

function parse(reports: NonNullable<HttpConfig['reports']>, request: Partial<WebhookRequest>) {
  const { parseDeliveryReport } = http({ ...base, reports });
  return parseDeliveryReport?.({
    method: 'POST',
    url: 'https://example.com/reports/http',
    headers: {},
    body: '',
    ...request,
  });
}

test('without reports in the config there is nothing to parse them', () => {
  const sms = http(base);
  expect(sms.parseDeliveryReport).toBeUndefined();
  expect(sms.manifest.capabilities.deliveryReports).toBeUndefined();
});

test.each([
  ['DELIVRD', { status: 'delivered' }],
  ['FAILED', { status: 'undelivered', code: 'unclassified' }],
  ['LOST', { status: 'unconfirmed' }],
  ['SENT', { status: 'pending' }],
  ['toString', { status: 'pending' }],
])('reads the state %s', async (word, expected) => {
  const reports = { messageId: 'data.id', status: 'data.state', statuses, token: 't0ken' };
  const result = await parse(reports, {
    url: 'https://example.com/reports/http?token=t0ken',
    body: JSON.stringify({ data: { id: 42, state: word } }),
  });
  expect(result).toEqual({
    verified: true,
    reports: [{ messageId: '42', provider: { id: 'http', status: word }, ...expected }],
  });
});

test('reads a form, and a GET', async () => {
  const reports = {
    messageId: 'id',
    status: 's',
    statuses,
    token: 't0ken',
    tokenHeader: 'X-Token',
  };
  const headers = { 'x-token': 't0ken' };
  const read = {
    verified: true,
    reports: [{ messageId: 'm 1'.replace(' ', '-'), status: 'delivered' }],
  };
  expect(
    await parse({ ...reports, format: 'form' }, { headers, body: 'id=m-1&s=DELIVRD' }),
  ).toMatchObject(read);
  expect(
    await parse(
      { ...reports, format: 'query' },
      { method: 'GET', headers, url: 'https://example.com/reports/http?id=m-1&s=DELIVRD' },
    ),
  ).toMatchObject(read);
  expect(await parse({ ...reports, format: 'form' }, { body: 'id=m-1&s=DELIVRD' })).toEqual({
    verified: false,
    reason: 'unsigned',
  });
});

test.each([
  ['sha256', 'hex', 'sha256='],
  ['sha1', 'base64', ''],
] as const)('verifies signatures with %s in %s', async (algorithm, encoding, prefix) => {
  const signature = { header: 'X-Signature', secret: 'sécret', algorithm, encoding, prefix };
  const reports = { messageId: 'id', status: 's', statuses, signature };
  const body = JSON.stringify({ id: 'm-1', s: 'DELIVRD' });
  const signed = prefix + createHmac(algorithm, 'sécret').update(body).digest(encoding);
  const sign = (value: string) => ({ headers: { 'x-signature': value }, body });
  expect(await parse(reports, sign(signed))).toMatchObject({ verified: true });
  expect(await parse(reports, { ...sign(signed), body: body.replace('m-1', 'm-2') })).toEqual({
    verified: false,
    reason: 'forged',
  });
  expect(await parse(reports, sign(`x${signed}`))).toEqual({ verified: false, reason: 'forged' });
  expect(await parse(reports, { body })).toEqual({ verified: false, reason: 'unsigned' });
  const { manifest } = http({ ...base, reports });
  expect(manifest.capabilities.deliveryReports).toEqual({ authenticity: 'signed' });
});

test('refuses what has no ID or no state', async () => {
  const reports = { messageId: 'id', status: 's', statuses, token: 't0ken' };
  const url = 'https://example.com/reports/http?token=t0ken';
  for (const body of ['', '[]', '{"id":"m-1"}', '{"s":"DELIVRD"}', '{"id":"m 1","s":"DELIVRD"}']) {
    expect(await parse(reports, { url, body })).toEqual({ verified: false, reason: 'malformed' });
  }
});

test.each(['json', 'form', 'query'] as const)(
  'the emulator sends reports by %s that the connector reads',
  async (format) => {
    const config = {
      ...base,
      templates: undefined,
      answer: { messageId: 'id' },
      reports: { format, messageId: 'id', status: 's', statuses, token: 't0ken' },
    };
    await using application = await startReportApplication('http', () => sms);
    const deliveryReportUrl = application.url;
    await using emulator = await startHttpEmulator({ config, deliveryReportUrl });
    const sms = http({ ...config, templates: base.templates }, { baseUrl: emulator.url });
    const { messageId } = await sms.send({
      to: '+33612345678',
      usageType: 'Generic',
      payload: { code: '1' },
    });
    await expect
      .poll(() => application.received)
      .toMatchObject([{ messageId, status: 'delivered' }]);
    expect(application.refused).toEqual([]);
  },
);

test('a gateway that gives no ID reports the one that it got', async () => {
  const config = {
    ...base,
    templates: undefined,
    body: { text: '{{text}}', ref: '{{messageId}}' },
    reports: { messageId: 'ref', status: 's', statuses, token: 't0ken' },
  };
  await using application = await startReportApplication('http', () => sms);
  const deliveryReportUrl = application.url;
  await using emulator = await startHttpEmulator({ config, deliveryReportUrl });
  const sms = http({ ...config, templates: base.templates }, { baseUrl: emulator.url });
  const payload = { code: '1' };
  const receipt = await sms.send({ to: '+33612345678', usageType: 'Generic', payload });
  expect(receipt.messageIdSource).toBe('reference');
  const { messageId } = receipt;
  await expect.poll(() => application.received).toMatchObject([{ messageId, status: 'delivered' }]);
});
