import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environmentName } from '../src/command/chosen-config.ts';
import { buildPage } from '../src/page/build.ts';
import { type TestProject, testProject, twilioConfig } from './project.ts';

const command = path.join(import.meta.dirname, '../src/command/sms-connectors.ts');
const node = ['--conditions=@sms-connectors/source', command];
const { authToken, ...withoutSecret } = twilioConfig;

let project: TestProject;
beforeAll(async () => {
  project = await testProject('twilio');
  await writeConfig('sms-connectors.twilio.json', withoutSecret);
  await writeConfig('wrong.json', {
    connector: 'twilio',
    ...twilioConfig,
    accountSID: 'AC1',
    frm: 'x',
  });
  await writeConfig('mock.json', {
    connector: 'mock',
    templates: [{ usageType: 'Generic', content: 'Código {{code}} – ok' }],
  });
});
afterAll(() => project[Symbol.asyncDispose]());

const writeConfig = (name: string, config: object) =>
  writeFile(path.join(project.directory, name), JSON.stringify(config));

function run(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<{ code: number; out: string; error: string }> {
  const env = { PATH: process.env['PATH'], NO_COLOR: '1', ...environment };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...node, ...args],
      { cwd: project.directory, env },
      (_error, out, error) => resolve({ code: child.exitCode ?? -1, out, error }),
    );
  });
}

describe.concurrent('sms-connectors', { timeout: 120_000 }, () => {
  test('lists the connectors of the project, and the mock that it brings', async () => {
    const { code, out } = await run(['list', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([
      { id: 'mock', package: '@sms-connectors/mock', emulator: false },
      { id: 'twilio', package: '@sms-connectors/twilio', emulator: true },
    ]);
  });

  test('checks a config: each problem, its place and what the field is for', async () => {
    const { code, out } = await run(['check', 'wrong.json']);
    expect(code).toBe(1);
    expect(out).toMatch(/wrong\.json has 2 things to correct/);
    expect(out).toMatch(/accountSID: must be AC and 32 hexadecimal digits/);
    expect(out).toMatch(/frm: No field has this name; the fields here are accountSID, authToken/);
    expect(out).toMatch(/Missing: Register, ForgotPassword/);
    expect(out).not.toContain(authToken);
  });

  test('checks a config: its segments, and what to write in place of costly characters', async () => {
    const { code, out } = await run(['check', 'mock.json']);
    expect(code).toBe(0);
    expect(out).toMatch(/Generic +UCS-2 +\d+ characters +1 segment +ó → o {2}– → -/);
    expect((await run(['check', 'mock.json', '--strict'])).code).toBe(1);
  });

  test('reads credentials from the environment where the file leaves them out', async () => {
    const args = ['check', 'sms-connectors.twilio.json', '--json'];
    expect((await run(args)).code).toBe(1);
    const { code, out } = await run(args, { TWILIO_AUTH_TOKEN: authToken });
    expect(code).toBe(0);
    expect(out).not.toContain(authToken);
  });

  test('asks the provider what it says of a config, and sends nothing', async () => {
    const args = ['check', 'sms-connectors.twilio.json', '--emulator'];
    const { code, out } = await run(args, { TWILIO_AUTH_TOKEN: authToken });
    expect(out).toMatch(/What Twilio’s emulator says; nothing was sent/);
    expect(out).toMatch(/✓ +Credentials +In order +authToken/);
    expect(out).toMatch(/[✓?] +Sender +(In order|Not told) +fromMessagingServiceSID/);
    expect(out).toMatch(/✓ +Balance +In order +12\.50 USD/);
    expect(code).toBe(0);
    const refused = await run([...args, '--json'], { TWILIO_AUTH_TOKEN: 'somebody-elses' });
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.out)).toMatchObject({
      ok: false,
      valid: true,
      online: {
        checks: expect.arrayContaining([
          expect.objectContaining({
            subject: 'credentials',
            result: 'failed',
            code: 'unauthorized',
          }),
        ]),
      },
    });
    expect(refused.out).not.toContain('somebody');
    const wrong = await run(['check', 'wrong.json', '--online']);
    expect(wrong.code).toBe(1);
    expect(wrong.out).toMatch(/Twilio was not asked: correct the config first/);
  });

  test('sends to the emulator, and says what became of it', async () => {
    const args = ['send', '--connector', 'twilio', '--to', '+44 7700 900123', '--emulator'];
    const { code, out } = await run([...args, '--json'], { TWILIO_AUTH_TOKEN: authToken });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([
      { usageType: 'Generic', outcome: 'accepted' },
      { usageType: 'SignIn', outcome: 'accepted' },
    ]);
    // The emulator has an account of its own: anybody's config is tried there.
    expect((await run(args, { TWILIO_AUTH_TOKEN: 'somebody-elses' })).code).toBe(0);
    const optedOut = args.map((word) => (word.startsWith('+') ? '+1 500 555 0004' : word));
    const refused = await run(optedOut, { TWILIO_AUTH_TOKEN: 'somebody-elses' });
    expect(refused.code).toBe(1);
    expect(refused.out).toMatch(/^✗ Generic: not sent \(opted_out\)/);
    expect(refused.out).toMatch(/https:\/\/www\.twilio\.com\/docs\/api\/errors\/21610/);
    // The next would end the same way.
    expect(refused.out).not.toContain('SignIn');
    expect(refused.out + refused.error).not.toMatch(/somebody|5005550004|500 555/);
  });

  test('keeps its exit code where nobody reads its output to the end', async () => {
    const env = { PATH: process.env['PATH'], NO_COLOR: '1' };
    const options = { cwd: project.directory, env };
    const child = spawn(process.execPath, [...node, 'check', 'wrong.json'], options);
    child.stdout.destroy();
    const errors: string[] = [];
    child.stderr.on('data', (text: Buffer) => errors.push(text.toString()));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(errors).toEqual([]);
  });

  test('asks which of several real messages to send', async () => {
    const args = ['send', '--connector', 'twilio', '--to', '+44 7700 900123'];
    const { code, error } = await run(args, { TWILIO_AUTH_TOKEN: authToken });
    expect(code).toBe(2);
    expect(error).toMatch(/--usage-type: Generic, SignIn, or all, which are 2 messages/);
  });

  test('exits with 3 where a message may have been sent', async () => {
    const { code, out } = await run(['send', '--config', 'mock.json', '--to', '+12015550116']);
    expect(code).toBe(3);
    expect(out).toMatch(/may have been sent \(timeout\)/);
  });

  test.each([
    [['lst'], /unknown command 'lst'[^]*Did you mean list\?/],
    [['check'], /missing required argument/],
    [['check', 'absent.json'], /cannot read absent\.json/],
    [['check', 'package.json'], /say which connector package\.json is for/],
    [['send', '--connector', 'twillio', '--to', '+1'], /cannot read sms-connectors\.twillio\.json/],
    [
      ['check', 'mock.json', '--connector', 'nexmo'],
      /found no connector nexmo; here are mock, twilio/,
    ],
    [
      ['send', '--to', '+1', '--config', 'mock.json', '--usage-type', 'Login'],
      /Login is no usage type/,
    ],
    [
      ['send', '--to', '+1', '--config', 'mock.json', '--payload', 'code'],
      /--payload takes name=value/,
    ],
    [['console', '--port', 'http'], /--port takes a number/],
    [['check', 'mock.json', '--online'], /mock has no account to ask about/],
  ])('%j is not understood, and told why', async (args, why) => {
    const { code, error } = await run(args);
    expect(error).toMatch(why);
    expect(code).toBe(2);
  });

  test('takes no credential as an argument, and does not repeat one', async () => {
    const { code, error, out } = await run(['send', '--to', '+1', '--auth-token=hush']);
    expect(code).toBe(2);
    expect(out + error).not.toContain('hush');
  });

  test('teaches: examples, exit codes, where credentials come from', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/Examples:[^]*TWILIO_ACCOUNT_SID[^]*Exit codes/);
  });

  test('hands over to the commands of the emulators, the scaffolder and the docs', async () => {
    expect((await run(['emulator', '--help'])).out).toMatch(/^Usage: sms-connectors emulator </);
    expect((await run(['new', '--help'])).out).toMatch(/^Usage: sms-connectors new \[id\]/);
    expect((await run(['docs', '--help'])).out).toMatch(/^Usage: sms-connectors docs \[options\]/);
  });

  test('opens no page where nobody looks', async () => {
    const { code, out } = await run(['console', '--interactive-only']);
    expect(code).toBe(0);
    expect(out).toMatch(/Nobody looks/);
  });
});

test('opens the page without a command, until it is stopped', { timeout: 120_000 }, async () => {
  const page = path.join(import.meta.dirname, '../dist/page');
  if (!existsSync(page)) await buildPage(page);
  const env = { PATH: process.env['PATH'], NO_COLOR: '1', HOME: project.directory };
  const child = spawn(process.execPath, node, { cwd: project.directory, env });
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const link = /http:\/\/127\.0\.0\.1:\d+\/#[\w-]+/.exec(line)?.[0] ?? '';
  expect((await fetch(link)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('names environment variables as providers do', () => {
  expect(environmentName('twilio', 'accountSID')).toBe('TWILIO_ACCOUNT_SID');
  expect(environmentName('twilio', 'apiKeySecret')).toBe('TWILIO_API_KEY_SECRET');
  expect(environmentName('clever-tap', 'fromMessagingServiceSID')).toBe(
    'CLEVER_TAP_FROM_MESSAGING_SERVICE_SID',
  );
});
