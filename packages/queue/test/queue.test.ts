import { setTimeout as delay } from 'node:timers/promises';
import { ConnectorError, type Message, type SendEvent } from '@sms-connectors/core';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { failover } from '@sms-connectors/policies';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  errorOf,
  messageQueue,
  type MessageQueue,
  type MessageQueueOptions,
  type NotAccepted,
  type QueueEvent,
} from '../src/index.ts';
import { messageOf, messagesOf, secret } from './support/messages.ts';
import { provider } from './support/provider.ts';
import { newName, sharedRedis, type SharedRedis } from './support/redis.ts';

let redis: SharedRedis;
const opened: MessageQueue[] = [];

beforeAll(async () => {
  redis = await sharedRedis();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((queue) => queue.close()));
});
afterAll(async () => {
  await redis[Symbol.asyncDispose]();
});

function open(
  options: Partial<MessageQueueOptions> = {},
): MessageQueue & { readonly events: QueueEvent[] } {
  const events: QueueEvent[] = [];
  const queue = messageQueue({
    client: redis.connect(),
    secret,
    name: newName(),
    lockMs: 1000,
    onEvent: (event) => void events.push(event as QueueEvent),
    ...options,
  });
  opened.push(queue);
  return { ...queue, events };
}

describe('a message', () => {
  test('goes from the queue through a worker to the provider, and its result is known', async () => {
    const queue = open();
    const sender = provider();
    const message = messageOf(1);
    const { id } = await queue.enqueue(message);
    expect(await queue.result(id)).toEqual({ status: 'waiting' });
    queue.worker({ sender });
    const end = await queue.waitFor(id);
    expect(end).toMatchObject({ status: 'accepted', tries: 1, receipt: { messageId: 'SM1' } });
    expect(await queue.result(id)).toEqual(end);
    expect(sender.asked.map(({ message: sent }) => sent)).toEqual([message]);
    expect(queue.events.map(({ type }) => type)).toEqual(['message_queued', 'message_ended']);
    expect(await queue.lanes.get('default')?.getJob(id)).toBeUndefined();
  });

  test('that is rejected for good ends so, and what BullMQ keeps of it has no content', async () => {
    const queue = open();
    const sender = provider();
    sender.next({ code: 'opted_out' });
    queue.worker({ sender });
    const { id } = await queue.enqueue(messageOf(1));
    const end = (await queue.waitFor(id)) as NotAccepted;
    expect(end).toMatchObject({ status: 'rejected', error: { code: 'opted_out' } });
    const error = errorOf(end.error);
    expect(error).toBeInstanceOf(ConnectorError);
    expect(error).toMatchObject({ outcome: 'rejected', provider: { id: 'provider' } });
    const lane = queue.lanes.get('default');
    await expect.poll(async () => lane?.getFailedCount()).toBe(1);
    const job = await lane?.getJob(id);
    expect(job).toMatchObject({ data: {}, failedReason: 'rejected: opted_out' });
    // Somebody presses “Retry” in a dashboard.
    await job?.retry();
    await expect.poll(async () => lane?.getFailedCount()).toBe(1);
    expect(await queue.result(id)).toEqual(end);
    expect(sender.asked).toHaveLength(1);
  });

  test('that may have been sent is not sent again', async () => {
    const queue = open();
    const sender = provider();
    sender.next({ code: 'timeout', outcome: 'unknown' });
    queue.worker({ sender });
    const { id } = await queue.enqueue(messageOf(1));
    expect(await queue.waitFor(id)).toMatchObject({
      status: 'unknown',
      error: { code: 'timeout' },
    });
    await queue.waitFor((await queue.enqueue(messageOf(2))).id);
    expect(sender.asked).toHaveLength(2);
  });

  test('that was certainly not sent is tried again after the time that the provider names', async () => {
    const queue = open();
    const sender = provider();
    sender.next({ code: 'rate_limited', retryAfterMs: 700 });
    queue.worker({ sender });
    const { id } = await queue.enqueue(messageOf(1));
    await expect.poll(() => queue.events.at(-1)?.type).toBe('message_delayed');
    expect(await queue.result(id)).toEqual({ status: 'waiting' });
    expect(await queue.waitFor(id)).toMatchObject({ status: 'accepted', tries: 2 });
    const [first, second] = sender.asked;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(690);
  });

  test('ends with its failure if its code expires before it may be tried again', async () => {
    const queue = open();
    const sender = provider();
    sender.next({ code: 'rate_limited', retryAfterMs: 5000 });
    queue.worker({ sender });
    const { id } = await queue.enqueue({ ...messageOf(1), expiresAt: new Date(Date.now() + 4000) });
    expect(await queue.waitFor(id)).toMatchObject({
      status: 'rejected',
      error: { code: 'rate_limited', retryAfterMs: 5000 },
    });
  });

  test('is not tried more often than the settings say', async () => {
    const queue = open({ maxTries: 3 });
    const sender = provider('provider', { code: 'provider_unavailable', retryAfterMs: 10 });
    queue.worker({ sender });
    const { id } = await queue.enqueue(messageOf(1));
    expect(await queue.waitFor(id)).toMatchObject({ status: 'rejected', tries: 3 });
    expect(sender.asked).toHaveLength(3);
  });

  test('whose code has expired is not sent, and told', async () => {
    const queue = open();
    const sender = provider();
    const { id } = await queue.enqueue({ ...messageOf(1), expiresAt: new Date(Date.now() + 300) });
    await delay(301);
    queue.worker({ sender });
    expect(await queue.waitFor(id)).toMatchObject({
      status: 'expired',
      error: { code: 'timeout' },
    });
    expect(sender.asked).toHaveLength(0);
    expect(queue.events.at(-1)).toMatchObject({ type: 'message_ended', status: 'expired' });
  });

  test.each([
    ['an invalid date', { ...messageOf(1), expiresAt: 'tomorrow' }, {}],
    ['a date in the past', { ...messageOf(1), expiresAt: new Date(0) }, {}],
    ['no recipient', { usageType: 'SignIn', payload: {} }, {}],
    ['a value that is no JSON', { ...messageOf(1), payload: { code: 1n } }, {}],
    [
      'a getter that throws',
      {
        get to() {
          throw new Error('+33698765401');
        },
      },
      {},
    ],
    ['a text that is too long', { ...messageOf(1), payload: { code: 'x'.repeat(40_000) } }, {}],
    ['a lane that does not exist', messageOf(1), { lane: 'none' }],
    ['a priority that is none', messageOf(1), { priority: -1 }],
    ['a deadline that is none', messageOf(1), { timeoutMs: 0 }],
    ['an empty idempotency key', messageOf(1), { idempotencyKey: '' }],
  ])('with %s is refused before it is enqueued', async (_, message, options) => {
    const queue = open();
    const error = await expectConnectorError(queue.enqueue(message as Message, options));
    expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
    expect(error.message).not.toContain('33698765401');
    expect((await queue.counts())['default']).toMatchObject({ waiting: 0 });
  });

  test('that nobody knows has no result', async () => {
    const queue = open();
    for (const id of ['', 'default.nothing', 'none.nothing', 7 as unknown as string]) {
      expect(await queue.result(id)).toEqual({ status: 'not_found' });
      expect(await queue.waitFor(id, { timeoutMs: 10_000 })).toBeUndefined();
      expect(await queue.cancel(id)).toEqual({ status: 'not_found' });
    }
  });

  test('reaches the sender with its options and with the lines of policies', async () => {
    const queue = open();
    const heard: SendEvent[] = [];
    const [first, second] = [provider('first'), provider('second')];
    queue.worker({ sender: failover([first, second]), onEvent: (event) => void heard.push(event) });
    const { id } = await queue.enqueue(messageOf(1), { avoid: ['first'], timeoutMs: 4000 });
    expect(await queue.waitFor(id)).toMatchObject({
      receipt: { attempts: [{ sender: 'second', outcome: 'accepted' }] },
    });
    expect(second.asked[0]?.options?.timeoutMs).toBeLessThanOrEqual(4000);
    expect(heard.map(({ type }) => type)).toEqual(['attempt_started', 'attempt_ended']);
  });
});

describe('an idempotency key', () => {
  test('makes many calls one message, also after it has ended, and after a change of the secret', async () => {
    const name = newName();
    const [old, fresh] = ['o'.repeat(32), 'n'.repeat(32)];
    const options = { idempotencyKey: 'form 4711 of +33612345678' };
    const queue = open({ name, secret: old });
    const rotated = open({ name, secret: [fresh, old] });
    const many = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? queue : rotated).enqueue(messageOf(index), options),
    );
    const queued = await Promise.all(many);
    const [{ id } = { id: '' }] = queued;
    expect(new Set(queued.map((each) => each.id))).toEqual(new Set([id]));
    const sender = provider();
    rotated.worker({ sender });
    const end = await queue.waitFor(id);
    const again = await rotated.enqueue(messageOf(1), options);
    expect(again).toEqual({ id, isRepeated: true });
    expect(await queue.result(again.id)).toEqual(end);
    expect(sender.asked).toHaveLength(1);
    const other = await queue.enqueue(messageOf(2), { idempotencyKey: 'another' });
    expect(other.id).not.toBe(id);
  });

  test('of a message that its process never enqueued is not lost', async () => {
    const queue = open();
    const options = { idempotencyKey: 'key' };
    const { id } = await queue.enqueue(messageOf(1), options);
    // As if the process had been killed between the two steps.
    await queue.lanes.get('default')?.remove(id);
    expect(await queue.enqueue(messageOf(1), options)).toEqual({ id, isRepeated: false });
    const sender = provider();
    queue.worker({ sender });
    expect(await queue.waitFor(id)).toMatchObject({ status: 'accepted' });
  });
});

describe('a queue', () => {
  test('that is full refuses further messages, and takes them again when it has room', async () => {
    const queue = open({ maxWaiting: 50 });
    const ends = await Promise.allSettled(messagesOf(80).map((message) => queue.enqueue(message)));
    const refused = ends.flatMap((end) =>
      end.status === 'rejected' ? [end.reason as unknown] : [],
    );
    expect(refused).toHaveLength(30);
    expect(refused[0]).toMatchObject({
      code: 'rate_limited',
      outcome: 'rejected',
      retryAfterMs: 1000,
    });
    const error = await expectConnectorError(queue.enqueueAll([{ message: messageOf(1) }]));
    expect(error.code).toBe('rate_limited');
    expect((await queue.counts())['default']?.waiting).toBe(50);
    expect(queue.events.some(({ type }) => type === 'queue_full')).toBe(true);
    queue.worker({ sender: provider() });
    await expect.poll(async () => (await queue.counts())['default']?.waiting).toBe(0);
    await expect.poll(async () => (await queue.enqueue(messageOf(1))).isRepeated).toBe(false);
  });

  test('enqueues many at once, and sends the most urgent first', async () => {
    const queue = open();
    const urgencies = [3, 0, 2, 0, 1];
    const many = urgencies.map((priority, index) => ({ message: messageOf(index), priority }));
    const queued = await queue.enqueueAll(many);
    expect(new Set(queued.map(({ id }) => id)).size).toBe(5);
    const sender = provider();
    queue.worker({ sender, concurrency: 1 });
    await Promise.all(queued.map(async ({ id }) => queue.waitFor(id)));
    expect(sender.asked.map(({ message }) => message)).toEqual([1, 3, 4, 2, 0].map(messageOf));
  });

  test('that is paused sends nothing until it is resumed', async () => {
    const queue = open();
    const sender = provider();
    await queue.pause();
    await queue.worker({ sender }).ready();
    const { id } = await queue.enqueue(messageOf(1));
    expect(await queue.waitFor(id, { timeoutMs: 300 })).toBeUndefined();
    const ended = queue.waitFor(id, { timeoutMs: Number.POSITIVE_INFINITY });
    expect(await Promise.race([ended, delay(300, 'still waits')])).toBe('still waits');
    expect((await queue.counts())['default']).toMatchObject({ waiting: 1, sending: 0 });
    expect((await queue.counts())['default']?.oldestMs).toBeGreaterThan(200);
    await queue.resume();
    expect(await queue.waitFor(id)).toMatchObject({ status: 'accepted' });
  });

  test('that is drained cancels what waits, and loses no result', async () => {
    const queue = open();
    const sender = provider('provider', { ms: 300 });
    queue.worker({ sender, concurrency: 2 });
    const queued = await queue.enqueueAll(
      messagesOf(1200).map((message, index) => ({ message, priority: index % 2 })),
    );
    await expect.poll(() => sender.asked.length).toBeGreaterThan(0);
    const drained = await queue.drain();
    expect(drained).toBeGreaterThan(0);
    const ends = await Promise.all(queued.map(async ({ id }) => queue.waitFor(id)));
    const accepted = ends.filter((end) => end?.status === 'accepted');
    expect(accepted).toHaveLength(sender.asked.length);
    expect(ends.filter((end) => end?.status === 'canceled')).toHaveLength(drained);
    expect(accepted.length + drained).toBe(1200);
    expect((await queue.counts())['default']).toMatchObject({ waiting: 0, delayed: 0 });
  });

  test('cancels a message that waits, and none that is being sent', async () => {
    const queue = open();
    const sender = provider('provider', { ms: 2000 });
    const [first, second] = await queue.enqueueAll([
      { message: messageOf(1) },
      { message: messageOf(2) },
    ]);
    queue.worker({ sender, concurrency: 1 });
    await expect.poll(() => sender.asked.length).toBe(1);
    expect(await queue.cancel(first?.id ?? '')).toEqual({ status: 'sending' });
    expect(await queue.cancel(second?.id ?? '')).toMatchObject({ status: 'canceled' });
    expect(await queue.waitFor(first?.id ?? '')).toMatchObject({ status: 'accepted' });
    expect(await queue.result(second?.id ?? '')).toMatchObject({ error: { code: 'aborted' } });
    expect(sender.asked).toHaveLength(1);
  });

  test('stops when the sends under way have ended, and takes no more', async () => {
    const queue = open();
    const sender = provider('provider', { ms: 500 });
    const worker = queue.worker({ sender, concurrency: 3 });
    const queued = await queue.enqueueAll(messagesOf(10).map((message) => ({ message })));
    await expect.poll(() => sender.asked.length).toBeGreaterThanOrEqual(3);
    await worker.close();
    const begun = sender.asked.length;
    expect(begun).toBeLessThan(10);
    const results = await Promise.all(queued.map(async ({ id }) => queue.result(id)));
    expect(results.filter(({ status }) => status === 'accepted')).toHaveLength(begun);
    expect(results.filter(({ status }) => status === 'waiting')).toHaveLength(10 - begun);
  });

  test('does not wait for a sender that never ends', async () => {
    const queue = open();
    const sender = provider('provider', { ms: 60_000 });
    const worker = queue.worker({ sender, timeoutMs: 200 });
    const { id } = await queue.enqueue(messageOf(1));
    await expect.poll(() => sender.asked.length).toBe(1);
    await worker.close();
    expect(await queue.result(id)).toMatchObject({ status: 'unknown', error: { code: 'timeout' } });
  });

  test('refuses wrong settings', () => {
    const client = redis.connect();
    const bad = (options: object): unknown => {
      try {
        return messageQueue({ client, secret, ...options });
      } catch (error) {
        return error;
      }
    };
    for (const options of [{ secret: 'short' }, { secret: [] }, { lanes: {} }, { maxWaiting: 0 }]) {
      expect(bad(options)).toMatchObject({ code: 'invalid_config' });
    }
    expect(bad({ redisTimeoutMs: -1 })).toMatchObject({ code: 'invalid_config' });
    expect(bad({ client: {} })).toBeInstanceOf(TypeError);
    const queue = open({ lanes: { one: {}, two: {} } });
    expect(() => queue.worker({ sender: { one: provider() } })).toThrow(/lane two/);
  });
});

describe('lanes', () => {
  test('keep a slow provider from holding up another', async () => {
    const lanes = { slow: { concurrency: 5 }, fast: { concurrency: 5 } };
    const queue = open({ lanes, laneOf: laneByLastDigit });
    const slow = provider('slow', { ms: 1500 });
    const fast = provider('fast');
    queue.worker({ sender: { slow, fast } });
    const queued = await queue.enqueueAll(messagesOf(100).map((message) => ({ message })));
    const urgent = queued.filter(({ id }) => id.startsWith('fast.'));
    expect(urgent).toHaveLength(10);
    await Promise.all(urgent.map(async ({ id }) => queue.waitFor(id)));
    expect(fast.asked).toHaveLength(10);
    expect(slow.asked.length).toBeLessThanOrEqual(5);
    await queue.drain();
  });

  test('keep their limit over four workers', async () => {
    const name = newName();
    const lanes = { default: { limit: { messages: 10, seconds: 1 } } };
    const sender = provider();
    const queues = [1, 2, 3, 4].map(() => open({ name, lanes }));
    for (const queue of queues) queue.worker({ sender });
    const [queue] = queues as unknown as [MessageQueue];
    const start = Date.now();
    const queued = await queue.enqueueAll(messagesOf(25).map((message) => ({ message })));
    await Promise.all(queued.map(async ({ id }) => queue.waitFor(id)));
    const times = sender.asked.map(({ at }) => at);
    // The first period begins with the first message, and a busy machine sends later, never sooner.
    expect(times.filter((at) => at < start + 950).length).toBeLessThanOrEqual(10);
    expect(times.filter((at) => at < start + 1950).length).toBeLessThanOrEqual(20);
    expect(times).toHaveLength(25);
  });
});

describe('the sender of a queue', () => {
  test('ends as the sender of the worker ends', async () => {
    const queue = open();
    const sender = provider();
    sender.next({}, { code: 'opted_out' }, { code: 'timeout', outcome: 'unknown' });
    queue.worker({ sender });
    const sms = queue.sender();
    expect(await sms.send(messageOf(1))).toMatchObject({ messageId: 'SM1' });
    const rejected = await expectConnectorError(sms.send(messageOf(2)));
    expect(rejected).toMatchObject({ code: 'opted_out', outcome: 'rejected' });
    const unknown = await expectConnectorError(sms.send(messageOf(3)));
    expect(unknown).toMatchObject({ code: 'timeout', outcome: 'unknown' });
  });

  test('sends in a policy, whose deadlines are no whole milliseconds', async () => {
    const queue = open({ afterUndelivered: 'next' });
    queue.worker({ sender: provider() });
    const sms = failover([queue.sender()], { timeoutMs: 3000 });
    expect(await sms.send(messageOf(1))).toMatchObject({ messageId: 'SM1' });
    const options = { timeoutMs: 2000.5 };
    expect(await queue.sender().send(messageOf(2), options)).toMatchObject({ messageId: 'SM2' });
  });

  test('knows that nothing was sent if no worker took the message in time', async () => {
    const queue = open();
    const sender = provider();
    const startedAt = performance.now();
    const error = await expectConnectorError(queue.sender().send(messageOf(1), { timeoutMs: 400 }));
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(error).toMatchObject({ code: 'timeout', outcome: 'rejected' });
    queue.worker({ sender });
    await queue.waitFor((await queue.enqueue(messageOf(2))).id);
    expect(sender.asked.map(({ message }) => message)).toEqual([messageOf(2)]);
  });

  test('says that the message may have been sent if a worker has it', async () => {
    const queue = open();
    queue.worker({ sender: provider('provider', { ms: 3000 }), timeoutMs: 5000 });
    const sms = queue.sender({ id: 'sms' });
    const controller = new AbortController();
    const canceled = expectConnectorError(sms.send(messageOf(1), controller));
    await expect.poll(async () => (await queue.counts())['default']?.sending).toBe(1);
    controller.abort();
    expect(await canceled).toMatchObject({
      code: 'aborted',
      outcome: 'unknown',
      provider: { id: 'sms' },
    });
    const late = await expectConnectorError(sms.send(messageOf(2), { timeoutMs: 600 }));
    expect(late).toMatchObject({ code: 'timeout', outcome: 'unknown' });
  });

  test('is canceled while the message waits', async () => {
    const queue = open();
    const sms = queue.sender();
    const controller = new AbortController();
    const canceled = expectConnectorError(sms.send(messageOf(1), controller));
    await expect.poll(async () => (await queue.counts())['default']?.waiting).toBe(1);
    controller.abort();
    expect(await canceled).toMatchObject({ code: 'aborted', outcome: 'rejected' });
    const before = await expectConnectorError(sms.send(messageOf(2), controller));
    expect(before).toMatchObject({ code: 'aborted', outcome: 'rejected' });
    expect((await queue.counts())['default']?.waiting).toBe(0);
  });
});

function laneByLastDigit({ to }: Message): string {
  return to.endsWith('0') ? 'fast' : 'slow';
}
