import { createHmac } from 'node:crypto';
import { http, type HttpConfig } from '@sms-connectors/http';
import { expectConnectorError } from '@sms-connectors/core/testing';
import type { Message } from '@sms-connectors/core';
import { expect, test } from 'vitest';
import { startGateway } from './start-gateway.ts';

const url = 'https://sms.example.com/v1/send';
const hostile = 'a&b=c+d%20e #f?g/h "i" <j> \\k\né €🔑';
const templates = [{ usageType: 'Generic', content: '{{code}}' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: hostile } } as const;

/** Sends a message, and returns what arrived at the gateway. */
async function sent(config: Partial<HttpConfig>, overrides: Partial<Message> = {}) {
  await using gateway = await startGateway({ status: 200, body: {} });
  const sms = http({ url, templates, ...config }, { baseUrl: gateway.url });
  const receipt = await sms.send({ ...message, ...overrides });
  expect(gateway.received).toHaveLength(1);
  const [received] = gateway.received;
  return { receipt, ...(received as NonNullable<typeof received>) };
}

test('a text arrives unchanged in JSON, a form, the query and a header', async () => {
  const members = { to: '{{to}}', text: '({{text}})' };
  const expected = { to: message.to, text: `(${hostile})` };
  expect((await sent({ body: members })).members).toEqual(expected);
  expect((await sent({ body: members, format: 'form' })).members).toEqual(expected);
  const query = await sent({ method: 'GET', query: members });
  expect(query).toMatchObject({ method: 'GET', members: expected, body: '' });
  expect(query.target).not.toContain('+');
  expect(query.headers).not.toHaveProperty('content-type');
  const header = await sent(
    { body: { a: '{{text}}' }, headers: { 'X-Text': 'T {{locale}}' } },
    { locale: 'é\r\nb' },
  );
  expect(header.headers['x-text']).toBe('T %C3%A9%0D%0Ab');
});

test('PUT sends its body', async () => {
  expect(await sent({ method: 'PUT', body: { text: '{{text}}' } })).toMatchObject({
    method: 'PUT',
    path: '/v1/send',
    members: { text: hostile },
  });
});

test('a placeholder alone becomes the value itself, and one without a value is left out', async () => {
  const body = {
    text: '{{text}}',
    fixed: 7,
    nothing: null,
    ttl: '{{validitySeconds}}',
    info: '{{payload}}',
    list: ['{{locale}}', 'fixed', 'ref-{{reference}}'],
    reference: '{{reference}}',
  };
  const plain = await sent({ body }, { payload: { code: '1', n: 2 } });
  expect(plain.members).toEqual({
    text: '1',
    fixed: 7,
    nothing: null,
    info: { code: '1', n: 2 },
    list: ['fixed'],
  });
  const full = await sent(
    { body },
    {
      payload: { code: '1' },
      locale: 'fr',
      reference: 'r1',
      expiresAt: new Date(Date.now() + 60_500),
    },
  );
  expect(full.members).toMatchObject({ ttl: 60, list: ['fr', 'fixed', 'ref-r1'], reference: 'r1' });
  expect(plain.receipt.ignored).toBeUndefined();
});

test('members that the request has no place for are reported as ignored', async () => {
  const { receipt } = await sent(
    { body: { text: '{{text}}' } },
    { reference: 'r1', requester: { ip: '203.0.113.7' }, expiresAt: new Date(Date.now() + 60_000) },
  );
  expect(receipt.ignored).toEqual(['expiresAt', 'requester', 'reference']);
});

test('Logto’s config sends Logto’s body', async () => {
  const logto = { endpoint: 'https://example.com/hook', authorization: 'Bearer t0ken-1' };
  const overrides = {
    usageType: 'SignIn',
    payload: { code: '314159', locale: 'fr' },
    requester: { ip: '203.0.113.7', userId: 'u1' },
  } as const;
  await using gateway = await startGateway({ status: 204, body: '' });
  const sms = http(logto, { baseUrl: gateway.url });
  const receipt = await sms.send({ ...message, ...overrides });
  // https://github.com/logto-io/logto/blob/master/packages/connectors/connector-http-sms/src/index.ts
  expect(gateway.received).toMatchObject([
    {
      method: 'POST',
      path: '/hook',
      headers: { authorization: 'Bearer t0ken-1', 'content-type': 'application/json' },
      members: {
        to: '+33612345678',
        type: 'SignIn',
        payload: { code: '314159', locale: 'fr' },
        ip: '203.0.113.7',
      },
    },
  ]);
  // The gateway writes the text, so nothing is known of its segments.
  expect(receipt).toMatchObject({ messageIdSource: 'local', status: 'accepted' });
  expect(receipt).not.toHaveProperty('segments');
  expect(receipt).not.toHaveProperty('encoding');
});

test.each([
  ['e164', {}, '+33612345678'],
  ['digits', { numberFormat: 'digits' }, '33612345678'],
  ['national', { numberFormat: 'national', countryCode: '33' }, '612345678'],
  [
    'national with 0',
    { numberFormat: 'national', countryCode: '33', trunkPrefix: '0' },
    '0612345678',
  ],
] as const)('writes numbers as %s', async (_, config, expected) => {
  const { members } = await sent({ body: { to: '{{to}}', text: '{{text}}' }, ...config });
  expect(members).toMatchObject({ to: expected });
});

test('a national number of another country is refused before it is sent', async () => {
  await using gateway = await startGateway({ status: 200, body: {} });
  const config = {
    url,
    body: { t: '{{text}}' },
    numberFormat: 'national',
    countryCode: '44',
    templates,
  } as const;
  const error = await expectConnectorError(http(config, { baseUrl: gateway.url }).send(message));
  expect(error).toMatchObject({ code: 'region_blocked', outcome: 'rejected' });
  expect(gateway.received).toEqual([]);
});

test('a message without a value that the request needs is refused before it is sent', async () => {
  await using gateway = await startGateway({ status: 200, body: {} });
  const config = { url, body: { t: '{{text}}', n: '{{payload.name}}' }, templates };
  const error = await expectConnectorError(http(config, { baseUrl: gateway.url }).send(message));
  expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
  expect(error.message).toContain('payload.name');
  expect(gateway.received).toEqual([]);
});

test('credentials go where the config puts them', async () => {
  const body = { text: '{{text}}', k: 'v-{{secrets.apiKey}}' };
  const basic = await sent({ body, secrets: { apiKey: 'é1' }, username: 'ü', password: 'p:1' });
  expect(basic.headers.authorization).toBe(`Basic ${Buffer.from('ü:p:1').toString('base64')}`);
  expect(basic.members).toMatchObject({ k: 'v-é1' });
  const own = await sent({
    body: { text: '{{text}}' },
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
  });
  expect(own.headers['content-type']).toBe('application/json; charset=utf-8');
});

test.each([
  ['sha256', 'hex', 'sha256='],
  ['sha512', 'base64', ''],
  ['sha1', 'hex', 'v1,'],
] as const)('signs the body with %s in %s', async (algorithm, encoding, prefix) => {
  const signature = { header: 'X-Signature', secret: 'sécret', algorithm, encoding, prefix };
  const { headers, body } = await sent({ body: { text: '{{text}}' }, signature });
  const expected = createHmac(algorithm, 'sécret').update(body).digest(encoding);
  expect(headers['x-signature']).toBe(prefix + expected);
});

test('each message has an ID of its own, which the gateway gets', async () => {
  const body = { text: '{{text}}', id: '{{messageId}}' };
  const { receipt, members } = await sent({ body });
  const other = await sent({ body });
  expect(receipt).toMatchObject({ messageIdSource: 'reference', messageId: Object(members).id });
  expect(other.receipt.messageId).not.toBe(receipt.messageId);
});
