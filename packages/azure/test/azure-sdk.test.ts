import { SmsClient } from '@azure/communication-sms';
import { azure } from '@sms-connectors/azure';
import { startAzureEmulator } from '@sms-connectors/azure/emulator';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { attemptedRequests } from '../../../test/attempted-requests.ts';
import { runs } from '../../../test/property-runs.ts';
import { config } from './config.ts';
import { sign } from './sign.ts';

// Azure's own SDK checks our requests by signing the same ones, and the emulator by using it.
const emulator = await startAzureEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

/** The requests that a connector makes to send and to check its config. */
function requestsOf(connectionString: string, code: string) {
  const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
  const message = { to: '+33612345678', usageType: 'Generic', payload: { code } } as const;
  return attemptedRequests(async (http) => {
    const sms = azure({ ...config, connectionString, templates }, { http });
    await sms.verifyConfig?.();
    await sms.send(message);
  });
}

describe('the signature', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  test('is that of Azure’s own SDK for any text, key and time', async () => {
    const cases = fc.record({
      code: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
      key: fc.uint8Array({ minLength: 1, maxLength: 80 }),
      now: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ code, key, now }) => {
        vi.setSystemTime(now);
        const accessKey = Buffer.from(key).toString('base64');
        const endpoint = 'https://contoso.communication.azure.com/';
        const requests = await requestsOf(`endpoint=${endpoint};accesskey=${accessKey}`, code);
        expect(requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
        for (const request of requests) {
          const { host, ...theirs } = await sign(request, accessKey);
          expect(host).toBe(new URL(request.url).host);
          expect(request.headers).toMatchObject(theirs);
        }
      }),
      runs(200),
    );
  });
});

describe('the emulator, used by Azure’s own SDK', () => {
  const { accessKey } = emulator.account;
  const { from } = emulator.config;

  function sdk(key = accessKey): SmsClient {
    const options = { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } };
    return new SmsClient(`endpoint=${emulator.url};accesskey=${key}`, options);
  }

  test('takes messages to several people, and says what it does not take', async () => {
    const to = ['+33612345678', '33612345679'];
    const results = await sdk().send(
      { from, to, message: 'Hello' },
      { enableDeliveryReport: true, tag: 'login-1' },
    );
    expect(results).toMatchObject([
      { to: to[0], httpStatusCode: 202, successful: true },
      {
        to: to[1],
        httpStatusCode: 400,
        successful: false,
        errorMessage: 'Invalid To phone number format.',
      },
    ]);
    expect(emulator.messages).toMatchObject([
      { messageId: results[0]?.messageId, to: to[0], from, text: 'Hello', reference: 'login-1' },
    ]);
  });

  test('sends a message again for another request', async () => {
    const client = sdk();
    await client.send({ from, to: ['+33612345678'], message: 'Hello' });
    await client.send({ from, to: ['+33612345678'], message: 'Hello' });
    expect(emulator.messages).toHaveLength(2);
  });

  test.each([
    ['another key', 'b3RoZXI=', from],
    ['a sender of somebody else', accessKey, '+14255550199'],
  ])('refuses %s', async (_, key, sender) => {
    const sending = sdk(key).send({ from: sender, to: ['+33612345678'], message: 'Hello' });
    await expect(sending).rejects.toMatchObject({ name: 'RestError', statusCode: 401 });
    expect(emulator.messages).toEqual([]);
  });

  test('refuses a sender that is none', async () => {
    const sending = sdk().send({ from: '+14', to: ['+33612345678'], message: 'Hello' });
    await expect(sending).rejects.toMatchObject({ statusCode: 400 });
  });
});
