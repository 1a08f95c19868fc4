import { createHmac } from 'node:crypto';
import { http } from '@sms-connectors/http';
import { startHttpEmulator } from '@sms-connectors/http/emulator';
import { expect, test } from 'vitest';

const config = {
  url: 'https://sms.example.com/v1/send',
  authorization: 'Bearer t0ken',
  secrets: { apiKey: 'k1' },
  headers: { 'X-Channel': 'otp' },
  query: { region: 'eu', key: '{{secrets.apiKey}}' },
  body: { to: '{{to}}', sms: [{ text: 'Hi: {{text}}', ref: '{{reference}}' }], flash: 0 },
  signature: { header: 'X-Signature', secret: 'sign' },
  answer: { acceptedStatuses: [202], accepted: { 'a[0].s': ['ok'] }, messageId: 'a[0].id' },
} as const;
const templates = [{ usageType: 'Generic', content: 'Code {{code}}' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '1' } } as const;

const valid = {
  method: 'POST',
  target: '/v1/send?region=eu&key=k1',
  headers: {
    authorization: 'Bearer t0ken',
    'content-type': 'application/json',
    'x-channel': 'otp',
  } as Readonly<Record<string, string>>,
  body: { to: '+33612345678', sms: [{ text: 'Hi: there' }], flash: 0 } as object,
};

async function answerTo(changed: Partial<typeof valid>, secret = 'sign') {
  await using emulator = await startHttpEmulator({ config });
  const { method, target, headers, body } = { ...valid, ...changed };
  const text = JSON.stringify(body);
  const signature = createHmac('sha256', secret).update(text).digest('hex');
  const response = await fetch(emulator.url + target, {
    method,
    headers: { ...headers, 'x-signature': signature },
    body: text,
  });
  return { status: response.status, body: await response.text(), messages: emulator.messages };
}

test('accepts a request as the config describes it, and answers so', async () => {
  const { status, body, messages } = await answerTo({});
  expect(status).toBe(202);
  expect(JSON.parse(body)).toEqual({ a: [{ s: 'ok', id: messages[0]?.messageId }] });
  expect(messages).toMatchObject([{ to: '+33612345678', text: 'there' }]);
  expect(messages[0]).not.toHaveProperty('reference');
});

test.each([
  ['another path', { target: '/v1/sent?region=eu&key=k1' }, 404],
  ['another method', { method: 'PUT' }, 405],
  ['another token', { headers: { ...valid.headers, authorization: 'Bearer other' } }, 401],
  ['another header', { headers: { ...valid.headers, 'x-channel': 'ads' } }, 401],
  ['another key', { target: '/v1/send?region=eu&key=k2' }, 400],
  ['a query that lacks one', { target: '/v1/send?region=eu' }, 400],
  ['another fixed member', { body: { ...valid.body, flash: 1 } }, 400],
  ['a member too many', { body: { ...valid.body, colour: 'blue' } }, 400],
  ['no text', { body: { to: '+33612345678', sms: [{}], flash: 0 } }, 400],
  ['another text around it', { body: { ...valid.body, sms: [{ text: 'Ho: x' }] } }, 400],
  [
    'a form',
    { headers: { ...valid.headers, 'content-type': 'application/x-www-form-urlencoded' } },
    400,
  ],
])('refuses %s', async (_, changed, status) => {
  expect(await answerTo(changed)).toMatchObject({ status, messages: [] });
});

test('refuses another signature', async () => {
  expect(await answerTo({}, 'other')).toMatchObject({ status: 401, messages: [] });
});

test('understands another config from then on, with secrets of its own', async () => {
  await using emulator = await startHttpEmulator();
  const adopted = emulator.configFor({ ...config, templates });
  expect(adopted).toMatchObject({
    authorization: 'Bearer emulated-token',
    secrets: { apiKey: 'emulated-apiKey' },
    headers: { 'X-Channel': 'emulated-X-Channel' },
    signature: { header: 'X-Signature', secret: 'emulated-signing-secret' },
    body: config.body,
  });
  const sms = http({ ...adopted, templates }, { baseUrl: emulator.url });
  await sms.send({ ...message, reference: 'r1' });
  expect(emulator.messages).toMatchObject([{ text: 'Code 1', reference: 'r1' }]);
  // A config with problems changes nothing.
  expect(emulator.configFor({ url: 'x' })).toBeUndefined();
  await sms.send(message);
  expect(emulator.messages).toHaveLength(2);
});

test('without a config it is a gateway of its own, which Logto’s config can replace', async () => {
  await using own = await startHttpEmulator();
  await http({ ...own.config, templates }, { baseUrl: own.url }).send(message);
  expect(own.messages).toMatchObject([{ to: message.to, text: 'Code 1' }]);
  const logto = { endpoint: 'https://example.com/hook', authorization: 'Bearer t0ken' };
  await using emulator = await startHttpEmulator({ config: logto });
  await http(logto, { baseUrl: emulator.url }).send({ ...message, payload: { code: '314159' } });
  expect(emulator.messages).toMatchObject([{ to: message.to, text: '314159' }]);
});
