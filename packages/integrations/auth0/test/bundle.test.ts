import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { bundleAction } from '@sms-connectors/auth0/bundle';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../src/run-command.ts';
import { eventOf } from './phone-event.ts';

const execute = promisify(execFile);
const options = { folder: import.meta.dirname, conditions: ['@sms-connectors/source'] };

// A program without any package, that does what Auth0 does with an Action.
const host = `
  const { onExecuteCustomPhoneProvider } = require('./action.js');
  const calls = [];
  const notification = {
    retry: (reason) => calls.push(['retry', reason]),
    drop: (reason) => calls.push(['drop', reason]),
  };
  onExecuteCustomPhoneProvider(JSON.parse(process.env.EVENT), { notification }).then(() => {
    console.log(JSON.stringify(calls));
  });
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'auth0-action-'));
  await writeFile(path.join(folder, 'host.js'), host);
  await writeFile(path.join(folder, 'action.js'), await bundleAction('http', options));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A gateway on loopback that answers every message in one way. */
async function startGateway(status: number) {
  const bodies: unknown[] = [];
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    bodies.push(JSON.parse(Buffer.concat(chunks).toString()));
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"id":"M1"}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`;
  return { url, bodies, [Symbol.asyncDispose]: async () => void server.close() };
}

async function run(url: string) {
  const config = {
    url,
    body: { to: '{{to}}', message: '{{text}}' },
    answer: { messageId: 'id' },
    templates: [{ usageType: 'Generic', content: 'Code: {{code}}' }],
  };
  const event = { ...eventOf(), secrets: { SMS_CONFIG: JSON.stringify(config) } };
  const { stdout, stderr } = await execute(process.execPath, ['host.js'], {
    cwd: folder,
    env: { EVENT: JSON.stringify(event) },
  });
  expect(stdout + stderr).not.toMatch(/314159|612345678/);
  return { calls: JSON.parse(stdout) as unknown, stderr };
}

describe('a bundle', () => {
  test('sends by itself, without any package', async () => {
    await using gateway = await startGateway(200);
    expect(await run(gateway.url)).toEqual({ calls: [], stderr: '' });
    expect(gateway.bodies).toEqual([{ to: '+33612345678', message: 'Code: 314159' }]);
  });

  test('drops what the gateway rejects, and logs why', async () => {
    await using gateway = await startGateway(401);
    const { calls, stderr } = await run(gateway.url);
    expect(calls).toEqual([['drop', expect.stringMatching(/^unauthorized: /)]]);
    expect(stderr).toBe('unauthorized rejected\n');
    expect(gateway.bodies).toHaveLength(1);
  });

  test('asks to retry if nothing listens', async () => {
    const gateway = await startGateway(200);
    await gateway[Symbol.asyncDispose]();
    const { calls } = await run(gateway.url);
    expect(calls).toEqual([['retry', expect.stringMatching(/^network: /)]]);
  });

  test('is smaller than Auth0 allows, and refers to nothing but Node', async () => {
    const action = await readFile(path.join(folder, 'action.js'), 'utf8');
    expect(action.length).toBeLessThan(100_000);
    const required = [...action.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name);
    expect(required.filter((name) => name?.startsWith('node:') !== true)).toEqual([]);
  });
});

describe('the command', () => {
  test('writes a bundle', async () => {
    const file = path.join(folder, 'written.js');
    expect(await runCommand(['http', file], options)).toBe(0);
    const bundle = await readFile(path.join(folder, 'action.js'), 'utf8');
    expect(await readFile(file, 'utf8')).toBe(bundle);
  });

  test('reports a connector that is not installed', async () => {
    await expect(bundleAction('no-such-connector', options)).rejects.toThrow(
      /@sms-connectors\/no-such-connector/,
    );
    expect(await runCommand(['no-such-connector', path.join(folder, 'x.js')], options)).toBe(1);
  });

  test('writes nothing that Auth0 does not take', async () => {
    const large = path.join(folder, 'large.mjs');
    await writeFile(large, `export const connector = () => '${'x'.repeat(100_000)}';`);
    expect(await runCommand([large, path.join(folder, 'x.js')], options)).toBe(1);
    await expect(readFile(path.join(folder, 'x.js'))).rejects.toThrow('ENOENT');
  });

  test.each([[[]], [['twilio']], [['twilio', 'x.js', 'y']]])(
    'explains itself for %j',
    async (args) => {
      expect(await runCommand(args, options)).toBe(2);
    },
  );
});
