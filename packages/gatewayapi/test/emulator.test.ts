import {
  type GatewayapiEmulator,
  startGatewayapiEmulator,
} from '@sms-connectors/gatewayapi/emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const message = {
  sender: 'ExampleSMS',
  recipient: 33_612_345_678,
  message: 'Your code is 314159.',
};

let emulator: GatewayapiEmulator;
beforeAll(async () => {
  emulator = await startGatewayapiEmulator();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

async function ask(path: string, init: RequestInit = {}, of = emulator) {
  const response = await fetch(of.url + path, {
    ...init,
    headers: { authorization: `Token ${of.config.apiToken}`, ...init.headers },
  });
  const body = await response.text();
  return { status: response.status, answer: body === '' ? '' : (JSON.parse(body) as object) };
}

async function post(body: object | string, of = emulator) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const asked = await ask('/mobile/single', { method: 'POST', body: text }, of);
  return { ...asked, taken: of.messages.length };
}

describe('an accepted message', () => {
  test('is kept as a phone shows it', async () => {
    const before = Date.now();
    const { status, answer } = await post({ ...message, reference: 'r', expiration: 'PT1H' });
    expect(status).toBe(202);
    const [kept] = emulator.messages;
    expect(answer).toEqual({
      msg_id: kept?.messageId,
      recipient: message.recipient,
      reference: 'r',
    });
    expect(kept).toEqual({
      messageId: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      to: '+33612345678',
      from: message.sender,
      text: message.message,
      at: expect.any(Date),
      parameters: {
        sender: message.sender,
        recipient: '33612345678',
        message: message.message,
        reference: 'r',
        expiration: 'PT1H',
      },
      validitySeconds: 3600,
      reference: 'r',
    });
    expect(Math.abs((kept?.at.getTime() ?? 0) - before)).toBeLessThan(60_000);
  });

  test('has an ID of its own, whose first digits are the time', async () => {
    await Promise.all([post(message), post(message)]);
    const ids = emulator.messages.map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(2);
    const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    const time = [...(ids[0] ?? '')]
      .slice(0, 10)
      .reduce((sum, digit) => sum * 32 + digits.indexOf(digit), 0);
    expect(Math.abs(time - Date.now())).toBeLessThan(60_000);
  });

  test.each([
    ['PT600S', 600],
    ['P3DT4H33M17S', 275_597],
    ['P5D', 432_000],
  ])('that expires in %s is valid for %i seconds', async (expiration, seconds) => {
    await post({ ...message, expiration });
    expect(emulator.messages[0]?.validitySeconds).toBe(seconds);
  });

  test('may expire at a point in time', async () => {
    const expiration = new Date(Date.now() + 60_000).toISOString();
    await post({ ...message, expiration });
    expect(Math.abs((emulator.messages[0]?.validitySeconds ?? 0) - 60)).toBeLessThan(10);
  });

  test('costs credit until the emulator is reset', async () => {
    await using poor = await startGatewayapiEmulator({ account: { credit: 0.05 } });
    const credit = async () => (await ask('/rest/me', {}, poor)).answer;
    expect(await post(message, poor)).toMatchObject({ status: 202, taken: 1 });
    expect(await credit()).toEqual({ credit: 0.01, currency: 'EUR', id: 1 });
    expect(await post(message, poor)).toEqual({
      status: 403,
      answer: {
        code: '0x0216',
        incident_uuid: expect.any(String),
        message: 'Insufficient credit',
        variables: [],
      },
      taken: 1,
    });
    poor.reset();
    expect(await credit()).toMatchObject({ credit: 0.05 });
  });
});

describe('a refusal', () => {
  test.each([
    ['no sender', { ...message, sender: undefined }, ['body', 'sender'], 'missing'],
    ['no text', { ...message, message: undefined }, ['body', 'message'], 'missing'],
    ['a recipient as a text', { ...message, recipient: '1' }, ['body', 'recipient'], 'value_error'],
    ['over five days', { ...message, expiration: 'P6D' }, ['body', 'expiration'], 'value_error'],
    [
      'a moment past',
      { ...message, expiration: '2020-01-01' },
      ['body', 'expiration'],
      'value_error',
    ],
    ['words', { ...message, expiration: 'soon' }, ['body', 'expiration'], 'value_error'],
    ['no duration', { ...message, expiration: 'P' }, ['body', 'expiration'], 'value_error'],
    ['no JSON', 'x', ['body', 0], 'json_invalid'],
    ['a JSON of no object', 'null', ['body', 0], 'json_invalid'],
  ])('of %s names what is wrong', async (_, body, loc, type) => {
    expect(await post(body)).toEqual({
      status: 422,
      answer: { detail: [{ loc, msg: 'Invalid input', type }] },
      taken: 0,
    });
  });

  test('of a wrong token is 403, and of none 401', async () => {
    const wrong = { method: 'POST', headers: { authorization: 'Token wrong' }, body: '{}' };
    expect(await ask('/mobile/single', wrong)).toEqual({ status: 403, answer: '' });
    const { status } = await fetch(`${emulator.url}/mobile/single`, { method: 'POST', body: '{}' });
    expect(status).toBe(401);
  });

  test.each(['Token wrong', `Bearer emulated-api-token`])(
    'of %s tells no credit',
    async (authorization) => {
      expect(await ask('/rest/me', { headers: { authorization } })).toMatchObject({
        status: 401,
        answer: { code: '0x0229' },
      });
    },
  );

  test.each([
    ['GET', '/mobile/single'],
    ['POST', '/rest/mtsms'],
    ['POST', '/rest/me'],
  ])('of %s %s is 404', async (method, path) => {
    expect(await ask(path, { method })).toEqual({ status: 404, answer: '' });
  });

  test('of too many requests has the time to wait', async () => {
    emulator.fail({ kind: 'rate-limit', retryAfter: '7' });
    const response = await fetch(`${emulator.url}/mobile/single`, { method: 'POST' });
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('7');
  });
});
