import { type BrevoEmulator, startBrevoEmulator } from '@sms-connectors/brevo/emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const message = {
  sender: 'MyShop',
  recipient: '33612345678',
  content: 'Your code is 314159.',
} as const;

let emulator: BrevoEmulator;
beforeAll(async () => {
  emulator = await startBrevoEmulator();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

async function ask(path: string, init: RequestInit = {}, of = emulator) {
  const headers = { 'api-key': of.config.apiKey, ...init.headers };
  const response = await fetch(of.url + path, { ...init, headers });
  return { status: response.status, answer: await response.json() };
}

async function post(body: object | string, headers: Record<string, string> = {}, of = emulator) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const init = { method: 'POST', body: text, headers };
  const asked = await ask('/v3/transactionalSMS/send', init, of);
  return { ...asked, taken: of.messages.length };
}

/** An error as Brevo writes it. */
function refusal(status: number, code: string): object {
  return { status, answer: { code, message: expect.stringMatching(/\w/) as unknown } };
}

describe('an accepted message', () => {
  test('is kept as a phone shows it', async () => {
    const { status, answer } = await post(message);
    expect(status).toBe(201);
    expect(answer).toEqual({ messageId: Number(emulator.messages[0]?.messageId) });
    expect(emulator.messages).toEqual([
      {
        messageId: expect.stringMatching(/^\d{16}$/),
        to: '+33612345678',
        from: message.sender,
        text: message.content,
        at: expect.any(Date),
        parameters: message,
      },
    ]);
  });

  test('has its own ID, also after a reset', async () => {
    const ids = [await post(message), await post(message)];
    emulator.reset();
    ids.push(await post(message));
    expect(new Set(ids.map(({ answer }) => JSON.stringify(answer))).size).toBe(3);
  });

  test.each([
    ['true', true, 'Code reçu : Ж'],
    ['false', false, 'Code recu : '],
    ['by default', undefined, 'Code recu : '],
  ])('with unicodeEnabled %s is sent as such', async (_, unicodeEnabled, text) => {
    await post({ ...message, content: 'Code reçu : Ж', unicodeEnabled });
    expect(emulator.messages.map((sent) => sent.text)).toEqual([text]);
  });

  test('costs credits until the emulator is reset', async () => {
    await using poor = await startBrevoEmulator({ account: { smsCredits: 2 } });
    const long = { ...message, content: 'x'.repeat(161) };
    expect(await post(long, {}, poor)).toMatchObject({ status: 201, taken: 1 });
    expect((await ask('/v3/account', {}, poor)).answer).toMatchObject({
      plan: [{ type: 'free' }, { type: 'sms', credits: 0 }],
    });
    expect(await post(message, {}, poor)).toEqual({
      ...refusal(402, 'not_enough_credits'),
      taken: 1,
    });
    poor.reset();
    expect(await post(message, {}, poor)).toMatchObject({ status: 201 });
  });
});

describe('parameters', () => {
  test.each([
    ['no JSON', 'sender=1', 'bad_request'],
    ['no sender', { ...message, sender: undefined }, 'missing_parameter'],
    ['no recipient', { ...message, recipient: undefined }, 'missing_parameter'],
    ['no content', { ...message, content: undefined }, 'missing_parameter'],
    ['an empty content', { ...message, content: '' }, 'invalid_parameter'],
    ['a content that is a number', { ...message, content: 1 }, 'invalid_parameter'],
    ['a spaced name', { ...message, sender: 'My Shop' }, 'invalid_parameter'],
    ['a name too long', { ...message, sender: 'MyShop123456' }, 'invalid_parameter'],
    ['a number too long', { ...message, sender: '3361234567890123' }, 'invalid_parameter'],
    ['a recipient too short', { ...message, recipient: '12345' }, 'invalid_parameter'],
    ['a recipient that is no number', { ...message, recipient: '+Ann' }, 'invalid_parameter'],
    ['an empty tag', { ...message, tag: '' }, 'invalid_parameter'],
    ['too many tags', { ...message, tag: Array.from('12345678901') }, 'invalid_parameter'],
    ['another type', { ...message, type: 'code' }, 'invalid_parameter'],
    ['a webhook that is none', { ...message, webUrl: 'reports' }, 'invalid_parameter'],
    ['Unicode as a text', { ...message, unicodeEnabled: 'true' }, 'invalid_parameter'],
  ])('with %s are refused', async (_, parameters, code) => {
    expect(await post(parameters)).toEqual({ ...refusal(400, code), taken: 0 });
  });

  test.each([
    ['a recipient with +', { ...message, recipient: '+33612345678' }],
    ['a number', { ...message, sender: '336123456789012' }],
    ['two tags', { ...message, tag: ['a', 'b'] }],
    ['the type marketing', { ...message, type: 'marketing' }],
  ])('with %s are accepted', async (_, parameters) => {
    expect(await post(parameters)).toMatchObject({ status: 201, taken: 1 });
    expect(emulator.messages[0]?.to).toBe('+33612345678');
  });
});

test('a wrong key is refused, and none', async () => {
  const refused = { ...refusal(401, 'unauthorized'), taken: 0 };
  expect(await post(message, { 'api-key': 'xkeysib-wrong' })).toEqual(refused);
  const response = await fetch(`${emulator.url}/v3/account`);
  expect({ status: response.status, answer: await response.json() }).toEqual(
    refusal(401, 'unauthorized'),
  );
});

test.each(['/v3/transactionalSMS/sms', '/v3/transactionalSMS/send', '/account'])(
  'a path like %s answers 404 to a GET',
  async (path) => {
    expect(await ask(path)).toEqual(refusal(404, 'document_not_found'));
  },
);

test('an account can replace the made-up one', async () => {
  const webhook = { url: 'http://127.0.0.1:9/reports/brevo', token: 'token-of-the-webhook' };
  await using mine = await startBrevoEmulator({ account: { apiKey: 'xkeysib-own', webhook } });
  expect(mine.config).toEqual({
    apiKey: 'xkeysib-own',
    sender: 'MyShop',
    deliveryReportToken: 'token-of-the-webhook',
  });
  expect(await post(message, {}, mine)).toMatchObject({ status: 201 });
});
