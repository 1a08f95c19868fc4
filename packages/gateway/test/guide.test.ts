import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { Script } from 'node:vm';
import { validate } from 'dockerfile-utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { completeConfig } from '../src/config/read-config.ts';
import { loadConnectors } from '../src/config/load-connectors.ts';
import { startGateway } from './trial.ts';

const root = path.join(import.meta.dirname, '../../..');
const guide = await readFile(path.join(root, 'packages/gateway/guide/guide.md'), 'utf8');
const page = await readFile(path.join(root, 'docs/pages/run-the-gateway.md'), 'utf8');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gateway-guide-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The code that a page shows under a title. */
function shown(markdown: string, title: string): string {
  const block = new RegExp(
    '^```\\w+ title="' + title.replaceAll('.', '\\.') + '"\\n(.*?)^```',
    'ms',
  );
  const code = block.exec(markdown)?.[1];
  if (code === undefined) throw new Error(`No page shows ${title}.`);
  return code;
}

/** Runs a program of the guide as a person would, with the address and a key of this gateway. */
async function run(
  command: string,
  title: string,
  gateway: Awaited<ReturnType<typeof startGateway>>,
  scope: string,
) {
  const file = path.join(folder, title);
  await writeFile(file, shown(guide, title));
  const child = spawn(command, [file], {
    env: {
      ...process.env,
      SMS_GATEWAY_URL: gateway.url,
      SMS_GATEWAY_KEY: gateway.keys.get(scope),
    },
  });
  let isOver = false;
  for (const event of ['error', 'close']) {
    child.on(event, () => {
      isOver = true;
    });
  }
  const output = textOf(child.stdout);
  const errors = textOf(child.stderr);
  const ended = once(child, 'close').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Error(`${command} is not installed. Install it to run the examples of the guide.`);
  });
  return {
    stdin: child.stdin,
    isOver: () => isOver,
    ended: async () => {
      const [code] = (await ended) as [number];
      return { code, output: await output, errors: await errors };
    },
  };
}

describe('the examples of the guide', () => {
  test('in curl send a message once, however often they run', async () => {
    await using gateway = await startGateway();
    for (let time = 0; time < 2; time += 1) {
      const { code, output } = await (await run('sh', 'send.sh', gateway, 'send')).ended();
      expect(code).toBe(0);
      expect(JSON.parse(output)).toMatchObject({ outcome: 'accepted' });
    }
    expect(await gateway.inbox()).toMatchObject([{ text: 'Your code is 314159.' }]);
  });

  test.each([
    ['the right code', (code: string) => code, 'approved'],
    ['a wrong code', () => 'x', 'wrong'],
  ])('in Python verify %s', async (_, entered, result) => {
    await using gateway = await startGateway();
    const python = await run('python3', 'verify.py', gateway, 'verify');
    const ended = python.ended();
    const code = async () => /\d{6}/.exec((await gateway.inbox())[0]?.text ?? '')?.[0];
    await expect
      .poll(async () => python.isOver() || (await code()) !== undefined, { timeout: 30_000 })
      .toBe(true);
    python.stdin.end(`${entered((await code()) ?? '')}\n`);
    expect(await ended).toEqual({ code: 0, output: `started\n${result}\n`, errors: '' });
  });

  test('that are missing a program say how to get it', async () => {
    await using gateway = await startGateway();
    const missing = await run('python-that-is-not-there', 'verify.py', gateway, 'verify');
    await expect(missing.ended()).rejects.toThrow(/is not installed. Install it/);
  });
});

describe('the configs of the page', () => {
  const env = {
    TWILIO_AUTH_TOKEN: 'a-token-of-the-tests',
    GATEWAY_SECRET: 'a secret of the tests that is long enough',
    SUPABASE_HOOK_SECRET: 'v1,whsec_x',
    REPORTS_SECRET: 'a secret of the tests that is long enough',
  };
  const whole = JSON.parse(shown(page, 'sms.json')) as object;

  test('sms.json is right', async () => {
    const connectors = await loadConnectors(completeConfig(whole, env), { env });
    expect(connectors.map(({ name }) => name)).toEqual(['twilio']);
    await connectors[0]?.connector.close();
  });

  test('the parts are right in it', () => {
    const parts = [...page.matchAll(/^```json\n(.*?)^```/gms)].map(
      ([, json = '']) => JSON.parse(json) as object,
    );
    expect(parts.map((part) => Object.keys(part)[0])).toEqual(['plan', 'hooks', 'reports']);
    for (const part of parts) expect(completeConfig({ ...whole, ...part }, env)).toMatchObject({});
  });

  test('all secrets of sms.json are in the environment', () => {
    expect(() => completeConfig(whole, {})).toThrow(/TWILIO_AUTH_TOKEN.*GATEWAY_SECRET/);
  });
});

describe('the container', () => {
  const docker = path.join(root, 'packages/gateway/docker');

  test.each(['Dockerfile', 'compose.yaml'])('is on the page as %s has it', async (name) => {
    expect(shown(page, name)).toBe(await readFile(path.join(docker, name), 'utf8'));
  });

  test('has a Dockerfile that is right, and runs as somebody without rights', async () => {
    const dockerfile = await readFile(path.join(docker, 'Dockerfile'), 'utf8');
    expect(validate(dockerfile).map(({ message }) => message)).toEqual([]);
    expect(validate(dockerfile.replace('USER node', 'USER')).length).toBeGreaterThan(0);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).not.toMatch(/SECRET|TOKEN|PASSWORD/);
  });

  test('has a compose file whose gateway waits for its Redis', async () => {
    const { services, volumes } = parse(
      await readFile(path.join(docker, 'compose.yaml'), 'utf8'),
    ) as Compose;
    const { gateway, redis } = services;
    expect(Object.keys(services)).toEqual(['gateway', 'redis']);
    expect(new URL(gateway?.environment?.['REDIS_URL'] ?? '').hostname).toBe('redis');
    expect(gateway?.depends_on).toEqual({ redis: { condition: 'service_healthy' } });
    expect(redis?.command).toEqual(
      expect.arrayContaining(['--appendonly', 'always', 'noeviction']),
    );
    for (const { volumes: mounts = [] } of Object.values(services)) {
      const named = mounts
        .map((mount) => mount.split(':')[0] ?? '')
        .filter((name) => !/^[./]/.test(name));
      for (const name of named) expect(Object.keys(volumes)).toContain(name);
    }
    // What the health check runs is JavaScript.
    const [, , , program = ''] = gateway?.healthcheck.test ?? [];
    expect(() => new Script(program)).not.toThrow();
    // Every secret of the config is in the environment of the container.
    const secrets = [...shown(page, 'sms.json').matchAll(/"\$env": "(\w+)"/g)];
    for (const [, name = ''] of secrets) expect(gateway?.environment).toHaveProperty(name);
  });
});

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly environment?: Readonly<Record<string, string>>;
        readonly depends_on?: object;
        readonly command?: readonly string[];
        readonly volumes?: readonly string[];
        readonly healthcheck: { readonly test: readonly string[] };
      }
    >
  >;
  readonly volumes: object;
}
