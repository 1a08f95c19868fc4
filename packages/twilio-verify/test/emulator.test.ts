import {
  startTwilioVerifyEmulator,
  type TwilioVerifyEmulator,
} from '@sms-connectors/twilio-verify/emulator';
import twilioSdk, { type Twilio } from 'twilio';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

const to = '+33612345678';

let emulator: TwilioVerifyEmulator;
beforeAll(async () => {
  emulator = await startTwilioVerifyEmulator();
});
beforeEach(() => emulator.reset());
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => emulator.close());

/** Twilio's own SDK, which turns to the emulator instead of `verify.twilio.com`. */
class LocalClient extends twilioSdk.RequestClient {
  override request: twilioSdk.RequestClient['request'] = (options) =>
    super.request({
      ...options,
      uri: options.uri.replace('https://verify.twilio.com', emulator.url),
    });
}

function sdk(): ReturnType<Twilio['verify']['v2']['services']> {
  const { accountSID, authToken, serviceSID } = emulator.config;
  const client = twilioSdk(accountSID, authToken, { httpClient: new LocalClient() });
  return client.verify.v2.services(serviceSID);
}

const codeSent = () => /\d{4,}/.exec(emulator.messages.at(-1)?.text ?? '')?.[0] ?? '';

describe('Twilio’s own SDK', () => {
  test('starts, fetches, checks and approves a verification', async () => {
    const service = sdk();
    const { sid, status, sendCodeAttempts } = await service.verifications.create({
      to,
      channel: 'sms',
      locale: 'fr',
    });
    expect({ status, sends: sendCodeAttempts.length }).toEqual({ status: 'pending', sends: 1 });
    const fetched = await service.verifications(sid).fetch();
    expect(fetched).toMatchObject({ sid, to, status: 'pending', dateCreated: expect.any(Date) });
    const wrong = await service.verificationChecks.create({ verificationSid: sid, code: 'none' });
    expect(wrong).toMatchObject({ sid, status: 'pending', valid: false });
    const right = await service.verificationChecks.create({ to, code: codeSent() });
    expect(right).toMatchObject({ sid, to, status: 'approved', valid: true });
    await expect(service.verifications(sid).fetch()).rejects.toMatchObject({
      status: 404,
      code: 20_404,
    });
  });

  test('sends a code of ours, and says that it was used', async () => {
    const service = sdk();
    const { sid } = await service.verifications.create({ to, channel: 'sms', customCode: 'a1b2' });
    expect(emulator.messages[0]?.text).toBe('Your Acme verification code is: a1b2');
    const updated = await service.verifications(sid).update({ status: 'approved' });
    expect(updated).toMatchObject({ sid, status: 'approved' });
    expect(emulator.conversions).toEqual([{ messageId: sid, used: true }]);
  });

  test('reads the service', async () => {
    expect(await sdk().fetch()).toMatchObject({
      sid: emulator.config.serviceSID,
      friendlyName: 'Acme',
      codeLength: 6,
      customCodeEnabled: true,
    });
  });

  test('gets the errors that Twilio documents', async () => {
    const service = sdk();
    for (let count = 1; count <= 5; count += 1) {
      await service.verifications.create({ to, channel: 'sms' });
    }
    await expect(service.verifications.create({ to, channel: 'sms' })).rejects.toMatchObject({
      status: 429,
      code: 60_203,
      message: 'Max send attempts reached',
      moreInfo: 'https://www.twilio.com/docs/errors/60203',
    });
  });
});

interface Asked {
  readonly path?: string;
  readonly method?: string;
  readonly credentials?: string;
  readonly contentType?: string;
}

async function ask(parameters: Readonly<Record<string, string>>, asked: Asked = {}) {
  const { accountSID, authToken, serviceSID } = emulator.config;
  const {
    path = `/v2/Services/${serviceSID}/Verifications`,
    method = 'POST',
    credentials = `${accountSID}:${authToken}`,
    contentType = 'application/x-www-form-urlencoded',
  } = asked;
  const response = await fetch(emulator.url + path, {
    method,
    headers: { authorization: `Basic ${btoa(credentials)}`, 'content-type': contentType },
    ...(method === 'POST' && { body: new URLSearchParams(parameters).toString() }),
  });
  const body = (await response.json()) as { readonly code?: number; readonly status?: unknown };
  return { status: response.status, code: body.code, body };
}

const start = { To: to, Channel: 'sms' };
const template = { TemplateSid: `HJ${'0'.repeat(32)}` };

describe('a request', () => {
  test.each([
    ['wrong credentials', start, { credentials: 'AC1:wrong' }, 401, 20_003],
    [
      'another service',
      start,
      { path: `/v2/Services/VA${'1'.repeat(32)}/Verifications` },
      404,
      20_404,
    ],
    ['another path', start, { path: '/v2/Services' }, 404, 20_404],
    ['another method', start, { method: 'GET' }, 405, 20_004],
    ['JSON', start, { contentType: 'application/json' }, 400, 60_200],
    ['no number', { Channel: 'sms' }, {}, 400, 60_200],
    ['a number without a plus', { ...start, To: '33612345678' }, {}, 400, 60_200],
    ['another channel', { ...start, Channel: 'fax' }, {}, 400, 60_200],
    ['a short code', { ...start, CustomCode: '123' }, {}, 400, 60_200],
    ['a long code', { ...start, CustomCode: '12345678901' }, {}, 400, 60_200],
    ['a language that is not translated', { ...start, Locale: 'ga' }, {}, 404, 20_404],
    ['an unknown template', { ...start, TemplateSid: `HJ${'1'.repeat(32)}` }, {}, 400, 60_228],
    ['a template without its value', { ...start, ...template }, {}, 400, 60_224],
  ] as const)('with %s is refused', async (_, parameters, asked, status, code) => {
    expect(await ask(parameters, asked)).toMatchObject({ status, code });
    expect(emulator.messages).toEqual([]);
  });

  test('with a code of ours is refused if the service does not take them', async () => {
    await using other = await startTwilioVerifyEmulator({
      account: { isCustomCodeEnabled: false },
    });
    const { accountSID, authToken, serviceSID } = other.config;
    const response = await fetch(`${other.url}/v2/Services/${serviceSID}/Verifications`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${accountSID}:${authToken}`)}` },
      body: new URLSearchParams({ ...start, CustomCode: '314159' }),
    });
    expect(await response.json()).toMatchObject({ status: 403, code: 60_204 });
  });
});

function check(code: string) {
  const path = `/v2/Services/${emulator.config.serviceSID}/VerificationCheck`;
  return ask({ To: to, Code: code }, { path });
}

describe('a verification', () => {
  test('takes five checks, and no sixth', async () => {
    await ask(start);
    for (let count = 1; count <= 5; count += 1) {
      expect((await check('none')).body).toMatchObject({ status: 'pending' });
    }
    expect(await check(codeSent())).toMatchObject({ status: 429, code: 60_202 });
  });

  test('keeps its code for ten minutes, and no longer', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await ask(start);
    const code = codeSent();
    vi.setSystemTime(Date.now() + 599_000);
    await ask(start);
    expect(codeSent()).toBe(code);
    vi.setSystemTime(Date.now() + 2000);
    expect(await check(code)).toMatchObject({ status: 404, code: 20_404 });
    await ask({ ...start, CustomCode: '314159' });
    expect(codeSent()).toBe('314159');
  });

  test('that was approved is forgotten', async () => {
    await ask(start);
    expect((await check(codeSent())).body).toMatchObject({ status: 'approved' });
    expect(await check(codeSent())).toMatchObject({ status: 404, code: 20_404 });
  });

  test('needs a code and a target', async () => {
    await ask(start);
    expect(await check('123')).toMatchObject({ status: 400, code: 60_200 });
    const path = `/v2/Services/${emulator.config.serviceSID}/VerificationCheck`;
    expect(await ask({ Code: '123456' }, { path })).toMatchObject({ status: 400, code: 60_221 });
  });
});
