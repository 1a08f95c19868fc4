import { telnyx } from '@sms-connectors/telnyx';
import { startTelnyxEmulator, type TelnyxEmulator } from '@sms-connectors/telnyx/emulator';
import Telnyx, { APIError, RateLimitError } from 'telnyx';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

// Telnyx's own library, made from its API description, judges both sides: our requests must be the ones it
// makes, and our emulator's answers the ones it reads.
const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
const to = '+33612345678';
const text = 'Your code is 314159 é€😀.';

let emulator: TelnyxEmulator;
beforeAll(async () => {
  emulator = await startTelnyxEmulator({ account: { senders: ['+12025550100', '12345'] } });
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

function library(apiKey = emulator.config.apiKey): Telnyx {
  return new Telnyx({ apiKey, baseURL: `${emulator.url}/v2`, maxRetries: 0 });
}

describe('a message', () => {
  const webhookUrl = 'https://example.com/reports/telnyx';
  const profile = '00000000-0000-4000-8000-000000000000';

  test.each<[string, object, Telnyx.MessageSendParams]>([
    ['a number', { from: '+12025550100' }, { to, from: '+12025550100' }],
    ['a short code', { from: '12345' }, { to, from: '12345' }],
    ['a number pool', { messagingProfileId: profile }, { to, messaging_profile_id: profile }],
    [
      'a name',
      { from: 'Acme', messagingProfileId: profile },
      { to, from: 'Acme', messaging_profile_id: profile },
    ],
    [
      'a number, reported elsewhere',
      {
        from: '+12025550100',
        publicKey: 'eu2zvPjhY6odxV34Z/EsRiERvTodkev4Fq0SlK90Izg=',
        deliveryReportUrl: webhookUrl,
      },
      { to, from: '+12025550100', webhook_url: webhookUrl },
    ],
  ])('from %s is asked for as the library asks', async (_, config, parameters) => {
    await library().messages.send({ ...parameters, text, type: 'SMS' });
    const sms = telnyx(
      { apiKey: emulator.config.apiKey, ...config, templates },
      { baseUrl: emulator.url },
    );
    await sms.send({ to, usageType: 'Generic', payload: { code: text } });

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

  test('has an answer with all that Telnyx documents', async () => {
    // https://developers.telnyx.com/api-reference/messages/send-a-message
    const documented: Telnyx.MessageSendResponse = {
      data: {
        record_type: 'message',
        direction: 'outbound',
        id: '40385f64-5717-4562-b3fc-2c963f66afa6',
        type: 'SMS',
        messaging_profile_id: '4000eba1-a0c0-4563-9925-b25e842a7cb6',
        organization_id: 'b448f9cc-a842-4784-98e9-03c1a5872950',
        from: { phone_number: '+18445550001', carrier: 'TELNYX LLC', line_type: 'VoIP' },
        to: [
          {
            phone_number: '+18665550001',
            status: 'queued',
            carrier: 'T-MOBILE USA, INC.',
            line_type: 'Wireless',
          },
        ],
        cc: [],
        text: 'Hello, World!',
        subject: 'From Telnyx!',
        media: [],
        webhook_url: 'https://www.example.com/hooks',
        webhook_failover_url: 'https://backup.example.com/hooks',
        encoding: 'GSM-7',
        parts: 1,
        tags: ['Greetings'],
        cost: { amount: '0.0051', currency: 'USD' },
        received_at: '2019-01-23T18:10:02.574Z',
        sent_at: null,
        completed_at: null,
        valid_until: null,
        errors: [],
      },
    };
    const answer = await library().messages.send({ to, from: '12345', text: 'Hello' });
    expect(shapeOf(answer)).toEqual(shapeOf(documented));
    expect(answer.data).toMatchObject({
      type: 'SMS',
      to: [{ phone_number: to, status: 'queued' }],
      encoding: 'GSM-7',
      parts: 1,
      cost: { amount: '0.0051' },
    });
  });
});

/** Which names there are, and of which type: what may be null may be text. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).filter(isObject).map(shapeOf);
  if (!isObject(value)) return value === null || typeof value === 'string' ? 'text' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shapeOf(part)]));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

describe('the library reads', () => {
  test('the balance', async () => {
    const { data } = await library().balance.retrieve();
    // https://developers.telnyx.com/api-reference/billing
    const documented: Telnyx.BalanceRetrieveResponse['data'] = {
      record_type: 'balance',
      pending: '10.00',
      balance: '300.00',
      credit_limit: '100.00',
      available_credit: '400.00',
      currency: 'USD',
    };
    expect(shapeOf(data)).toEqual(shapeOf(documented));
    expect(Number(data?.available_credit)).toBeGreaterThan(0);
  });

  test('the messaging profile', async () => {
    const { messagingProfileId } = emulator.config;
    const { data } = await library().messagingProfiles.retrieve(messagingProfileId);
    expect(data).toMatchObject({ id: messagingProfileId, enabled: true, webhook_api_version: '2' });
  });

  test.each<[string, number, string, (library: Telnyx) => Promise<unknown>]>([
    [
      'a message without text',
      400,
      '40316',
      ({ messages }) => messages.send({ to, from: '12345' }),
    ],
    ['no profile', 404, '10005', ({ messagingProfiles }) => messagingProfiles.retrieve('x')],
    ['no balance', 401, '10009', () => library('KEY-wrong').balance.retrieve()],
  ])('a refusal: %s', async (_, status, code, ask) => {
    const error: unknown = await ask(library()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ status, error: { errors: [{ code }] } });
  });

  test('a rate limit', async () => {
    emulator.fail({ kind: 'rate-limit', retryAfter: '3' });
    const error: unknown = await library()
      .messages.send({ to, from: '12345', text })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RateLimitError);
    expect((error as RateLimitError).headers.get('retry-after')).toBe('3');
  });
});
