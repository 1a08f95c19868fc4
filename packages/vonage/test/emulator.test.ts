import { Accounts } from '@vonage/accounts';
import { AlgorithmTypes, Auth } from '@vonage/auth';
import { SMS, TypeEnum } from '@vonage/sms';
import { vonage } from '@sms-connectors/vonage';
import { startVonageEmulator, type VonageEmulator } from '@sms-connectors/vonage/emulator';
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;

let emulator: VonageEmulator;
beforeAll(async () => {
  emulator = await startVonageEmulator();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

function form(changes: Readonly<Record<string, string | undefined>> = {}) {
  const { apiKey, apiSecret } = emulator.account;
  const parameters = { api_key: apiKey, api_secret: apiSecret, from: 'AcmeInc', to: '33612345678' };
  const given = Object.entries({ ...parameters, text: 'Your code is 314159.', ...changes });
  return new URLSearchParams(
    given.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

async function post(changes?: Parameters<typeof form>[0], path = '/sms/json') {
  const response = await fetch(emulator.url + path, { method: 'POST', body: form(changes) });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

function refusal(status: string) {
  const part = { status, 'error-text': expect.stringMatching(/\w/) as unknown };
  return { status: 200, body: { 'message-count': '1', messages: [part] } };
}

function credentials(): Auth {
  const { apiKey, apiSecret } = emulator.account;
  return new Auth({ apiKey, apiSecret, privateKey: '' });
}

// Vonage's own library checks both sides.
describe('Vonage’s library for Node', () => {
  test('sends through the emulator and reads its answer', async () => {
    const sms = new SMS(credentials(), { restHost: emulator.url });
    const text = 'Conexão '.repeat(10);
    const answer = await sms.send({
      to: '33612345678',
      from: 'AcmeInc',
      text,
      type: TypeEnum.UNICODE,
      ttl: 60_000,
      clientRef: 'my-ref',
    });
    expect(answer.messageCount).toBe('2');
    expect(answer.messages).toHaveLength(2);
    expect(answer.messages[0]).toMatchObject({
      to: '33612345678',
      messageId: emulator.messages[0]?.messageId,
      status: '0',
      remainingBalance: expect.stringMatching(/^\d+\.\d{8}$/) as unknown,
      messagePrice: '0.03330000',
      network: '12345',
      clientRef: 'my-ref',
    });
    expect(emulator.messages).toMatchObject([{ to: '+33612345678', from: 'AcmeInc', text }]);
  });

  test('reads refusals', async () => {
    const sms = new SMS(credentials(), { restHost: emulator.url });
    const sending = sms.send({ to: '+33612345678', from: 'AcmeInc', text: 'x' });
    await expect(sending).rejects.toMatchObject({ response: { messages: [{ status: '3' }] } });
    expect(emulator.messages).toHaveLength(0);
  });

  test('reads the balance', async () => {
    const accounts = new Accounts(credentials(), { restHost: emulator.url });
    expect(await accounts.getBalance()).toEqual({
      value: expect.any(Number) as unknown,
      autoReload: false,
    });
  });

  const algorithms = {
    md5hash: AlgorithmTypes.md5hash,
    md5: AlgorithmTypes.md5hmac,
    sha1: AlgorithmTypes.sha1hmac,
    sha256: AlgorithmTypes.sha256hmac,
    sha512: AlgorithmTypes.sha512hmac,
  } as const;

  test.each(['md5hash', 'md5', 'sha1', 'sha256', 'sha512'] as const)(
    'verifies the %s of our requests and receipts',
    async (signatureMethod) => {
      await using hearing = await startVonageEmulator();
      const account = { signatureMethod, deliveryReportUrl: `${hearing.url}/reports` };
      await using other = await startVonageEmulator({ account });
      const sms = vonage({ ...other.config, templates }, { baseUrl: other.url });
      const { messageId } = await sms.send({ ...message, payload: { code: 'é & = + 🔑 _' } });
      await expect.poll(() => hearing.requests.length).toBe(1);

      const library = new SMS(credentials());
      const verify = (parameters: Record<string, string>) =>
        library.verifySignature(
          parameters['sig'] ?? '',
          parameters,
          other.account.signatureSecret,
          algorithms[signatureMethod],
        );
      const request = Object.fromEntries(new URLSearchParams(other.requests[0]?.body));
      expect(verify(request)).toBe(true);
      expect(verify({ ...request, text: 'x' })).toBe(false);
      const receipt = JSON.parse(hearing.requests[0]?.body ?? '') as Record<string, string>;
      expect(receipt).toMatchObject({ messageId, status: 'delivered' });
      expect(verify(receipt)).toBe(true);
    },
  );
});

// Signatures that Vonage itself made, out of the tests of its libraries:
// https://github.com/Vonage/vonage-node-sdk/blob/main/packages/sms/__tests__/__dataSets__/signature.ts
test.each([
  ['md5hash', 'd2e7b1dc968737c5998ad624e02f90b7'],
  ['md5', 'DDEBD46008C2D4E93CCE578A332A52D5'],
  ['sha1', '27D0D05C2876C7CB1720DBCDBA4D492E1E55C09A'],
  ['sha256', 'DDB8397C2B90AAC7F3882D306475C9A5058C92322EEF43C92B298B6E0FC0D330'],
  [
    'sha512',
    'E0D3C650F8C9D1A5C174D10DDDBFB003E561F59B265616208B0487C5D819481CD3C311D59CF6165ECD1139622D5BA3A256C0D763AC4A9AD9144B5A426B94FE82',
  ],
] as const)('a webhook of 2013 signed with %s was genuine, and is too old', async (method, sig) => {
  const sms = vonage({
    ...emulator.config,
    signatureSecret: 'my_secret_key_for_testing',
    signatureMethod: method,
    templates,
  });
  const body = new URLSearchParams({
    'message-timestamp': '2013-11-21 15:27:30',
    messageId: '020000001B0FE827',
    msisdn: '14843472194',
    text: 'Test again',
    timestamp: '1385047698',
    to: '13239877404',
    type: 'text',
    sig,
  });
  const request = { method: 'POST', url: 'https://example.com/reports', headers: {} };
  const parse = (text: string) => sms.parseDeliveryReport?.({ ...request, body: text });
  expect(await parse(body.toString())).toEqual({ verified: false, reason: 'stale' });

  vi.useFakeTimers({ toFake: ['Date'], now: 1_385_047_698_000 });
  onTestFinished(() => void vi.useRealTimers());
  expect(await parse(body.toString())).toEqual({ verified: true, reports: [] });
  body.set('text', 'Test  again');
  expect(await parse(body.toString())).toEqual({ verified: false, reason: 'forged' });
});

describe('an accepted message', () => {
  test('is kept as a phone shows it', async () => {
    await post({ type: 'text', text: 'Código “1” [€]' });
    expect(emulator.messages).toMatchObject([
      { to: '+33612345678', from: 'AcmeInc', text: 'C?digo ?1? [€]', parameters: { type: 'text' } },
    ]);
  });

  test('reduces the balance until the emulator is reset', async () => {
    const balance = async () => {
      const { apiKey, apiSecret } = emulator.account;
      const query = new URLSearchParams({ api_key: apiKey, api_secret: apiSecret });
      const response = await fetch(`${emulator.url}/account/get-balance?${query.toString()}`);
      return response.json();
    };
    await post();
    expect(await balance()).toEqual({ value: 99.9667, autoReload: false });
    emulator.reset();
    expect(await balance()).toEqual({ value: 100, autoReload: false });
  });

  test('in several parts has an id and a price for each', async () => {
    const { body } = await post({ text: 'x'.repeat(161) });
    const { messages } = body as { messages: Record<string, string>[] };
    expect(messages.map(({ status }) => status)).toEqual(['0', '0']);
    expect(new Set(messages.map((part) => part['message-id'])).size).toBe(2);
    const [first, second] = messages.map((part) => Number(part['remaining-balance']));
    expect((first ?? 0) - (second ?? 0)).toBeCloseTo(0.0333);
  });
});

describe('refuses', () => {
  test.each([
    ['a request without a key', { api_key: undefined }, '2'],
    ['a request without credentials', { api_secret: undefined }, '2'],
    ['another key', { api_key: 'ffffffff' }, '4'],
    ['another secret', { api_secret: 'wrong' }, '4'],
    ['a signature beside the secret', { sig: '00' }, '32'],
    ['a wrong signature', { api_secret: undefined, sig: '00', timestamp: '1' }, '14'],
    ['no sender', { from: undefined }, '2'],
    ['no recipient', { to: undefined }, '2'],
    ['no text', { text: '' }, '2'],
    ['a recipient with a plus', { to: '+33612345678' }, '3'],
    ['a type that is none', { type: 'utf8' }, '3'],
    ['a time to live too short', { ttl: '19999' }, '3'],
    ['a time to live too long', { ttl: '604800001' }, '3'],
    ['a text too long', { text: 'x'.repeat(3201) }, '12'],
    ['a callback too long', { callback: `https://example.com/${'x'.repeat(81)}` }, '23'],
    ['a callback that is none', { callback: 'example' }, '23'],
  ])('%s, with HTTP 200', async (_, changes, status) => {
    expect(await post(changes)).toEqual(refusal(status));
    expect(emulator.messages).toHaveLength(0);
  });

  test('a signature made an hour ago', async () => {
    const { apiSecret: _, ...config } = emulator.config;
    const sms = vonage({ ...config, templates }, { baseUrl: emulator.url });
    await sms.send(message);
    const old = new URLSearchParams(emulator.requests[0]?.body);
    old.set('timestamp', `${Number(old.get('timestamp')) - 3600}`);
    const response = await fetch(`${emulator.url}/sms/json`, { method: 'POST', body: old });
    expect(await response.json()).toEqual(refusal('14').body);
  });

  test('other paths', async () => {
    expect(await post({}, '/sms/xml')).toEqual({ status: 404, body: undefined });
    expect(await post({}, '/account/get-balance')).toEqual({ status: 404, body: undefined });
  });

  test('the balance without credentials', async () => {
    const response = await fetch(`${emulator.url}/account/get-balance?api_key=x&api_secret=y`);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      'error-code': '401',
      'error-code-label': 'authentication failed',
    });
  });
});

describe('a delivery receipt', () => {
  test('is sent to the URL of the message for each part', async () => {
    await using hearing = await startVonageEmulator();
    const { body } = await post({ callback: `${hearing.url}/reports`, text: 'x'.repeat(161) });
    const { messages } = body as { messages: Record<string, string>[] };
    await expect.poll(() => hearing.requests.length).toBe(2);
    const heard = hearing.requests.map(({ body: text }) => JSON.parse(text) as object);
    expect(heard).toEqual(
      messages.map((part) => ({
        msisdn: '33612345678',
        to: 'AcmeInc',
        'network-code': '12345',
        messageId: part['message-id'],
        price: '0.03330000',
        status: 'delivered',
        scts: expect.stringMatching(/^\d{10}$/) as unknown,
        'err-code': '0',
        'api-key': emulator.account.apiKey,
        'message-timestamp': expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as unknown,
        timestamp: expect.stringMatching(/^\d{10}$/) as unknown,
        nonce: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
        sig: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
      })),
    );
  });

  test('to a closed port changes nothing', async () => {
    await using gone = await startVonageEmulator();
    await gone.close();
    expect(await post({ callback: `${gone.url}/reports` })).toMatchObject({ status: 200 });
    expect(await post()).toMatchObject({ status: 200 });
    expect(emulator.messages).toHaveLength(2);
  });
});
