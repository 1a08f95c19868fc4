import { plivo } from '@sms-connectors/plivo';
import { type PlivoEmulator, startPlivoEmulator } from '@sms-connectors/plivo/emulator';
import { Client } from 'plivo';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

// Plivo's own library judges both sides: our requests must be the ones it makes, and our emulator's answers
// the ones it reads.
const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
const to = '+33612345678';
const text = 'Your code is 314159 é€😀.';

let emulator: PlivoEmulator;
beforeAll(async () => {
  emulator = await startPlivoEmulator({ account: { numbers: { '+12025550100': true } } });
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

function library(authToken = emulator.config.authToken): Client {
  const { authId } = emulator.config;
  return new Client(authId, authToken, { url: `${emulator.url}/v1/Account/${authId}` });
}

describe('a message', () => {
  const powerpackUUID = '86bbb125-97bb-4d72-89fd-81d5c515b015';
  const url = 'https://example.com/reports/plivo';

  test.each<[string, object, Readonly<Record<string, unknown>>]>([
    ['a number', { from: '+12025550100' }, { src: '+12025550100' }],
    ['a name', { from: 'Acme' }, { src: 'Acme' }],
    ['a Powerpack', { powerpackUUID }, { powerpackUUID }],
    [
      'a number, reported and tracked',
      { from: '+12025550100', deliveryReportUrl: url, trackable: true },
      { src: '+12025550100', url, method: 'POST', trackable: true },
    ],
  ])('from %s is asked for as the library asks', async (_, config, parameters) => {
    const { authId, authToken } = emulator.config;
    const options = { ...parameters, dst: to, text, type: 'sms', log: 'false' };
    // The library also takes all of it as one object, and its types leave that out.
    const { messages } = library() as unknown as {
      readonly messages: { readonly create: (message: object) => Promise<unknown> };
    };
    await messages.create({ ...options, messageExpiry: 300 });
    const sms = plivo({ authId, authToken, ...config, templates }, { baseUrl: emulator.url });
    await sms.send({
      to,
      usageType: 'Generic',
      payload: { code: text },
      expiresAt: new Date(Date.now() + 300_500),
    });

    const [theirs, ours] = emulator.requests.map(({ method, path, headers, body }) => ({
      method,
      path,
      authorization: headers.authorization,
      contentType: headers['content-type'],
      body: JSON.parse(body) as unknown,
    }));
    expect(emulator.requests).toHaveLength(2);
    expect(ours).toEqual(theirs);
    expect(emulator.messages.map((message) => message.text)).toEqual([text, text]);
  });

  test('has an answer that the library reads', async () => {
    const answer = await library().messages.create('+12025550100', to, text, {});
    expect(answer).toMatchObject({
      apiId: expect.stringMatching(/^[\da-f-]{36}$/) as unknown,
      message: 'message(s) queued',
      messageUuid: [emulator.messages[0]?.messageId],
    });
  });
});

describe('the library reads', () => {
  test('the account', async () => {
    const account: unknown = await library().accounts.get();
    expect(account).toMatchObject({
      accountType: 'standard',
      autoRecharge: false,
      billingMode: 'prepaid',
      cashCredits: '100.00000',
      resourceUri: `/v1/Account/${emulator.config.authId}/`,
    });
  });

  test('a number', async () => {
    const number = await getNumber(library(), '12025550100');
    expect(number).toMatchObject({ number: '12025550100', smsEnabled: true });
  });

  test('a Powerpack', async () => {
    const { powerpackUUID } = emulator.account;
    const powerpack: unknown = await library().powerpacks.get(powerpackUUID);
    expect(powerpack).toMatchObject({ uuid: powerpackUUID });
  });

  test.each<[string, number, string, (client: Client) => Promise<unknown>]>([
    [
      'no text',
      400,
      'invalid_parameter',
      ({ messages }) => messages.create('+12025550100', to, '', {}),
    ],
    ['another token', 401, 'authentication_failed', () => library('wrong').accounts.get()],
    ['another number', 404, 'not found', (client) => getNumber(client, '12025550199')],
  ])('a refusal: %s', async (_, status, words, ask) => {
    const error: unknown = await ask(library()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      status,
      message: words,
      apiID: expect.stringMatching(/^[\da-f-]{36}$/) as unknown,
    });
  });
});

// The library's types leave this out.
function getNumber({ numbers }: Client, number: string): Promise<object> {
  return (numbers as unknown as { readonly get: (id: string) => Promise<object> }).get(number);
}
