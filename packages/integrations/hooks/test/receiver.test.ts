import { setTimeout as delay } from 'node:timers/promises';
import { ConnectorError, type Sender } from '@sms-connectors/core';
import { type ClaimStore, fixedCredentials, receiver, statusAnswer } from '@sms-connectors/hooks';
import { expect, test } from 'vitest';
import { recordingSender } from './recording-sender.ts';
import { posted, secret } from './requests.ts';

const url = 'https://example.com/hooks/own';
const request = (): Request => posted(url, {}, { authorization: `Bearer ${secret}` });

/** The hook of one's own platform, as the guide describes it. */
const handlerOf = (
  sender: Sender,
  claims: ClaimStore,
  onError?: (error: ConnectorError) => void,
): ((request: Request) => Promise<Response>) =>
  receiver(
    {
      id: 'own',
      audience: 'queue',
      deadlineMs: 5000,
      prove: fixedCredentials({ token: secret }),
      read: () => ({
        key: 'm-1',
        message: { to: '+33612345678', usageType: 'SignIn', payload: { code: '904172' } },
      }),
      answer: statusAnswer,
    },
    { sender, claims, onError },
  );

test('nothing is sent while the store of claims fails, and the request may come again', async () => {
  const { sender, sent } = recordingSender();
  const errors: ConnectorError[] = [];
  let isDown = true;
  const claims: ClaimStore = {
    claim: () => (isDown ? Promise.reject(new Error('6379')) : true),
    release: () => undefined,
  };
  const handle = handlerOf(sender, claims, (error) => errors.push(error));
  expect((await handle(request())).status).toBe(503);
  expect(errors).toMatchObject([{ code: 'network', outcome: 'rejected', provider: { id: 'own' } }]);
  expect(errors[0]?.message).not.toContain('6379');
  expect(sent).toEqual([]);
  isDown = false;
  expect((await handle(request())).status).toBe(200);
  expect(sent).toHaveLength(1);
});

test('a claim that is granted too late is given back', async () => {
  const { sender, sent } = recordingSender();
  const released: string[] = [];
  const claims: ClaimStore = {
    claim: () => delay(1100, true),
    release: (key) => released.push(key),
  };
  expect((await handlerOf(sender, claims)(request())).status).toBe(503);
  expect([sent, released]).toEqual([[], []]);
  await delay(300);
  expect(released).toEqual(['own m-1']);
});

test('the time that a claim takes is not left for the message', async () => {
  const limits: (number | undefined)[] = [];
  const sender: Sender = {
    id: 'slow',
    send: async (_, options) => {
      limits.push(options?.timeoutMs);
      return { messageId: 'M1', status: 'queued', provider: { id: 'slow' } };
    },
  };
  const claims: ClaimStore = { claim: () => delay(500, true), release: () => undefined };
  await handlerOf(sender, claims)(request());
  expect(limits[0]).toBeLessThanOrEqual(4001);
  expect(limits[0]).toBeGreaterThan(3000);
});

test('the answer is no although the claim cannot be given back', async () => {
  const sender: Sender = {
    id: 'down',
    send: () =>
      Promise.reject(
        new ConnectorError({
          code: 'provider_unavailable',
          outcome: 'rejected',
          provider: { id: 'down' },
        }),
      ),
  };
  const claims: ClaimStore = {
    claim: () => true,
    release: () => Promise.reject(new Error('6379')),
  };
  expect((await handlerOf(sender, claims)(request())).status).toBe(503);
});
