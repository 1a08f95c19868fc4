import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { Redis as Ioredis } from 'ioredis';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '../../../test/free-port.ts';
import { type Redis, startRedis } from '../../../test/redis/start-redis.ts';
import { redisState } from '../src/state.ts';
import { redisAnswers } from '../src/stores/redis-answers.ts';
import { secretsOf } from '../src/stores/secrets.ts';
import { secret, startGateway, templates } from './trial.ts';

const message = { to: '+33612345678', usageType: 'SignIn', payload: { code: '904172' } };
const hookKey = btoa('a key of the tests, 32 bytes lon');
const hook = JSON.stringify({
  metadata: { uuid: crypto.randomUUID() },
  user: { phone_confirmed_at: '2026-01-01T00:00:00Z' },
  sms: { otp: '904172', phone: '33612345678' },
});

let redis: Redis;
let client: Ioredis;
beforeAll(async () => {
  redis = await startRedis();
  client = new Ioredis(redis.url, { retryStrategy: () => 50 });
  client.on('error', () => {});
});
beforeEach(async () => {
  await client.flushall();
});
afterAll(async () => {
  client.disconnect();
  await redis[Symbol.asyncDispose]();
});

const start = (changes: object = {}) =>
  startGateway(
    changes as Record<string, unknown>,
    {},
    { open: (log) => redisState(redis.url, log) },
  );

async function valueOf(key: string): Promise<unknown> {
  const type = await client.type(key);
  if (type === 'hash') return client.hgetall(key);
  if (type === 'list') return client.lrange(key, 0, -1);
  if (type === 'set') return client.smembers(key);
  if (type === 'zset') return client.zrange(key, 0, -1);
  return type === 'stream' ? client.xrange(key, '-', '+') : client.get(key);
}

/** Two gateways with the same keys, as two replicas of one config. */
async function startTwo(changes: object = {}) {
  const one = await start(changes);
  const two = await start({ ...changes, keys: one.config.keys });
  const both = [one, two] as const;
  const ask: typeof one.ask = (path, body, given) =>
    two.ask(path, body, { key: one.keys, ...given });
  return {
    one,
    two: { ...two, ask },
    sent: async () => (await Promise.all(both.map(({ inbox }) => inbox()))).flat(),
    [Symbol.asyncDispose]: async () => {
      for (const each of both) await each[Symbol.asyncDispose]();
    },
  };
}

describe('two gateways with one Redis', () => {
  test('check what the other one has started, once', async () => {
    await using gateways = await startTwo();
    const { one, two } = gateways;
    const { body } = await one.ask('/verify/start', { to: message.to, usageType: 'SignIn' });
    const code = /\d{6}/.exec((await gateways.sent())[0]?.text ?? '')?.[0];
    const check = { id: body['id'], code };
    const checks = await Promise.all([one, two].map(({ ask }) => ask('/verify/check', check)));
    const statuses = checks.map((answer) => answer.body['status']);
    expect(new Set(statuses)).toEqual(new Set(['approved', 'used']));
  });

  test('count the limits of the plan together', async () => {
    const limits = { perRecipient: [{ messages: 1, seconds: 60 }] };
    await using gateways = await startTwo({ plan: { routes: { default: ['mock'] }, limits } });
    expect((await gateways.one.ask('/send', message)).status).toBe(200);
    expect((await gateways.two.ask('/send', message)).status).toBe(429);
  });

  test('answer an Idempotency-Key once, wherever it comes', async () => {
    await using gateways = await startTwo();
    const headers = { 'idempotency-key': message.to };
    const { one, two } = gateways;
    const answers = await Promise.all(
      [one, two, one, two].map(({ ask }) => ask('/send', message, { headers })),
    );
    for (const { status, text } of answers) expect([status, text]).toEqual([200, answers[0]?.text]);
    expect(await gateways.sent()).toHaveLength(1);
    const other = { ...message, payload: { code: '111111' } };
    expect((await two.ask('/send', other, { headers })).status).toBe(422);
  });

  test('send the message of a hook once', async () => {
    await using gateways = await startTwo({
      hooks: { supabase: { secret: `v1,whsec_${hookKey}` } },
    });
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
      'webhook-signature': new Webhook(hookKey).sign('msg_1', new Date(), hook),
    };
    const { one, two } = gateways;
    const answers = await Promise.all(
      [one, two].map(({ ask }) => ask('/hooks/supabase', hook, { scope: 'none', headers })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await gateways.sent()).toHaveLength(1);
  });

  test('pass on a delivery report once, and again after a failure', async () => {
    const received: string[] = [];
    let status = 500;
    const program = createServer((incoming, outgoing) => {
      void (async () => {
        received.push(await textOf(incoming));
        outgoing.writeHead(status).end();
      })();
    }).listen(0, '127.0.0.1');
    await once(program, 'listening');
    const { port } = program.address() as AddressInfo;
    await using gateways = await startTwo({
      connectors: {
        mock: { templates, deliveryReportSecret: 'the-secret-of-the-reports-of-the-mock' },
      },
      reports: { forwardTo: `http://127.0.0.1:${port}`, secret },
    });
    const { connector } = gateways.one.gateway.connectors[0] as { connector: object };
    const { signReport } = connector as {
      signReport: (report: object, url: string) => Promise<Request>;
    };
    const report = async (url: string): Promise<number> =>
      (
        await fetch(
          await signReport({ messageId: 'M1', status: 'delivered' }, `${url}/reports/mock`),
        )
      ).status;
    expect(await report(gateways.one.url)).toBe(500);
    expect(await report(gateways.two.url)).toBe(500);
    expect(received).toHaveLength(2);
    status = 204;
    const urls = Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0 ? gateways.one.url : gateways.two.url,
    );
    const statuses = await Promise.all(urls.map(report));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(received).toHaveLength(3);
    program.close();
  });

  test('leave nothing in Redis that can be read', async () => {
    await using gateways = await startTwo();
    const headers = { 'idempotency-key': message.to };
    await gateways.one.ask('/send', message, { headers });
    const { body } = await gateways.one.ask(
      '/verify/start',
      { to: message.to, usageType: 'SignIn' },
      { headers },
    );
    const code = /\d{6}/.exec((await gateways.sent()).at(-1)?.text ?? '')?.[0] ?? 'none';
    await gateways.one.ask('/verify/check', { id: body['id'], code }, { headers });
    const keys = await client.keys('*');
    expect(keys.length).toBeGreaterThan(4);
    const dump = JSON.stringify([keys, await Promise.all(keys.map(valueOf))]);
    for (const hidden of ['612345678', '904172', `"${code}"`, 'Your code', secret]) {
      expect(dump).not.toContain(hidden);
    }
    // The queue has keys of its own.
    for (const key of keys.filter((name) =>
      /^sms-gateway:(answers|verify|hooks|limits)/.test(name),
    )) {
      expect(await client.pttl(key)).toBeGreaterThan(0);
    }
  });
});

describe('a message in the queue', () => {
  test('is tried again with its Idempotency-Key if it was rejected', async () => {
    await using gateways = await startTwo();
    const { one, two } = gateways;
    // The mock refuses its credentials for this number.
    const refused = { ...message, to: '+12015550108' };
    const headers = { 'idempotency-key': 'k' };
    const tries = async (): Promise<number> => {
      const both = [one, two].map(({ ask }) => ask('/metrics', undefined, { scope: 'metrics' }));
      const counts = (await Promise.all(both)).flatMap(({ text }) =>
        [...text.matchAll(/^messaging_client_sent_messages_total\{.*\} (\d+)/gm)].map(([, count]) =>
          Number(count),
        ),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    };
    expect((await one.ask('/send', refused, { headers })).status).toBe(502);
    const first = await tries();
    expect(first).toBeGreaterThan(0);
    expect((await two.ask('/send', refused, { headers })).status).toBe(502);
    expect(await tries()).toBe(2 * first);
  });

  test('is asked for later, if the client does not wait', async () => {
    await using gateways = await startTwo();
    const { one, two } = gateways;
    const queued = await one.ask('/send', message, { headers: { prefer: 'respond-async' } });
    expect(queued).toMatchObject({ status: 202, body: { outcome: 'queued' } });
    const place = queued.headers.get('location') ?? '';
    expect(place).toBe(`/messages/${String(queued.body['id'])}`);
    await expect
      .poll(async () => (await two.ask(place)).body)
      .toMatchObject({ status: 'accepted', tries: 1, receipt: { segments: 1 } });
    expect(await gateways.sent()).toHaveLength(1);
    expect((await two.ask(place, undefined, { scope: 'verify' })).status).toBe(403);
    expect((await two.ask('/messages/default:x')).status).toBe(404);
    const { text } = await one.ask('/metrics', undefined, { scope: 'metrics' });
    expect(text).toMatch(/^sms_gateway_queue_messages\{.*state="waiting".*\} 0/m);
  });

  test.each([
    ['+12015550101', 422, 'invalid_recipient'],
    ['+12015550108', 502, 'unauthorized'],
    ['+12015550113', 202, 'provider_unavailable'],
  ])('to %s ends as it does without a queue: %i %s', async (to, status, code) => {
    await using gateway = await start();
    expect(await gateway.ask('/send', { ...message, to })).toMatchObject({
      status,
      body: { code },
    });
  });

  test('that cannot be sent yet is queued, and tried again', async () => {
    await using gateway = await start();
    // The mock asks to wait 30 seconds.
    const given = { ...message, to: '+12015550111' };
    const queued = await gateway.ask('/send', given, { headers: { prefer: 'wait=1' } });
    expect(queued).toMatchObject({ status: 202, body: { outcome: 'queued' } });
    expect(await gateway.ask(queued.headers.get('location') ?? '')).toMatchObject({
      body: { status: 'waiting' },
    });
  });
});

test('a changed config that is refused takes no messages from the queue', async () => {
  await using gateway = await start();
  const wrong = { hooks: { supabase: { secret: 'not Base64!' } } };
  await expect(gateway.reload(wrong)).rejects.toThrow(/hooks\.supabase/);
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => gateway.ask('/send', message)),
  );
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  expect(await gateway.inbox()).toHaveLength(20);
  const { text } = await gateway.ask('/metrics', undefined, { scope: 'metrics' });
  expect(text).toMatch(/^sms_gateway_queue_messages\{/m);
});

test('the queue of all gateways sends no faster than its limit', async () => {
  await using gateways = await startTwo({ queue: { limit: { messages: 1, seconds: 1 } } });
  const { one, two } = gateways;
  const startedAt = performance.now();
  const waits = await Promise.all(
    [one, two, one].map(async ({ ask }) => {
      expect((await ask('/send', message)).status).toBe(200);
      return performance.now() - startedAt;
    }),
  );
  // The third message is sent in the third period, and the first begins one.
  expect(Math.max(...waits)).toBeGreaterThan(1900);
  expect(await gateways.sent()).toHaveLength(3);
});

test('a request whose gateway ended in the middle is taken on by another', async () => {
  await using gateway = await start();
  const name = gateway.config.keys[0]?.name;
  const text = JSON.stringify(message);
  const answers = redisAnswers(client, secretsOf([secret]), 'sms-gateway:answers');
  expect(await answers.begin(`${name} /send k`, text)).toBeUndefined();
  const [key = ''] = await client.keys('sms-gateway:answers:*');
  await client.pexpire(key, 24 * 60 * 60 * 1000 - 41_000);
  const headers = { 'idempotency-key': 'k' };
  // The queue has had the message under the same key, or not.
  expect(await gateway.ask('/send', text, { headers })).toMatchObject({ status: 200 });
  expect(await gateway.inbox()).toHaveLength(1);
  // A verification is another one: its code was not seen by anybody.
  const given = JSON.stringify({ to: message.to, usageType: 'SignIn' });
  await answers.begin('verify /verify/start k', given);
  for (const each of await client.keys('sms-gateway:answers:*')) {
    await client.pexpire(each, 24 * 60 * 60 * 1000 - 41_000);
  }
  expect(await gateway.ask('/verify/start', given, { headers })).toMatchObject({
    body: { status: 'started' },
  });
});

test('an answer is opened with the secret that sealed it, while it is replaced', async () => {
  await using gateway = await start();
  const headers = { 'idempotency-key': 'k' };
  const first = await gateway.ask('/send', message, { headers });
  await gateway.reload({ secret: [`${secret}, the next one`, secret] });
  expect((await gateway.ask('/send', message, { headers })).text).toBe(first.text);
  expect(await gateway.inbox()).toEqual([]);
});

test('a store that fails does not say whether an earlier request has sent', async () => {
  const next = `${secret}, the next one`;
  await using gateway = await start({ secret: [next, secret] });
  const headers = { 'idempotency-key': 'k' };
  expect((await gateway.ask('/send', message, { headers })).status).toBe(200);
  // Nobody can open the answer any more.
  await gateway.reload({ secret });
  const again = await gateway.ask('/send', message, { headers });
  expect(again).toMatchObject({ status: 503, body: { code: 'store_failed' } });
  expect(again.text).not.toContain('nothing was sent');
});

test('without Redis nothing is sent that must be sent once, and with it again all is well', async () => {
  await using gateway = await start();
  const { body } = await gateway.ask('/verify/start', { to: message.to, usageType: 'SignIn' });
  const code = /\d{6}/.exec((await gateway.inbox())[0]?.text ?? '')?.[0];
  const ready = async () => (await gateway.ask('/ready')).status;
  expect(await ready()).toBe(200);
  await redis.kill();
  await expect.poll(ready).toBe(503);
  const headers = { 'idempotency-key': 'k' };
  for (const path of ['/send', '/verify/start']) {
    const given = path === '/send' ? message : { to: message.to, usageType: 'SignIn' };
    expect(await gateway.ask(path, given, { headers })).toMatchObject({
      status: 503,
      body: { code: 'store_failed' },
    });
  }
  expect(await gateway.inbox()).toHaveLength(1);
  expect(gateway.lines.map(({ event }) => event)).toContain('redis_lost');

  await redis.start();
  await expect.poll(ready).toBe(200);
  expect(gateway.lines.map(({ event }) => event)).toContain('redis_connected');
  expect(await gateway.ask('/verify/check', { id: body['id'], code })).toMatchObject({
    body: { status: 'approved' },
  });
  expect((await gateway.ask('/send', message, { headers })).status).toBe(200);
});

describe('a gateway does not start', () => {
  test.each([
    [
      'a Redis that does not run',
      async () => `redis://:hunter2@127.0.0.1:${await freePort()}`,
      /127\.0\.0\.1:\d+: ECONNREFUSED/,
    ],
    ['a wrong password', async () => redis.url.replace('//', '//user:hunter2@'), /WRONGPASS/],
    ['no URL', async () => 'hunter2', /no URL/],
  ])('with %s', async (_, urlOf, wanted) => {
    const url = await urlOf();
    const error = await redisState(url, () => undefined).then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    expect(error?.message).toMatch(/REDIS_URL/);
    expect(error?.message).toMatch(wanted);
    expect(error?.message).not.toContain('hunter2');
  });

  test('without a secret', async () => {
    await expect(start({ secret: undefined, verify: undefined })).rejects.toThrow(
      /secret.*REDIS_URL/,
    );
  });
});
