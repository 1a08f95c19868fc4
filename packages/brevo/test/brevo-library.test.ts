import { type Brevo as Api, Brevo, BrevoClient, BrevoError } from '@getbrevo/brevo';
import { brevo, errorRows } from '@sms-connectors/brevo';
import { type BrevoEmulator, startBrevoEmulator } from '@sms-connectors/brevo/emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

// Brevo's own library, made from its API description, judges both sides: our requests must be the ones it
// makes, and our emulator's answers the ones it reads.
const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
const to = '+33612345678';

let emulator: BrevoEmulator;
beforeAll(async () => {
  emulator = await startBrevoEmulator();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

function library(apiKey = emulator.config.apiKey): BrevoClient {
  return new BrevoClient({ apiKey, baseUrl: `${emulator.url}/v3`, maxRetries: 0 });
}

describe('a message', () => {
  const webUrl = 'https://example.com/reports/brevo?token=token-of-the-tests-0001';

  test.each<[string, object, string, Partial<Api.SendTransacSms>]>([
    ['in GSM-7', {}, 'Your code is 314159 é€.', { unicodeEnabled: false }],
    ['in UCS-2', {}, 'Your code is 314159 😀.', { unicodeEnabled: true }],
    [
      'with a tag, reported to a URL',
      {
        tag: 'codes',
        deliveryReportUrl: 'https://example.com/reports/brevo',
        deliveryReportToken: 'token-of-the-tests-0001',
      },
      '314159',
      { unicodeEnabled: false, tag: 'codes', webUrl },
    ],
  ])('%s is asked for as the library asks', async (_, config, text, parameters) => {
    const { apiKey, sender } = emulator.config;
    await library().transactionalSms.sendAsyncTransactionalSms({
      sender,
      recipient: to,
      content: text,
      type: 'transactional',
      ...parameters,
    });
    const sms = brevo({ apiKey, sender, ...config, templates }, { baseUrl: emulator.url });
    await sms.send({ to, usageType: 'Generic', payload: { code: text } });

    const [theirs, ours] = emulator.requests.map(({ method, path, headers, body }) => ({
      method,
      path,
      apiKey: headers['api-key'],
      contentType: headers['content-type'],
      body: JSON.parse(body) as unknown,
    }));
    expect(emulator.requests).toHaveLength(2);
    expect(ours).toEqual(theirs);
    expect(emulator.messages.map((message) => message.text)).toEqual([text, text]);
  });

  test('has an answer with all that Brevo documents', async () => {
    const answer: Api.SendAsyncTransactionalSmsResponse =
      await library().transactionalSms.sendAsyncTransactionalSms({
        sender: 'MyShop',
        recipient: to,
        content: 'Hello',
      });
    expect(answer).toEqual({ messageId: Number(emulator.messages[0]?.messageId) });
  });
});

test('the library reads the account', async () => {
  const account: Api.GetAccountResponse = await library().account.getAccount();
  expect(account.plan).toContainEqual({ type: 'sms', credits: 100, creditsType: 'sendLimit' });
  const documented: { readonly [name in keyof Required<Api.GetAccountResponse>]: boolean } = {
    organization_id: true,
    user_id: true,
    enterprise: true,
    companyName: true,
    email: true,
    firstName: true,
    lastName: true,
    address: true,
    plan: true,
    relay: true,
    marketingAutomation: false,
    planVerticals: false,
  };
  const always = Object.entries(documented).filter(([, isThere]) => isThere);
  expect(Object.keys(account).toSorted()).toEqual(always.map(([name]) => name).toSorted());
});

describe('the library reads', () => {
  test.each<[string, number, string, (client: BrevoClient) => Promise<unknown>]>([
    [
      'a message without text',
      400,
      'missing_parameter',
      ({ transactionalSms: sms }) =>
        sms.sendAsyncTransactionalSms({ sender: 'MyShop', recipient: to }),
    ],
    ['a wrong key', 401, 'unauthorized', () => library('xkeysib-wrong').account.getAccount()],
  ])('a refusal: %s', async (_, status, code, request) => {
    const error: unknown = await request(library()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BrevoError);
    expect(error).toMatchObject({ statusCode: status, body: { code } });
  });

  test('a rate limit', async () => {
    emulator.fail({ kind: 'rate-limit', retryAfter: '45' });
    const error: unknown = await library()
      .account.getAccount()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ statusCode: 429 });
    expect((error as BrevoError).rawResponse?.headers.get('x-sib-ratelimit-reset')).toBe('45');
  });
});

describe('the error table', () => {
  // The library mixes the codes with sentences that describe errors of other endpoints.
  const codes = Object.values(Brevo.BadRequestErrorBody.Code).filter((code) =>
    /^[a-z_]+$/.test(code),
  );

  test('has all codes of the library, and no others', () => {
    expect(codes.length).toBeGreaterThan(10);
    expect(errorRows.map(({ cause }) => cause).toSorted()).toEqual(codes.toSorted());
  });
});
