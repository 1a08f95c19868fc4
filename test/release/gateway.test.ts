import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { freePort } from '../free-port.ts';
import { root } from './run.ts';

const { consumer } = inject('release');

// The image has nothing but Node, this folder and what npm has installed.
test('the entry point of the container starts in a clean folder', async () => {
  const dockerfile = readFileSync(path.join(root, 'packages/gateway/docker/Dockerfile'), 'utf8');
  const [, words = '[]'] = /^CMD (.*)$/m.exec(dockerfile) ?? [];
  const [command = '', ...args] = JSON.parse(words) as readonly string[];
  const folder = mkdtempSync(path.join(tmpdir(), 'gateway-container-'));
  symlinkSync(path.join(consumer.folder, 'node_modules'), path.join(folder, 'node_modules'));
  mkdirSync(path.join(folder, 'config'));
  const templates = [{ usageType: 'SignIn', content: 'Your code is {{code}}.' }];
  const keys = [{ name: 'shop', sha256: '0'.repeat(64), scopes: ['send'] }];
  const config = { connectors: { mock: { templates } }, keys };
  writeFileSync(path.join(folder, 'config/sms.json'), JSON.stringify(config));
  const port = await freePort();
  const env = { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: `${port}` };
  const gateway = spawn(path.join(folder, command), args, { cwd: folder, env });
  const ended = once(gateway, 'exit');
  try {
    const isReady = async (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${port}/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (gateway.exitCode === null && !(await isReady())) await delay(100);
    expect(await isReady()).toBe(true);
    gateway.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  } finally {
    gateway.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
});
