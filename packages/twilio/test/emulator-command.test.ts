import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { twilio } from '@sms-connectors/twilio';
import { afterEach, describe, expect, test } from 'vitest';

const room = path.resolve(import.meta.dirname, '..');
const core = path.resolve(room, '../core');
const command = path.join(core, 'src/testing/emulator-command.ts');

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** The command as a person starts it, in a project that has the Twilio connector. */
function start(...args: string[]) {
  const child = spawn(process.execPath, [...process.execArgv, command, ...args], { cwd: room });
  running.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  return { child, ended, output: () => output };
}

async function startListening(...args: string[]) {
  const started = start('twilio', ...args);
  await expect.poll(started.output).toContain('Give the connector');
  const output = started.output();
  const baseUrl = /listens at (http:\/\/127\.0\.0\.1:\d+);/.exec(output)?.[1];
  const config = JSON.parse(/^\{$.*^\}$/ms.exec(output)?.[0] ?? '') as {
    readonly accountSID: string;
    readonly authToken: string;
    readonly fromMessagingServiceSID: string;
  };
  const templates = [{ usageType: 'Generic' as const, content: 'Your code is {{code}}.' }];
  const sms = twilio({ ...config, templates }, { baseUrl, timeoutMs: 60_000 });
  const send = () =>
    sms.send({ to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } });
  return { ...started, send };
}

describe('sms-emulator', () => {
  test('prints what a connector needs, then a line for each message, without its text', async () => {
    const { send, output } = await startListening();
    const { messageId } = await send();
    await expect.poll(output).toContain(messageId);
    expect(output()).toMatch(/ to \+336•+78 from \+15005550006, 20 characters\n/);
    expect(output()).not.toContain('314159');
    expect(output()).not.toContain('+33612345678');
  });

  test('lets every request fail where asked to', async () => {
    const { send } = await startListening('--fault', 'rate-limit');
    for (let time = 0; time < 2; time += 1) {
      await expect(send()).rejects.toMatchObject({ code: 'rate_limited', outcome: 'rejected' });
    }
  });

  test('answers later, and shows the texts, where asked to', async () => {
    const { send, output } = await startListening('--slow', '200', '--show-texts');
    const before = performance.now();
    await send();
    expect(performance.now() - before).toBeGreaterThan(190);
    await expect.poll(output).toMatch(/ from \+15005550006: Your code is 314159\.\n/);
  });

  // Windows knows no signals: there the process ends at once.
  test.runIf(process.platform !== 'win32').each(['SIGINT', 'SIGTERM'] as const)(
    'stops cleanly on %s, also with a request waiting',
    async (signal) => {
      const { child, ended, send, output } = await startListening('--fault', 'hang');
      const sent = send().catch((error: unknown) => error);
      await setTimeout(200);
      child.kill(signal);
      expect(await ended).toEqual([0, null]);
      expect(await sent).toMatchObject({ code: 'network', outcome: 'unknown' });
      expect(output()).not.toContain('Error');
    },
  );

  test('explains itself', async () => {
    const { ended, output } = start('--help');
    expect(await ended).toEqual([0, null]);
    expect(output()).toMatch(/^Usage: sms-emulator <provider>/);
  });

  test('says what is wrong with its arguments', async () => {
    const wrong = [
      { args: [], says: 'Name one provider.' },
      { args: ['twilio', 'mock'], says: 'Name one provider.' },
      {
        args: ['twilo'],
        says: '@sms-connectors/twilo is not installed here, or has none.',
        exits: 1,
      },
      { args: ['twilio', '--prot', '1'], says: "Unknown option '--prot'" },
      { args: ['twilio', '--port', '70000'], says: '--port takes a whole number up to 65535.' },
      { args: ['twilio', '--fault', 'fire'], says: '--fault takes reset, hang or rate-limit.' },
      { args: ['twilio', '--slow', '1', '--fault', 'hang'], says: 'Give --slow or --fault, not' },
    ];
    const ends = await Promise.all(
      wrong.map(async ({ args }) => {
        const { ended, output } = start(...args);
        const [code] = await ended;
        return { args, code, output: output() };
      }),
    );
    expect(ends).toEqual(
      wrong.map(({ args, says, exits = 2 }) => ({
        args,
        code: exits,
        output: expect.stringContaining(says),
      })),
    );
    for (const { code, output } of ends) {
      expect(output).toMatch(
        code === 2 ? /^✗ .*\.\nRun sms-emulator --help for usage\.\n$/ : /^✗ .*\.\n$/,
      );
    }
  });

  test('says so if the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { ended, output } = start('twilio', '--port', String(port));
    const [code] = await ended;
    server.close();
    expect(output()).toBe(`✗ Port ${port} is in use.\n`);
    expect(code).toBe(1);
  });

  test('is what core installs', () => {
    const { bin } = JSON.parse(readFileSync(path.join(core, 'package.json'), 'utf8')) as {
      readonly bin: object;
    };
    const built = path.relative(core, command).replaceAll('\\', '/');
    expect(bin).toEqual({
      'sms-emulator': `./${built.replace('src/', 'dist/').replace('.ts', '.js')}`,
    });
    expect(readFileSync(command, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});
