import type { ConnectorError, Message, Sender } from '@sms-connectors/core';
import { expect, test } from 'vitest';
import { observe } from '../src/index.ts';
import { describePolicy, type PolicyOptions } from '../src/testing/index.ts';

/** Runs the kit on a policy and returns what fails, by the name of the test. */
async function failuresOf(policy: PolicyOptions['policy']): Promise<readonly string[]> {
  const tests: { readonly name: string; readonly body: () => Promise<void> }[] = [];
  const runner = {
    describe: (_: string, body: () => void) => body(),
    test: (name: string, body: () => Promise<void>) => tests.push({ name, body }),
  };
  describePolicy({ runner, policy });
  const failed: string[] = [];
  for (const { name, body } of tests) {
    await body().catch(() => failed.push(name));
  }
  return failed;
}

const good = (sender: Sender): Sender => observe(sender, () => undefined);
type Send = Sender['send'];
/** A policy that does something wrong, and everything else as `observe` does. */
const broken =
  (change: (send: Send, sender: Sender) => Send): PolicyOptions['policy'] =>
  (sender) => ({ id: 'broken', send: change(good(sender).send, sender) });

test('the kit has nothing against a good policy', async () => {
  expect(await failuresOf(good)).toEqual([]);
});

test.each<[string, PolicyOptions['policy'], string]>([
  [
    'throws instead of rejecting',
    broken((send) => (message, options) => {
      if (typeof message !== 'object') throw new TypeError('no message');
      return send(message, options);
    }),
    'is a sender',
  ],
  [
    'changes the message',
    broken((send) => (message, options) => send({ ...message, locale: 'en' }, options)),
    'passes the message on as it is, once',
  ],
  [
    'sends twice',
    broken((send) => async (message, options) => {
      await send(message, options);
      return send(message, options);
    }),
    'passes the message on as it is, once',
  ],
  [
    'drops the attempts',
    broken((send) => async (message, options) => {
      const { attempts: _, ...receipt } = await send(message, options);
      return receipt;
    }),
    'returns the receipt of the sender below, with what was tried',
  ],
  [
    'makes up a status',
    broken((send) => async (message, options) => ({
      ...(await send(message, options)),
      status: 'sent',
    })),
    'returns the receipt of the sender below, with what was tried',
  ],
  [
    'repeats after any failure',
    broken(
      (send) => (message, options) => send(message, options).catch(() => send(message, options)),
    ),
    'that may have sent the message is not followed by another attempt',
  ],
  [
    'repeats a message that was rejected',
    broken(
      (send) => (message, options) =>
        send(message, options).catch((error: ConnectorError) => {
          if (error.outcome === 'rejected') return send(message, options);
          throw error;
        }),
    ),
    'is followed by another attempt only if the policy says so',
  ],
  [
    'says that nothing was sent',
    broken(
      (send) => (message, options) =>
        send(message, options).catch((error: ConnectorError) => {
          throw Object.assign(Object.create(error) as ConnectorError, { outcome: 'rejected' });
        }),
    ),
    'keeps its code, outcome and facts',
  ],
  [
    'lets the error of a broken sender through',
    broken((_, sender) => sender.send),
    'that is no ConnectorError becomes one, with an unknown outcome and no details',
  ],
  [
    'drops the signal',
    broken((send) => (message, options) => send(message, { ...options, signal: undefined })),
    'a canceled send ends at once, and cancels the sender below',
  ],
  [
    'drops the deadline',
    broken((send) => (message, options) => send(message, { ...options, timeoutMs: undefined })),
    'the deadline reaches the sender below, and is not longer there',
  ],
  [
    'drops the listener',
    broken((send) => (message, options) => send(message, { ...options, onEvent: undefined })),
    'events of the sender below reach the caller',
  ],
  [
    'lets a listener disturb',
    broken((send) => (message, options) => {
      options?.onEvent?.({ type: 'sending' });
      return send(message, options);
    }),
    'a listener that throws does not disturb the send',
  ],
  [
    'tells the recipient',
    broken((send) => (message, options) => {
      try {
        options?.onEvent?.({ type: `sending to ${message.to}` });
      } catch {
        // It only listens.
      }
      return send(message, options);
    }),
    'no event, receipt or error contains personal data',
  ],
  [
    'mixes messages up',
    (sender) => {
      let last: Message;
      return {
        id: 'broken',
        send: async (message, options) => {
          last = message;
          await Promise.resolve();
          return good(sender).send(last, options);
        },
      };
    },
    'do not get mixed up',
  ],
])('the kit finds a policy that %s', async (_, policy, failing) => {
  expect(await failuresOf(policy)).toContain(failing);
});
