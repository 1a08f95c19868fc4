import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type EmulatorTools, startEmulator } from '@sms-connectors/core/testing';
import { describe, expect, test } from 'vitest';

/** An emulator that hands out its tools, and a server for its webhooks. */
async function start(options: Parameters<typeof startEmulator>[1] = {}) {
  let tools: EmulatorTools | undefined;
  const emulator = await startEmulator(
    {
      answer: (_request, _record, given) => {
        tools = given;
        return { status: 200, body: {} };
      },
      rateLimited: () => ({ status: 429, body: {} }),
    },
    options,
  );
  await fetch(emulator.url);
  if (tools === undefined) throw new Error('The emulator answered nothing.');
  return { emulator, ...tools };
}

async function startReceiver(status = 200, headers: Record<string, string> = {}) {
  const received: { method: string; url: string; body: string; signature: unknown }[] = [];
  let hangs = false;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { method = '', url = '' } = request;
    received.push({ method, url, body, signature: request.headers['x-signature'] });
    if (!hangs) response.writeHead(status, headers).end('ignored');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    received,
    hang: () => {
      hangs = true;
    },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/reports`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('a webhook', () => {
  test('goes to the URL with its headers and body', async () => {
    const { emulator, sendWebhook } = await start();
    await using _ = emulator;
    await using receiver = await startReceiver();
    await sendWebhook(receiver.url, () => ({ headers: { 'x-signature': 's1' }, body: 'a=1' }));
    await sendWebhook(receiver.url, async (url) => ({ method: 'GET', url: `${url}?a=2` }));
    expect(receiver.received).toEqual([
      { method: 'POST', url: '/reports', body: 'a=1', signature: 's1' },
      { method: 'GET', url: '/reports?a=2', body: '', signature: undefined },
    ]);
  });

  test.each([
    ['no URL', undefined],
    ['another host', 'http://example.com/reports'],
    ['something else than a URL', 'reports'],
  ])('is not made for %s', async (_name, url) => {
    const { emulator, sendWebhook } = await start();
    await using _ = emulator;
    let made = 0;
    await sendWebhook(url, () => {
      made += 1;
      return {};
    });
    expect(made).toBe(0);
  });

  test('cannot leave the allowed hosts by its own URL, or by a redirect', async () => {
    const { emulator, sendWebhook } = await start();
    await using _ = emulator;
    await using elsewhere = await startReceiver();
    await using receiver = await startReceiver(307, { location: elsewhere.url });
    await sendWebhook(receiver.url, () => ({ url: 'http://example.com/reports' }));
    expect(receiver.received).toEqual([]);
    await sendWebhook(receiver.url, () => ({}));
    expect(receiver.received).toHaveLength(1);
    expect(elsewhere.received).toEqual([]);
  });

  test('goes to a configured origin', async () => {
    const { emulator, sendWebhook } = await start({ webhookOrigins: ['http://app.invalid:3000'] });
    await using _ = emulator;
    let made = 0;
    const make = () => {
      made += 1;
      return {};
    };
    await sendWebhook('http://app.invalid:3000/reports', make);
    expect(made).toBe(1);
    await sendWebhook('http://app.invalid/reports', make);
    expect(made).toBe(1);
  });

  test.each(['http://app.invalid:3000/', ' http://app.invalid:3000', 'app.invalid', ''])(
    'cannot go to %j, which is no origin',
    async (origin) => {
      await expect(start({ webhookOrigins: [origin] })).rejects.toThrow(
        new TypeError('webhookOrigins: Write each as http://app:3000, without a path.'),
      );
    },
  );

  test('that cannot be made or delivered harms nothing', async () => {
    const { emulator, sendWebhook } = await start();
    await using _ = emulator;
    await sendWebhook('http://127.0.0.1:1/reports', () => ({}));
    await sendWebhook(emulator.url, () => Promise.reject(new Error('no key')));
    expect((await fetch(emulator.url)).status).toBe(200);
  });

  test('under way ends before the emulator closes; later ones are not sent', async () => {
    const { emulator, sendWebhook } = await start();
    await using receiver = await startReceiver();
    const ended: string[] = [];
    const sending = sendWebhook(receiver.url, async () => {
      await delay(100);
      return { body: 'late' };
    }).then(() => ended.push('webhook'));
    await delay(20);
    await emulator.close();
    ended.push('emulator');
    await sending;
    expect(ended).toEqual(['webhook', 'emulator']);
    expect(receiver.received).toMatchObject([{ body: 'late' }]);
    await sendWebhook(receiver.url, () => ({}));
    expect(receiver.received).toHaveLength(1);
  });

  test('that hangs is canceled a second after the emulator closes', async () => {
    const { emulator, sendWebhook } = await start();
    await using receiver = await startReceiver();
    receiver.hang();
    const sending = sendWebhook(receiver.url, () => ({}));
    await expect.poll(() => receiver.received.length).toBe(1);
    const begin = performance.now();
    await emulator.close();
    await sending;
    expect(performance.now() - begin).toBeGreaterThan(900);
    expect(performance.now() - begin).toBeLessThan(5000);
  });
});
