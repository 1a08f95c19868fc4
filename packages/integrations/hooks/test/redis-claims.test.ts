import { createHmac } from 'node:crypto';
import { redisClaims } from '@sms-connectors/hooks/redis';
import { zitadel } from '@sms-connectors/hooks/zitadel';
import { Redis as Ioredis } from 'ioredis';
import { createClient } from 'redis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { losingProxy } from '../../../../test/redis/losing-proxy.ts';
import { type Redis, startRedis } from '../../../../test/redis/start-redis.ts';
import { recordingSender } from './recording-sender.ts';
import { posted } from './requests.ts';

let redis: Redis;
let ioredis: Ioredis;
let nodeRedis: Awaited<ReturnType<typeof connected>>;

const connected = async (url: string) => {
  const client = createClient({ url });
  client.on('error', () => {});
  return client.connect();
};

const signingKey = 'a signing key of the tests';

/** The same message of Zitadel each time. */
function request(): Request {
  const body = JSON.stringify({
    contextInfo: { recipientPhoneNumber: '+33612345678' },
    args: { code: '904172' },
  });
  const seconds = Math.floor(Date.now() / 1000);
  const hmac = createHmac('sha256', signingKey).update(`${seconds}.${body}`).digest('hex');
  const headers = { 'zitadel-signature': `t=${seconds},v1=${hmac}` };
  return posted('https://example.com', body, headers);
}

beforeAll(async () => {
  redis = await startRedis();
  ioredis = new Ioredis(redis.url, { retryStrategy: () => 50 });
  ioredis.on('error', () => {});
  nodeRedis = await connected(redis.url);
});
beforeEach(async () => {
  await ioredis.flushall();
});
afterAll(async () => {
  ioredis.disconnect();
  nodeRedis.destroy();
  await redis[Symbol.asyncDispose]();
});

describe.each([
  ['ioredis', () => ioredis],
  ['redis', () => nodeRedis],
])('claims with %s', (_, client) => {
  test('are granted once, to one of many', async () => {
    const claims = redisClaims({ client: client() });
    const granted = await Promise.all(
      Array.from({ length: 20 }, async () => claims.claim('own m-1')),
    );
    expect(granted.filter(Boolean)).toHaveLength(1);
    expect(await claims.claim('own m-2')).toBe(true);
  });

  test('are granted again once they are given back', async () => {
    const claims = redisClaims({ client: client() });
    await claims.claim('own m-1');
    await claims.release('own m-1');
    expect(await claims.claim('own m-1')).toBe(true);
  });

  test('are kept eleven minutes, under the prefix', async () => {
    await redisClaims({ client: client() }).claim('own m-1');
    await redisClaims({ client: client(), keyPrefix: 'app' }).claim('own m-1');
    expect((await ioredis.keys('*')).toSorted()).toEqual(['app:own m-1', 'sms-hooks:own m-1']);
    const leftMs = await ioredis.pttl('app:own m-1');
    expect(leftMs).toBeGreaterThan(650_000);
    expect(leftMs).toBeLessThanOrEqual(660_000);
  });

  test('are one for all processes: a request to two of them sends one message', async () => {
    const { sender, sent } = recordingSender();
    const process = () =>
      zitadel({ signingKey, sender, claims: redisClaims({ client: client() }) });
    const answers = await Promise.all([process()(request()), process()(request())]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(sent).toHaveLength(1);
    // Whoever reads the keys learns neither the number nor the code.
    const [key] = await ioredis.keys('*');
    expect(key).toMatch(/^sms-hooks:zitadel [\w+/=]{44}$/);
  });
});

describe.each([
  [
    'ioredis',
    (url: string) => {
      const client = new Ioredis(url, { retryStrategy: () => 50 });
      client.on('error', () => {});
      return { client, close: () => client.disconnect() };
    },
  ],
  [
    'redis',
    async (url: string) => {
      const client = await connected(url);
      return { client, close: () => client.destroy() };
    },
  ],
])('a claim whose answer is lost, with %s,', (_, open) => {
  test('is granted, and to nobody else', async () => {
    await using proxy = await losingProxy(redis.port);
    const { client, close } = await open(proxy.url);
    try {
      await client.get('connected');
      const claims = redisClaims({ client });
      proxy.loseNextAnswer();
      expect(await claims.claim('own m-1')).toBe(true);
      expect(proxy.lost()).toBe(1);
      expect(await claims.claim('own m-1')).toBe(false);
    } finally {
      close();
    }
  });
});

test('while Redis is silent, nothing is sent, and the platform asks again', async () => {
  const { sender, sent } = recordingSender();
  const claims = redisClaims({ client: ioredis });
  const handle = zitadel({ signingKey, sender, claims });
  redis.pause();
  try {
    expect((await handle(request())).status).toBe(503);
    expect(sent).toEqual([]);
  } finally {
    redis.resume();
  }
  await expect.poll(() => ioredis.keys('*')).toEqual([]);
  expect((await handle(request())).status).toBe(200);
  expect(sent).toHaveLength(1);
});

test('something that is no client is refused', () => {
  expect(() => redisClaims({ client: {} })).toThrow(TypeError);
});
