import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newKey } from '../src/http/api-keys.ts';

const program = path.join(import.meta.dirname, '../src/command/sms-gateway.ts');
const flags = ['--conditions=@sms-connectors/source', program];
const root = path.join(import.meta.dirname, '../../..');
const templates = [{ usageType: 'SignIn', content: 'Your code is {{code}}.' }];
const message = { to: '+33612345678', usageType: 'SignIn', payload: { code: '904172' } };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sms-gateway-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Running extends AsyncDisposable {
  readonly process: ChildProcess;
  readonly output: () => string;
  /** Fulfilled with the part that matches, when it is printed. */
  readonly printed: (wanted: RegExp) => Promise<RegExpExecArray>;
}

function start(args: readonly string[]): Running {
  const child = spawn(process.execPath, [...flags, '--port', '0', ...args], { cwd: root });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return {
    process: child,
    output: () => output,
    printed: async (wanted) => {
      await expect.poll(() => output, { timeout: 60_000 }).toMatch(wanted);
      return wanted.exec(output) as RegExpExecArray;
    },
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** What a shell does with a command that the terminal showed. */
async function shell(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', command]);
  return stdout;
}

async function post(url: string, body: object, key: string) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('the first start', () => {
  test('shows commands that work, and the messages', async () => {
    await using gateway = start([]);
    await gateway.printed(/All routes: http/);
    const commands = gateway.output().match(/curl (?:[^\n]*\\\n)*[^\n]*/g) ?? [];
    expect(commands).toHaveLength(2);
    const [sent = '', started = ''] = await Promise.all(commands.map(shell));
    expect(JSON.parse(sent)).toMatchObject({ outcome: 'accepted' });
    expect(JSON.parse(started)).toMatchObject({ status: 'started' });
    await gateway.printed(/Your code is 123456\./);
    await expect.poll(() => gateway.output().match(/Your code is \d{6}\./g)).toHaveLength(2);
  });

  test('makes another key each time', async () => {
    await using one = start([]);
    await using two = start([]);
    const keys = [one, two].map(async ({ printed }) => (await printed(/sms_[\w-]{43}/))[0]);
    expect(new Set(await Promise.all(keys)).size).toBe(2);
  });
});

describe('a gateway with a config', () => {
  const { key, sha256 } = newKey();
  const config = {
    connectors: { mock: { templates } },
    keys: [{ name: 'shop', sha256, scopes: ['send'] }],
  };

  test('reads it again when it changes, and keeps the old one if the new one is wrong', async () => {
    const file = path.join(folder, 'reload.json');
    await writeFile(file, JSON.stringify(config));
    await using gateway = start(['--config', file]);
    const [, url = ''] = await gateway.printed(/"url":"([^"]+)"/);
    expect((await post(`${url}/send`, message, key)).status).toBe(200);

    const next = newKey();
    const keys = [{ name: 'shop-2', sha256: next.sha256, scopes: ['send'] }];
    await writeFile(file, JSON.stringify({ ...config, keys }));
    await gateway.printed(/config_reloaded/);
    expect((await post(`${url}/send`, message, next.key)).status).toBe(200);
    expect((await post(`${url}/send`, message, key)).status).toBe(401);

    await writeFile(file, JSON.stringify({ ...config, keys: [] }));
    await gateway.printed(/config_refused.*keys/);
    expect((await post(`${url}/send`, message, next.key)).status).toBe(200);
  });

  test('loses no request while it is read again', async () => {
    const file = path.join(folder, 'busy.json');
    await writeFile(file, JSON.stringify(config));
    await using gateway = start(['--config', file]);
    const [, url = ''] = await gateway.printed(/"url":"([^"]+)"/);
    const statuses: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      if (round % 3 === 1) gateway.process.kill('SIGHUP');
      const answers = Array.from({ length: 20 }, () => post(`${url}/send`, message, key));
      statuses.push(...(await Promise.all(answers)).map(({ status }) => status));
    }
    await gateway.printed(/config_reloaded/);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  test('ends when it is told to, with what it has begun answered', async () => {
    const file = path.join(folder, 'stop.json');
    await writeFile(file, JSON.stringify(config));
    await using gateway = start(['--config', file]);
    const [, url = ''] = await gateway.printed(/"url":"([^"]+)"/);
    await post(`${url}/send`, message, key);
    gateway.process.kill('SIGTERM');
    const [code] = (await once(gateway.process, 'exit')) as [number | null];
    expect(code).toBe(0);
    expect(gateway.output()).toMatch(/"event":"stopped"/);
    expect(gateway.output()).not.toMatch(/612345678|904172/);
  });
});

const run = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [...flags, ...args], { cwd: root }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      stdout,
      stderr,
    }),
  );

describe('the command', () => {
  test('makes a key, which alone goes to the standard output', async () => {
    const { code, stdout, stderr } = await run('key', 'shop', '--scopes', 'send,metrics');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^sms_[\w-]{43}\n$/);
    expect(stderr).toContain('"scopes": [\n    "send",\n    "metrics"\n  ]');
    expect(stderr).not.toContain(stdout.trim());
  });

  test('checks a config', async () => {
    const file = path.join(folder, 'check.json');
    const keys = [{ name: 'shop', sha256: newKey().sha256, scopes: ['send'] }];
    await writeFile(file, JSON.stringify({ connectors: { mock: { templates } }, keys }));
    expect(await run('check', file)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/is right/),
    });
    await writeFile(file, JSON.stringify({ connectors: { mock: { template: 1 } }, keys: [] }));
    const { code, stderr } = await run('check', file);
    expect(code).toBe(1);
    expect(stderr).toMatch(/✗ keys/);
    await writeFile(file, '{ "secret": "hidden",');
    const broken = await run('check', file);
    expect(broken.stderr).toMatch(/is not JSON/);
    expect(broken.stderr).not.toContain('hidden');
    expect(await readFile(file, 'utf8')).toContain('hidden');
  });

  test.each([
    [['--help'], 0, /--config/],
    [['--version'], 0, /^\d+\.\d+\.\d+/],
    [['--port', 'x'], 2, /port/],
    [['--confg', 'x'], 2, /unknown option/],
    [['--config', '/nowhere/sms.json'], 1, /cannot be read/],
    [['key'], 2, /name/],
    [['key', 'shop', '--scopes', 'all'], 2, /send, verify, metrics/],
  ])('%j ends with %i', async (args, code, wanted) => {
    const ended = await run(...args);
    expect(ended.code).toBe(code);
    expect(ended.stdout + ended.stderr).toMatch(wanted);
  });
});
