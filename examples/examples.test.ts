import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { usageTypes } from '@sms-connectors/core';
import { startTwilioEmulator } from '@sms-connectors/twilio/emulator';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const execute = promisify(execFile);

async function run(example: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const flags = [...process.execArgv, path.join('examples', example), ...args];
  const { stdout } = await execute(process.execPath, flags, {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
  });
  return stdout;
}

describe('the program in the README', () => {
  const program = readFileSync(path.join(root, 'examples/first-code.ts'), 'utf8');

  test('is the one in examples, and has twelve lines', () => {
    const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
    expect(readme.match(/```ts\n(.*?)```/s)?.[1]).toBe(program);
    expect(program.trimEnd().split('\n').length).toBeLessThanOrEqual(12);
  });

  test('sends a code', async () => {
    expect(await run('first-code.ts')).toContain('Your sign-in code is 314159.');
  });
});

test('send-a-code.ts distinguishes accepted, refused and possibly sent messages', async () => {
  await using emulator = await startTwilioEmulator();
  const { accountSID, authToken, fromMessagingServiceSID } = emulator.config;
  const send = (...recipients: string[]) =>
    run('send-a-code.ts', recipients, {
      TWILIO_ACCOUNT_SID: accountSID,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_FROM_MESSAGING_SERVICE_SID: fromMessagingServiceSID,
      TWILIO_BASE_URL: emulator.url,
    });

  const output = await send('+33612345678', '0612345678', '+15005550004');
  expect(output).toMatch(/accepted as SM[0-9a-f]{32} \(\w+\)\n/);
  expect(output).toContain('not sent: ask for the number again\n');
  expect(output).toContain('not sent: twilio: The recipient has opted out');
  expect(emulator.messages).toMatchObject([
    { to: '+33612345678', text: 'Your sign-in code is 314159. It is valid for 10 minutes.' },
  ]);

  emulator.fail({ kind: 'reset' });
  expect(await send('+33612345678')).toBe('perhaps sent (network)\n');
  emulator.fail({ kind: 'rate-limit' });
  expect(await send('+33612345678')).toBe('not sent: try again later (rate_limited)\n');
});

test('write-a-connector.ts is a connector that works', async () => {
  const output = await run('write-a-connector.ts');
  expect(output).toContain("status: 'queued'");
  expect(output).toContain('Your code is 314159.');
  expect(output).toContain("code: 'rate_limited'");
  expect(output).toContain('retryAfterMs: 30000');
});

test('verify-a-number.ts approves the code of the message', async () => {
  expect(await run('verify-a-number.ts')).toBe(
    "{ status: 'approved', to: '+33612345678', usageType: 'SignIn' }\n",
  );
});

test('npm start shows every usage type through both connectors, in three languages, a code from issue to approval, and an error, in a screenful', async () => {
  const output = await run('demo.ts');
  const lines = output.split('\n');
  expect(lines.length).toBeLessThan(25);
  for (const usageType of usageTypes) {
    expect(lines.filter((line) => line.startsWith(`  ✓ ${usageType} `))).toHaveLength(1);
  }
  expect(output).toMatch(/9 accepted, 9 arrived, \d+ segments; the first is SM[0-9a-f]{32}\n/);
  expect(output).toContain('telnyx: network, then twilio: accepted\n');
  expect(output).toMatch(
    /sent (?<code>\d{6}); another code: wrong, \k<code>: approved, \k<code> again: used\n/,
  );
  expect(output).toContain('Welcome! Your sign-up code is 314159.');
  expect(output).toContain('Votre code de connexion est 314159.');
  expect(output).toContain('O código para redefinir sua senha é 314159.');
  expect(output).toContain('The recipient has opted out');
  expect(output).toContain('✗ rejected (opted_out)');
  expect(output).not.toMatch(/^ +at /m);
});
