import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { startTwilioEmulator } from '@sms-connectors/twilio/emulator';
import { beforeAll, expect, inject, test } from 'vitest';
import { run, tool } from './run.ts';

const { consumer } = inject('release');
const inFolder = (file: string): string => path.join(consumer.folder, file);

beforeAll(async () => {
  writeFileSync(
    inFolder('rolldown.config.mjs'),
    `export default {
      input: 'worker.mjs',
      platform: 'neutral',
      resolve: { conditionNames: ['workerd', 'worker', 'browser', 'import', 'default'] },
      output: { file: 'bundle.mjs', format: 'esm', codeSplitting: false },
    };`,
  );
  await run(tool('rolldown'), ['--config', 'rolldown.config.mjs'], { cwd: consumer.folder });
});

test('a bundle for the edge contains no got and imports nothing at start', () => {
  const bundle = readFileSync(inFolder('bundle.mjs'), 'utf8');
  expect(bundle).not.toMatch(/^import /m);
  expect(bundle).not.toContain('throwHttpErrors');
  expect(bundle).not.toMatch(/['"`]node:http['"`]/);
  expect(bundle).toContain('redirect: "manual"');
});

test('the bundle sends from workerd, the runtime of Cloudflare Workers', async () => {
  const emulator = await startPublishedEmulator();
  writeFileSync(inFolder('workerd.capnp'), workerdConfig(emulator));
  const workerd = path.join(
    import.meta.dirname,
    'node_modules/@cloudflare/workerd-linux-64/bin/workerd',
  );
  const stdio = ['ignore', 'inherit', 'inherit', 'pipe'] as const;
  const server = spawn(workerd, ['serve', '--control-fd=3', 'workerd.capnp'], {
    cwd: consumer.folder,
    env: consumer.env,
    stdio: [...stdio],
  });
  try {
    const [line] = (await once(server.stdio[3] as NodeJS.ReadableStream, 'data')) as [Buffer];
    const { port } = JSON.parse(line.toString().split('\n')[0] ?? '') as { port: number };
    const response = await fetch(`http://127.0.0.1:${port}/`);
    const text = 'Your sign-in code is 314159.';
    expect(await response.json()).toEqual({
      runtime: 'Cloudflare-Workers',
      inMock: text,
      messageId: emulator.messages[0]?.messageId,
      hooks: { statuses: [200, 401, 200], texts: ['Your code is 314159.'] },
    });
    expect(emulator.messages).toMatchObject([{ to: '+33612345678', text }]);
  } finally {
    server.kill();
    await emulator.close();
  }
});

async function startPublishedEmulator() {
  const file = inFolder('node_modules/@sms-connectors/twilio/dist/emulator.js');
  const published = (await import(pathToFileURL(file).href)) as {
    readonly startTwilioEmulator: typeof startTwilioEmulator;
  };
  return published.startTwilioEmulator();
}

function workerdConfig({ url, config }: { readonly url: string; readonly config: object }): string {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "loopback", network = (allow = ["local", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);
const worker :Workerd.Worker = (
  modules = [(name = "bundle.mjs", esModule = embed "bundle.mjs")],
  compatibilityDate = "2026-10-01",
  globalOutbound = "loopback",
  bindings = [
    (name = "TWILIO_URL", text = ${JSON.stringify(url)}),
    (name = "TWILIO_CONFIG", text = ${JSON.stringify(JSON.stringify(config))}),
  ],
);
`;
}
