import { ConnectorError, type Message, type Sender, type SendOptions } from '@sms-connectors/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Circuits, failover, guard, named, observe, route } from '../src/index.ts';
import { opentelemetry } from '../src/opentelemetry.ts';
import { message } from './support/message.ts';

const limit = { messages: 100, seconds: 60 };
const policies: readonly [string, (sender: Sender) => Sender][] = [
  ['failover', (sender) => failover([sender], { circuits: new Circuits() })],
  ['route', (sender) => route({ default: sender })],
  ['guard', (sender) => guard(sender, { overall: limit, perRequester: limit })],
  ['observe', (sender) => observe(sender, () => undefined)],
  ['opentelemetry', (sender) => opentelemetry(sender)],
  ['observe around named', (sender) => observe(named('other', sender), () => undefined)],
];
const asked: Message = { ...message, requester: { userId: 'somebody' } };
const receipt = { messageId: '1', status: 'queued', provider: { id: 'a' } };
const acceptor: Sender = { id: 'a', send: async () => receipt };
const secret = 'A secret of +33612345678';
const broken = (): never => {
  throw new Error(secret);
};
const withGetter = <Type extends object>(target: Type, name: string): Type =>
  Object.defineProperty({ ...target }, name, { enumerable: true, get: broken });
/** How a send ended: with an error that says nothing else, or not. */
const endOf = (sent: Promise<unknown>): Promise<string> =>
  sent.then(
    () => 'accepted',
    (error: unknown) => {
      if (!(error instanceof ConnectorError) || error.message.includes('secret')) return 'leaked';
      return `${error.code} ${error.outcome}`;
    },
  );
const rejecting = async (): Promise<void> => broken();

const unhandled: unknown[] = [];
const listen = (error: unknown): void => void unhandled.push(error);
beforeEach(() => void process.on('unhandledRejection', listen));
afterEach(() => void process.off('unhandledRejection', listen));

describe.each(policies)('%s', (_, policy) => {
  test.each([undefined, null, 'sent', {}, { messageId: '1' }, { provider: { id: 'a' } }])(
    'over a sender that returns %o says that the message may have been sent',
    async (answer) => {
      const sender = { id: 'a', send: () => answer } as unknown as Sender;
      await expect(policy(sender).send(asked)).rejects.toMatchObject({
        name: 'ConnectorError',
        code: 'unclassified',
        outcome: 'unknown',
        message: expect.stringContaining('returned no receipt'),
      });
    },
  );

  test('keeps the this of a sender that is an object of a class', async () => {
    class Provider implements Sender {
      readonly id = 'a';
      readonly #receipt = receipt;
      async send() {
        return this.#receipt;
      }
    }
    await expect(policy(new Provider()).send(asked)).resolves.toMatchObject(receipt);
  });

  test.each(['signal', 'timeoutMs', 'connectTimeoutMs', 'onEvent'])(
    'lets nothing out that the getter %s of the options throws',
    async (name) => {
      const options: SendOptions = withGetter({}, name);
      const end = await endOf(policy(acceptor).send(asked, options));
      expect(['accepted', 'invalid_message rejected', 'invalid_recipient rejected']).toContain(end);
    },
  );

  test.each(['to', 'usageType', 'payload', 'requester'])(
    'lets nothing out that the getter %s of the message throws',
    async (name) => {
      const end = await endOf(policy(acceptor).send(withGetter(asked, name)));
      expect(['accepted', 'invalid_message rejected', 'invalid_recipient rejected']).toContain(end);
    },
  );

  test('takes no notice of a listener that rejects', async () => {
    const sender: Sender = {
      id: 'a',
      send: async (_message, options) => {
        options?.onEvent?.({ type: 'sending' });
        return receipt;
      },
    };
    await observe(policy(sender), rejecting).send(asked, { onEvent: rejecting });
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    expect(unhandled).toEqual([]);
  });
});

test.each<[string, () => unknown, RegExp]>([
  ['no routes', () => route(null as never), /senders: Must not be empty/],
  ['no limits', () => guard(acceptor, undefined as never), /Required/],
  ['a list of limits', () => guard(acceptor, [limit] as never), /Must be an object/],
  ['no time', () => guard(acceptor, {}, { storeTimeoutMs: Number.NaN }), /storeTimeoutMs: Must be/],
  ['no circuits', () => failover([acceptor], { circuits: {} as never }), /circuits: Must be/],
])('settings with %s are refused', (_, start, problem) => {
  expect(start).toThrow(problem);
  expect(start).toThrow(ConnectorError);
});

test('observe refuses what is no listener', () => {
  expect(() => observe(acceptor, undefined as unknown as () => void)).toThrow(/Must be a function/);
});

test('named refuses what is no sender', () => {
  expect(() => named('a', undefined as unknown as Sender)).toThrow(/Must be a sender/);
});
