import { type Connector, type DeliveryReport, deliveryReportHandler } from '@sms-connectors/core';
import { failover } from '@sms-connectors/policies';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  messageQueue,
  type MessageQueue,
  type RedisReportStore,
  redisReportStore,
} from '../src/index.ts';
import { messageOf, secret } from './support/messages.ts';
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

/** Believes everything: what is tested comes after. */
const connector = {
  id: 'first',
  manifest: { capabilities: { deliveryReports: { authenticity: 'signed' } } },
  parseDeliveryReport: async ({ body }: { readonly body: string }) => ({
    verified: true,
    reports: JSON.parse(body) as DeliveryReport[],
  }),
} as unknown as Connector;

type Handle = (request: Request) => Promise<Response>;

/** Handlers with a connection each, as processes have them. */
function handlers(
  onReports: (reports: readonly DeliveryReport[]) => Promise<void>,
  keyPrefix = newName(),
): readonly Handle[] {
  return [1, 2, 3, 4].map(() =>
    deliveryReportHandler({
      connectors: [connector],
      store: redisReportStore({ client: redis.connect(), keyPrefix }),
      onReports,
    }),
  );
}

function post(...reports: readonly DeliveryReport[]): Request {
  return new Request('http://localhost/reports/first', {
    method: 'POST',
    body: JSON.stringify(reports),
  });
}

function undelivered(messageId: string, code?: DeliveryReport['code']): DeliveryReport {
  const status = 'undelivered';
  return { messageId, status, code, provider: { id: 'first', status: 'failed' } };
}

/** Sends a report to each handler many times at once; returns the statuses. */
async function postToAll(
  handles: readonly Handle[],
  report: DeliveryReport,
): Promise<readonly number[]> {
  const many = Array.from({ length: 50 }, (_, index) => handles[index % handles.length] as Handle);
  const answers = await Promise.all(many.map((handle) => handle(post(report))));
  return answers.map(({ status }) => status);
}

test('a report that comes 50 times to four processes counts once', async () => {
  const received: DeliveryReport[] = [];
  const handles = handlers(async (reports) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    received.push(...reports);
  });
  const statuses = await postToAll(handles, undelivered('a'));
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(received).toHaveLength(1);
  expect(await postToAll(handles, undelivered('b'))).toHaveLength(50);
  expect(received.map(({ messageId }) => messageId)).toEqual(['a', 'b']);
});

test('a report that one process could not handle is handled by another', async () => {
  let failures = 1;
  const received: DeliveryReport[] = [];
  const handles = handlers(async (reports) => {
    failures -= 1;
    if (failures >= 0) throw new Error('The database is away.');
    received.push(...reports);
  });
  const statuses = await postToAll(handles, undelivered('a'));
  expect(statuses.filter((status) => status === 500).length).toBeGreaterThan(0);
  expect(received).toHaveLength(1);
});

test('a process that handles a report for too long lets the provider ask again', async () => {
  const client = redis.connect();
  const keyPrefix = newName();
  const [store, other] = [1, 2].map(() => redisReportStore({ client, keyPrefix })) as [
    RedisReportStore,
    RedisReportStore,
  ];
  expect(await store.has('a')).toBe(false);
  await expect(other.has('a')).rejects.toThrow(/for too long/);
  await other.release('a');
  expect(await store.has('a')).toBe(false);
  await store.add('a');
  await store.release('a');
  expect(await other.has('a')).toBe(true);
});

function openPair(settings: object) {
  const queue = messageQueue({ client: redis.connect(), secret, name: newName(), ...settings });
  opened.push(queue);
  const [first, second] = [provider('first'), provider('second')];
  queue.worker({ sender: failover([first, second]) });
  return { queue, first, second };
}

test('a message that did not arrive goes to the next provider once', async () => {
  const { queue, first, second } = openPair({ afterUndelivered: 'next' });
  const { id } = await queue.enqueue(messageOf(1));
  await queue.waitFor(id);
  expect(first.asked).toHaveLength(1);
  const handles = handlers((reports) => queue.handleReports(reports));
  await postToAll(handles, undelivered('SM1'));
  // Without a store that remembers, it is one message all the same.
  const many = Array.from({ length: 20 }, async () => queue.handleReports([undelivered('SM1')]));
  await Promise.all(many);
  const next = await queue.waitFor(`${id}.next`);
  expect(next).toMatchObject({ status: 'accepted', receipt: { provider: { id: 'second' } } });
  expect(await queue.result(id)).toMatchObject({ status: 'accepted', next });
  await queue.handleReports([
    undelivered('SM1'),
    { ...undelivered('SM1'), provider: { id: 'second', status: 'failed' } },
  ]);
  await queue.waitFor((await queue.enqueue(messageOf(2))).id);
  expect([first.asked.length, second.asked.length]).toEqual([2, 1]);
  expect(second.asked[0]?.message).toEqual(messageOf(1));
});

test.each([
  ['by default', {}, undelivered('SM1'), {}],
  ['to a person who opted out', { afterUndelivered: 'next' }, undelivered('SM1', 'opted_out'), {}],
  [
    'if it arrived',
    { afterUndelivered: 'next' },
    { ...undelivered('SM1'), status: 'delivered' },
    {},
  ],
  ['if it is of somebody else', { afterUndelivered: 'next' }, undelivered('SM9'), {}],
  [
    'after its code has expired',
    { afterUndelivered: 'next' },
    undelivered('SM1'),
    { expires: 700 },
  ],
] as const)(
  'no message goes to the next provider %s',
  async (_, settings, report, { ...given }) => {
    const { expires } = given as { readonly expires?: number };
    const { queue, first, second } = openPair(settings);
    const expiresAt = expires === undefined ? undefined : new Date(Date.now() + expires);
    const { id } = await queue.enqueue({ ...messageOf(1), expiresAt });
    await queue.waitFor(id);
    if (expires !== undefined) await new Promise((resolve) => setTimeout(resolve, expires));
    await queue.handleReports([report]);
    await queue.waitFor((await queue.enqueue(messageOf(2))).id);
    expect([first.asked.length, second.asked.length]).toEqual([2, 0]);
    expect(await queue.result(`${id}.next`)).toEqual({ status: 'not_found' });
  },
);
