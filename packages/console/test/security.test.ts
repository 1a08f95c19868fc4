import { mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { startTwilioEmulator } from '@sms-connectors/twilio/emulator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RunningConsole, startConsole } from '../src/index.ts';
import { newSessionKeys } from '../src/server/sealed-requests.ts';
import { keyOf, sealedRequest } from '../src/page/sealed-fetch.ts';
import { browserTimeoutMs, openBrowser } from '../../../test/browser/open-browser.ts';
import { type TestProject, testProject, twilioConfig } from './project.ts';

let project: TestProject;
let running: RunningConsole;
beforeEach(async () => {
  project = await testProject('twilio');
  const pageDirectory = path.join(project.directory, 'page');
  await mkdir(path.join(pageDirectory, 'assets'), { recursive: true });
  await writeFile(
    path.join(pageDirectory, 'index.html'),
    '<meta name="nonce" content="{{nonce}}">',
  );
  await writeFile(
    path.join(project.directory, 'sms-connectors.twilio.json'),
    '{"authToken":"hush"}',
  );
  running = await startConsole({ ...project, pageDirectory });
});
afterEach(async () => {
  await running.close();
  await project[Symbol.asyncDispose]();
});

const order = JSON.stringify({
  config: { templates: twilioConfig.templates },
  target: 'provider',
  message: { to: '+447700900123', usageType: 'SignIn', payload: { code: '123456' } },
});

/** Makes a request with any headers, including those that browsers forbid. */
function ask(
  address: string,
  headers: Record<string, string> = {},
  body?: string | Uint8Array,
): Promise<{ status: number; bytes: Buffer; text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<typeof ask>>>();
  const method = body === undefined ? 'GET' : 'POST';
  const sent = httpRequest(`${running.origin}${address}`, { method, headers }, async (answer) => {
    const bytes = await buffer(answer);
    resolve({ status: answer.statusCode ?? 0, bytes, text: bytes.toString() });
  });
  sent.on('error', reject);
  sent.end(body);
  return promise;
}

/** Makes a request as the page does, encrypted with a key, and with any headers. */
async function askSealed(
  address: string,
  body = '',
  { headers = {}, token = running.token }: SealedOptions = {},
): Promise<{ status: number; text: string }> {
  const method = body === '' ? 'GET' : 'POST';
  const key = keyOf(token) ?? new Uint8Array(32);
  const { sealed, open } = sealedRequest(key, address, { method, body });
  const { status, bytes } = await ask(address, headers, sealed);
  if (status !== 200) return { status, text: bytes.toString() };
  const answer = open(bytes);
  return { status: answer.status, text: answer.body };
}

interface SealedOptions {
  readonly headers?: Record<string, string>;
  readonly token?: string;
}

const send = '/api/connectors/mock/send';
const messages = async (): Promise<readonly unknown[]> => {
  const { text } = await askSealed('/api/connectors/mock/live');
  return (JSON.parse(text) as { messages: unknown[] }).messages;
};

test('sends for a request from this page with the session’s key', async () => {
  const headers = { origin: running.origin, 'sec-fetch-site': 'same-origin' };
  expect((await askSealed(send, order, { headers })).status).toBe(200);
  expect(await messages()).toHaveLength(1);
});

describe('sends nothing', () => {
  test.each([
    ['without the key', () => ask(send, {}, order)],
    ['with another key', () => askSealed(send, order, { token: newSessionKeys().publicKey })],
    ['with the key in a header', () => ask(send, bearer(), order)],
    ['with the key in a cookie', () => ask(send, { cookie: `token=${running.token}` }, order)],
    ['with what was encrypted for another path', replayed],
    ['with what was encrypted, changed', changed],
    ['with a public key of low order', () => ask(send, {}, new Uint8Array(100))],
    ['from another site’s page', () => asFrom({ origin: 'https://example.com' })],
    ['from a page without an origin', () => asFrom({ origin: 'null' })],
    ['from another port', () => asFrom({ origin: 'http://127.0.0.1:1' })],
    ['from a link or a form elsewhere', () => asFrom({ 'sec-fetch-site': 'cross-site' })],
    ['from another port’s form', () => asFrom({ 'sec-fetch-site': 'same-site' })],
    ['with another host name for this machine', () => asFrom({ host: 'rebound.example' })],
    ['with that name and the right port', () => asFrom({ host: `rebound.example:${port()}` })],
    [
      'with a host name that starts with the right one',
      () => asFrom({ host: `127.0.0.1.example:${port()}` }),
    ],
  ])('%s', async (_who, attempt) => {
    expect([401, 403]).toContain((await attempt()).status);
    expect(await messages()).toEqual([]);
  });

  test('with an invalid body, and does not repeat the body', async () => {
    const wrong = JSON.stringify({ config: { authToken: 'hush' }, target: 'https://example.com' });
    const { status, text } = await askSealed(send, wrong);
    expect(status).toBe(422);
    expect(text).not.toContain('hush');
  });

  test('to an emulator that does not exist', async () => {
    const { text } = await askSealed(send, order.replace('provider', 'emulator'));
    expect(JSON.parse(text)).toMatchObject({ outcome: 'rejected', code: 'invalid_config' });
    expect(await messages()).toEqual([]);
  });
});

test(
  'another site in a real browser sends nothing and reads nothing',
  { timeout: browserTimeoutMs },
  async () => {
    const site = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Another site</title>');
    });
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
    const elsewhere = `http://localhost:${(site.address() as AddressInfo).port}`;
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(elsewhere);
      const attack = { origin: running.origin, send, order, bytes: [...encrypted(send)] };
      const outcomes = await page.evaluate(
        async ({ origin, send: address, order: body, bytes }) => {
          const attempt = (init: RequestInit, to = address) =>
            fetch(`${origin}${to}`, init).then(
              ({ type }) => type,
              () => 'refused',
            );
          const frame = document.createElement('iframe');
          frame.src = origin;
          document.body.append(frame);
          return [
            await attempt({ method: 'POST', mode: 'no-cors', credentials: 'include', body }),
            // Even a page that has an encrypted request cannot send it.
            await attempt({ method: 'POST', body: Uint8Array.from(bytes) }),
            await attempt({ credentials: 'include' }, '/api/connectors/twilio/config'),
            await attempt({}, '/'),
          ];
        },
        attack,
      );
      expect(outcomes).toEqual(['refused', 'refused', 'refused', 'refused']);
      expect(await messages()).toEqual([]);
    } finally {
      await browser.close();
      site.close();
    }
  },
);

test('the page has a strict content security policy and is never cached', async () => {
  const page = await fetch(running.origin);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/default-src 'none'/);
  expect(policy).toMatch(/frame-ancestors 'none'/);
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  const [first, second] = [await page.text(), await (await fetch(running.origin)).text()];
  expect(first).not.toBe(second);
  expect(policy).toContain(/content="([^"]+)"/.exec(first)?.[1] ?? 'no nonce');
});

test.each([
  '/sms-connectors.twilio.json',
  '/assets/../../sms-connectors.twilio.json',
  '/assets/..%2f..%2fsms-connectors.twilio.json',
  '/assets/%2e%2e/%2e%2e/sms-connectors.twilio.json',
])('serves only the page, and not %s', async (address) => {
  const { status, text } = await ask(address);
  expect(status).toBe(404);
  expect(text).not.toContain('hush');
});

test('accepts delivery reports only with a valid signature', async () => {
  const config = { ...twilioConfig, templates: twilioConfig.templates };
  const twilioOrder = JSON.stringify({ ...JSON.parse(order), config, target: 'emulator' });
  const forged = 'MessageSid=SM00000000000000000000000000000000&MessageStatus=delivered';
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await ask('/reports/twilio', form, forged)).status).toBe(404);
  const sent = await askSealed('/api/connectors/twilio/send', twilioOrder);
  const { receipt } = JSON.parse(sent.text) as { receipt: { messageId: string } };
  const reports = async () => {
    const { text } = await askSealed('/api/connectors/twilio/live');
    return (JSON.parse(text) as { reports: unknown[] }).reports;
  };
  await expect
    .poll(reports)
    .toMatchObject([{}, { messageId: receipt.messageId, status: 'delivered' }]);
  for (const signature of [{}, { 'x-twilio-signature': 'Zm9yZ2Vk' }]) {
    expect((await ask('/reports/twilio', { ...form, ...signature }, forged)).status).toBe(401);
  }
  expect(await reports()).toHaveLength(2);
});

test('says so if the port is in use, or if the page is missing', async () => {
  const taken = Number(port());
  const pageDirectory = path.join(project.directory, 'page');
  await expect(startConsole({ ...project, pageDirectory, port: taken })).rejects.toThrow(
    `Port ${taken} is in use. Choose another with --port, or leave it out for any free port.`,
  );
  await expect(startConsole({ ...project, pageDirectory: '/absent' })).rejects.toThrow(
    'The page is missing in /absent.',
  );
});

test('listens on loopback only', async () => {
  const emulator = await startTwilioEmulator();
  expect(new URL(running.link).hostname).toBe('127.0.0.1');
  // A server that listens on every address would respond here, if only to refuse.
  const elsewhere = running.origin.replace('127.0.0.1', '127.0.0.2');
  await expect(fetch(elsewhere, { signal: AbortSignal.timeout(3000) })).rejects.toThrow(
    /failed|timeout/,
  );
  expect(new URL(emulator.url).hostname).toBe('127.0.0.1');
  await emulator.close();
});

function port(): string {
  return new URL(running.origin).port;
}

function asFrom(headers: Record<string, string>) {
  return askSealed(send, order, { headers });
}

function bearer() {
  return { authorization: `Bearer ${running.token}` };
}

/** An order as the page encrypts it for a path. */
function encrypted(address: string) {
  const key = keyOf(running.token) ?? new Uint8Array();
  return sealedRequest(key, address, { method: 'POST', body: order }).sealed;
}

function replayed() {
  return ask(send, {}, encrypted('/api/connectors/twilio/send'));
}

function changed() {
  const bytes = encrypted(send);
  return ask(send, {}, bytes.with(40, (bytes[40] ?? 0) ^ 1));
}
