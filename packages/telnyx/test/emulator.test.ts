import {
  startTelnyxEmulator,
  type TelnyxAccount,
  type TelnyxEmulator,
} from '@sms-connectors/telnyx/emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const message = { from: '+12025550100', to: '+33612345678', text: 'Your code is 314159.' };
const { from: ourNumber, ...withoutSender } = message;
const profile = '00000000-0000-4000-8000-000000000000';

let emulator: TelnyxEmulator;
beforeAll(async () => {
  emulator = await startTelnyxEmulator();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

async function ask(path: string, init: RequestInit = {}, of = emulator) {
  const response = await fetch(of.url + path, {
    ...init,
    headers: { authorization: `Bearer ${of.config.apiKey}`, ...init.headers },
  });
  return {
    status: response.status,
    answer: (await response.json()) as { readonly data?: Readonly<Record<string, unknown>> },
  };
}

async function post(body: object | string, headers: Record<string, string> = {}, of = emulator) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const asked = await ask('/v2/messages', { method: 'POST', body: text, headers }, of);
  return { ...asked, taken: of.messages.length };
}

/** An error as Telnyx writes it. */
function refusal(status: number, code: string, pointer?: string): object {
  const meta = { url: `https://developers.telnyx.com/docs/overview/errors/${code}` };
  const words: unknown = expect.stringMatching(/\w/);
  const source = pointer === undefined ? {} : { source: { pointer } };
  return { status, answer: { errors: [{ code, title: words, detail: words, ...source, meta }] } };
}

describe('an accepted message', () => {
  test('is kept as a phone shows it', async () => {
    const before = Date.now();
    const { status, answer } = await post(message);
    expect(status).toBe(200);
    expect(emulator.messages).toEqual([
      {
        messageId: answer.data?.['id'],
        to: message.to,
        from: message.from,
        text: message.text,
        at: expect.any(Date),
        parameters: message,
      },
    ]);
    expect(Math.abs((emulator.messages[0]?.at.getTime() ?? 0) - before)).toBeLessThan(60_000);
  });

  test('of a number pool comes from its first number', async () => {
    const { answer } = await post({ ...withoutSender, messaging_profile_id: profile });
    expect(answer.data).toMatchObject({ from: { phone_number: ourNumber } });
    expect(emulator.messages[0]?.from).toBe(ourNumber);
  });

  test('has its parts counted in its encoding', async () => {
    const { answer } = await post({ ...message, text: '😀'.repeat(40) });
    expect(answer.data).toMatchObject({ encoding: 'UTF-16', parts: 2, cost: { amount: '0.0102' } });
  });

  test('costs credit until the emulator is reset', async () => {
    await using poor = await startTelnyxEmulator({ account: { availableCredit: 0.0052 } });
    expect(await post(message, {}, poor)).toMatchObject({ status: 200, taken: 1 });
    expect((await ask('/v2/balance', {}, poor)).answer.data).toMatchObject({
      available_credit: '0.0001',
    });
    expect(await post(message, {}, poor)).toEqual({ ...refusal(402, '20100'), taken: 1 });
    poor.reset();
    expect(await post(message, {}, poor)).toMatchObject({ status: 200, taken: 1 });
  });
});

describe('parameters', () => {
  test.each([
    ['no JSON', 'from=1&to=2', '10015', undefined],
    ['no to', { ...message, to: undefined }, '10004', '/to'],
    ['no sender', withoutSender, '10004', '/from'],
    ['no text', { ...message, text: '' }, '40316', undefined],
    ['too many parts', { ...message, text: 'x'.repeat(1531) }, '40302', undefined],
    ['too many parts of UTF-16', { ...message, text: 'ж'.repeat(671) }, '40302', undefined],
    ['a to without +', { ...message, to: '33612345678' }, '40310', '/to'],
    ['a to that is no number', { ...message, to: '+Ann' }, '40310', '/to'],
    ['a from of somebody else', { ...message, from: '+12025550199' }, '40305', '/from'],
    ['a name without a profile', { ...message, from: 'Acme' }, '40305', '/from'],
    [
      'a name too long',
      { ...message, from: 'Acme Company', messaging_profile_id: profile },
      '40305',
      '/from',
    ],
    [
      'the profile of another account',
      { ...message, messaging_profile_id: profile.replace('4', '5') },
      '10017',
      '/messaging_profile_id',
    ],
    ['a webhook that is none', { ...message, webhook_url: 'reports' }, '10003', '/webhook_url'],
  ])('with %s are refused', async (_, parameters, code, pointer) => {
    expect(await post(parameters)).toEqual({ ...refusal(400, code, pointer), taken: 0 });
  });

  test.each([
    ['ten parts', { ...message, text: 'x'.repeat(1530) }],
    ['ten parts of UTF-16', { ...message, text: 'ж'.repeat(670) }],
    ['a name of a profile', { ...message, from: 'My Team 1', messaging_profile_id: profile }],
    ['what Telnyx does not know', { ...message, colour: 'blue' }],
  ])('with %s are accepted', async (_, parameters) => {
    expect(await post(parameters)).toMatchObject({ status: 200, taken: 1 });
  });

  test.each<[string, Partial<TelnyxAccount>, string]>([
    ['a disabled profile', { isProfileEnabled: false }, '40312'],
    ['an empty number pool', { senders: [] }, '40321'],
  ])('for %s are refused', async (_, account, code) => {
    await using other = await startTelnyxEmulator({ account });
    const sent = await post({ ...withoutSender, messaging_profile_id: profile }, {}, other);
    expect(sent).toEqual({ ...refusal(400, code), taken: 0 });
  });
});

describe('credentials', () => {
  test.each(['Bearer KEY-wrong', 'Basic S0VZLWVtdWxhdGVk', 'KEY-emulated'])(
    'like %s are refused',
    async (authorization) => {
      expect(await post(message, { authorization })).toEqual({
        ...refusal(401, '10009'),
        taken: 0,
      });
    },
  );

  test('are required to send a message', async () => {
    const response = await fetch(`${emulator.url}/v2/messages`, { method: 'POST' });
    expect({ status: response.status, answer: await response.json() }).toEqual(
      refusal(404, '10005'),
    );
    const balance = await fetch(`${emulator.url}/v2/balance`);
    expect({ status: balance.status, answer: await balance.json() }).toEqual(refusal(401, '10009'));
  });
});

test.each(['/v2/message', '/messages', `/v2/messaging_profiles/${profile.replace('4', '5')}`])(
  'a path like %s answers 404',
  async (path) => {
    expect(await ask(path)).toEqual(refusal(404, '10005'));
  },
);

test('an account can replace the made-up one', async () => {
  const account = { apiKey: 'KEY-own', messagingProfileId: profile.replaceAll('0', '2') };
  await using mine = await startTelnyxEmulator({ account });
  expect(mine.config).toEqual({
    ...account,
    publicKey: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
  });
  expect(mine.config.publicKey).not.toBe(emulator.config.publicKey);
  expect(await post(message, {}, mine)).toMatchObject({ status: 200 });
});

test('onMessage is called with each message', async () => {
  const heard: string[] = [];
  await using other = await startTelnyxEmulator({ onMessage: ({ text }) => heard.push(text) });
  await post(message, {}, other);
  expect(heard).toEqual([message.text]);
});
