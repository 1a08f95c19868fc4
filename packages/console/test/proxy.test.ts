import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { startTwilioEmulator } from '@sms-connectors/twilio/emulator';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeCertificate } from '../../core/test/support/certificates.ts';
import { type Proxy, startProxy } from '../../core/test/support/proxy.ts';
import { cleanEnvironment, type TestProject, testProject } from './project.ts';

const command = path.join(import.meta.dirname, '../src/command/sms-connectors.ts');

let project: TestProject;
let emulator: Awaited<ReturnType<typeof startTwilioEmulator>>;
let provider: Server;
let proxy: Proxy;
beforeAll(async () => {
  project = await testProject('twilio');
  emulator = await startTwilioEmulator();
  const certificate = await makeCertificate({ hostName: 'api.twilio.com' });
  await writeFile(path.join(project.directory, 'ca.pem'), certificate.cert);
  provider = await startProvider(certificate, emulator.url);
  const { port } = provider.address() as AddressInfo;
  proxy = await startProxy({ target: `https://127.0.0.1:${port}` });
  const number = { from: '+15005550006', fromMessagingServiceSID: undefined };
  const templates = [{ usageType: 'SignIn', content: 'Your code is {{code}}.' }];
  await writeFile(
    path.join(project.directory, 'sms-connectors.twilio.json'),
    JSON.stringify({ ...emulator.config, ...number, templates }),
  );
});
afterAll(async () => {
  provider.closeAllConnections();
  provider.close();
  await proxy[Symbol.asyncDispose]();
  await emulator.close();
  await project[Symbol.asyncDispose]();
});

let before: { readonly requests: number; readonly messages: number };
beforeEach(() => {
  before = { requests: proxy.requests.length, messages: emulator.messages.length };
});

/** What the proxy and the provider got during this test. */
const arrived = () => ({
  requests: proxy.requests.slice(before.requests),
  messages: emulator.messages.length - before.messages,
});

const send = ['send', '--connector', 'twilio', '--to', '+447700900123'];
const useProxy = () => ({ NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy.url });

test('sends and checks through HTTPS_PROXY, which sees only where to', async () => {
  const sent = await run(send, useProxy());
  expect(sent.out).toMatch(/^✓ SignIn: /);
  expect(sent.code).toBe(0);
  expect(arrived()).toEqual({ requests: ['CONNECT api.twilio.com:443'], messages: 1 });
  const checked = await run(['check', '--connector', 'twilio', '--online'], useProxy());
  expect(checked.out).toMatch(/✓ +Credentials +OK/);
  expect(checked.out).toMatch(/✓ +Balance +OK +12\.50 USD/);
  expect(checked.code).toBe(0);
  expect(new Set(arrived().requests)).toEqual(new Set(['CONNECT api.twilio.com:443']));
});

test('goes past the proxy to a host in NO_PROXY', async () => {
  const sent = await run(send, { ...useProxy(), NO_PROXY: 'api.twilio.com' });
  expect(sent.out).toMatch(/^✗ SignIn: not sent \(network\)/);
  expect(sent.out).not.toMatch(/NODE_USE_ENV_PROXY/);
  expect(sent.code).toBe(1);
  expect(arrived()).toEqual({ requests: [], messages: 0 });
});

test('says how to use the proxy if Node.js does not', async () => {
  const advice =
    /HTTPS_PROXY is set, but Node\.js uses it only if NODE_USE_ENV_PROXY=1 is set too\./;
  const sent = await run(send, { HTTPS_PROXY: proxy.url });
  expect(sent.out).toMatch(advice);
  expect(sent.code).toBe(1);
  const checked = await run(['check', '--connector', 'twilio', '--online'], {
    HTTPS_PROXY: proxy.url,
  });
  expect(checked.out).toMatch(advice);
  expect(checked.code).toBe(4);
  expect(arrived()).toEqual({ requests: [], messages: 0 });
});

test('goes past the proxy to the emulator on this machine', async () => {
  const everything = { ...useProxy(), HTTP_PROXY: proxy.url };
  const sent = await run([...send, '--emulator'], everything);
  expect(sent.out).toMatch(/^✓ SignIn: /);
  const checked = await run(['check', '--connector', 'twilio', '--emulator'], everything);
  expect(checked.code).toBe(0);
  expect(arrived().requests).toEqual([]);
});

function run(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ code: number; out: string }> {
  const certificates = path.join(project.directory, 'ca.pem');
  const env = { ...cleanEnvironment, NODE_EXTRA_CA_CERTS: certificates };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--conditions=@sms-connectors/source', command, ...args],
      { cwd: project.directory, env: { ...env, ...environment } },
      (_error, out) => resolve({ code: child.exitCode ?? -1, out }),
    );
  });
}

/** The provider's API with TLS, which the emulator answers. */
async function startProvider(
  certificate: { readonly key: string; readonly cert: string },
  answeredBy: string,
): Promise<Server> {
  const server = createServer(certificate, (request, response) => {
    const { method } = request;
    // The emulator refuses other names than its own.
    const headers = { ...request.headers, host: new URL(answeredBy).host };
    const onward = httpRequest(`${answeredBy}${request.url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
