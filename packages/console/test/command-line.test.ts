import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { requiredUsageTypes } from '@sms-connectors/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

const everyUsageType = (content: string) =>
  requiredUsageTypes.map((usageType) => ({ usageType, content }));

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
  test('lists the project’s connectors and its own mock', async () => {
    const { code, out } = await run(['list', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([
      { id: 'mock', package: '@sms-connectors/mock', emulator: false },
      { id: 'twilio', package: '@sms-connectors/twilio', emulator: true },
    ]);
  });

  test('checks a config: reports each problem with its path and field description', async () => {
    const { code, out } = await run(['check', 'wrong.json']);
    expect(code).toBe(1);
    expect(out).toMatch(/wrong\.json has 2 problems to fix/);
    expect(out).toMatch(/accountSID: Must be AC and 32 hexadecimal digits/);
    expect(out).toMatch(/frm: Unknown field\. The fields here are accountSID, authToken/);
    expect(out).toMatch(/Missing: Register, ForgotPassword/);
    expect(out).not.toContain(authToken);
  });

  test('checks a config: shows segments and replacements for UCS-2 characters', async () => {
    const { code, out } = await run(['check', 'mock.json']);
    expect(code).toBe(0);
    expect(out).toMatch(/Generic +\{\{code\}\} +UCS-2 +\d+ characters +1 segment +ó → o {2}– → -/);
    expect((await run(['check', 'mock.json', '--strict'])).code).toBe(1);
  });

  test.each([
    ['Your code is {code}.', /templates\[0\]: Write \{\{code\}\} instead of \{code\}/],
    ['Your code is %s.', /templates\[0\]: Write \{\{code\}\} instead of %s/],
    ['Your code is {{cod}}.', /templates\[0\]: Write \{\{code\}\} instead of \{\{cod\}\}/],
    ['Your account is ready.', /templates\[0\]: Has no \{\{code\}\}/],
  ])('checks a config: %j loses the code', async (content, problem) => {
    const file = `${Buffer.from(content).toString('hex')}.json`;
    await writeConfig(file, { connector: 'mock', templates: everyUsageType(content) });
    const { code, out } = await run(['check', file]);
    expect(out).toMatch(problem);
    expect(out).toMatch(/! +SignIn +own template without a code/);
    expect(code).toBe(0);
    const strict = await run(['check', file, '--strict', '--json']);
    expect(strict.code).toBe(1);
    expect(JSON.parse(strict.out)).toMatchObject({
      ok: false,
      valid: true,
      losing: expect.arrayContaining(['SignIn', 'BindMfa']),
      templates: expect.arrayContaining([
        expect.objectContaining({
          problems: [expect.objectContaining({ message: expect.any(String) })],
        }),
      ]),
    });
  });

  test('checks a config: names the placeholders; a template may do without a code', async () => {
    const templates = everyUsageType('Hello {{name}}, your code is {{code}}.');
    const notice = { usageType: 'BindMfa', content: 'Your account is ready.', withoutCode: true };
    await writeConfig('whole.json', { connector: 'mock', templates: [...templates, notice] });
    const { code, out } = await run(['check', 'whole.json', '--strict']);
    expect(out).toMatch(/SignIn +\{\{name\}\} \{\{code\}\} +GSM-7/);
    expect(out).toMatch(/BindMfa +no placeholders +GSM-7/);
    expect(code).toBe(0);
    const json = await run(['check', 'whole.json', '--strict', '--json']);
    expect(JSON.parse(json.out)).toMatchObject({
      losing: [],
      templates: expect.arrayContaining([
        expect.objectContaining({ placeholders: ['name', 'code'], problems: [] }),
      ]),
    });
  });

  test('reads credentials from the environment if the file omits them', async () => {
    const args = ['check', 'sms-connectors.twilio.json', '--json'];
    expect((await run(args)).code).toBe(1);
    const { code, out } = await run(args, { TWILIO_AUTH_TOKEN: authToken });
    expect(code).toBe(0);
    expect(out).not.toContain(authToken);
  });

  test('reads the environment as the library does: a blank variable is absent, true and false are read', async () => {
    const args = ['check', 'sms-connectors.twilio.json', '--json'];
    const issuesWith = async (environment: NodeJS.ProcessEnv) => {
      const { out } = await run(args, { TWILIO_AUTH_TOKEN: authToken, ...environment });
      return (JSON.parse(out) as { issues: readonly object[] }).issues;
    };
    expect(await issuesWith({ TWILIO_REGION: ' ', TWILIO_DISABLE_RISK_CHECK: 'true' })).toEqual([]);
    expect(await issuesWith({ TWILIO_DISABLE_RISK_CHECK: 'perhaps' })).toMatchObject([
      { path: 'disableRiskCheck', code: 'invalid_type', message: 'Must be true or false.' },
    ]);
    // The file wins.
    expect(await issuesWith({ TWILIO_ACCOUNT_SID: 'AC1' })).toEqual([]);
  });

  test('asks the provider to check a config, and sends nothing', async () => {
    const args = ['check', 'sms-connectors.twilio.json', '--emulator'];
    const { code, out } = await run(args, { TWILIO_AUTH_TOKEN: authToken });
    expect(out).toMatch(/What Twilio’s emulator says; nothing was sent/);
    expect(out).toMatch(/✓ +Credentials +OK +authToken/);
    expect(out).toMatch(/[✓?] +Sender +(OK|No answer) +fromMessagingServiceSID/);
    expect(out).toMatch(/✓ +Balance +OK +12\.50 USD/);
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
    expect(wrong.out).toMatch(/Twilio was not asked: fix the config first/);
  });

  test('sends to the emulator and prints the results', async () => {
    const args = ['send', '--connector', 'twilio', '--to', '+44 7700 900123', '--emulator'];
    const { code, out } = await run([...args, '--json'], { TWILIO_AUTH_TOKEN: authToken });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([
      { usageType: 'Generic', outcome: 'accepted' },
      { usageType: 'SignIn', outcome: 'accepted' },
    ]);
    // The emulator uses its own test account, whatever the credentials in the config.
    expect((await run(args, { TWILIO_AUTH_TOKEN: 'somebody-elses' })).code).toBe(0);
    const optedOut = args.map((word) => (word.startsWith('+') ? '+1 500 555 0004' : word));
    const refused = await run(optedOut, { TWILIO_AUTH_TOKEN: 'somebody-elses' });
    expect(refused.code).toBe(1);
    expect(refused.out).toMatch(/^✗ Generic: not sent \(opted_out\)/);
    expect(refused.out).toMatch(/https:\/\/www\.twilio\.com\/docs\/api\/errors\/21610/);
    // The next message would fail the same way, so it is not sent.
    expect(refused.out).not.toContain('SignIn');
    expect(refused.out + refused.error).not.toMatch(/somebody|5005550004|500 555/);
  });

  test('keeps its exit code if its output pipe closes early', async () => {
    const env = { PATH: process.env['PATH'], NO_COLOR: '1' };
    const options = { cwd: project.directory, env };
    const child = spawn(process.execPath, [...node, 'check', 'wrong.json'], options);
    child.stdout.destroy();
    const errors: string[] = [];
    child.stderr.on('data', (text: Buffer) => errors.push(text.toString()));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(errors).toEqual([]);
  });

  test('requires a choice before it sends several real messages', async () => {
    const args = ['send', '--connector', 'twilio', '--to', '+44 7700 900123'];
    const { code, error } = await run(args, { TWILIO_AUTH_TOKEN: authToken });
    expect(code).toBe(2);
    expect(error).toMatch(/--usage-type: Generic, SignIn, or all \(2 messages\)/);
  });

  test('exits with 3 if a message may have been sent', async () => {
    const { code, out } = await run(['send', '--config', 'mock.json', '--to', '+12015550116']);
    expect(code).toBe(3);
    expect(out).toMatch(/may have been sent \(timeout\)/);
  });

  test.each([
    [['lst'], /unknown command 'lst'[^]*Did you mean list\?/],
    [['check'], /missing required argument/],
    [['check', 'absent.json'], /cannot read absent\.json/],
    [['check', 'package.json'], /cannot tell which connector package\.json is for/],
    [['send', '--connector', 'twillio', '--to', '+1'], /cannot read sms-connectors\.twillio\.json/],
    [
      ['check', 'mock.json', '--connector', 'nexmo'],
      /connector nexmo is not installed; installed: mock, twilio/,
    ],
    [
      ['send', '--to', '+1', '--config', 'mock.json', '--usage-type', 'Login'],
      /Login is not a usage type/,
    ],
    [
      ['send', '--to', '+1', '--config', 'mock.json', '--payload', 'code'],
      /--payload must be name=value/,
    ],
    [['console', '--port', 'http'], /--port must be a number/],
    [['check', 'mock.json', '--online'], /mock cannot be checked online/],
  ])('%j is invalid usage, with a reason', async (args, why) => {
    const { code, error } = await run(args);
    expect(error).toMatch(why);
    expect(code).toBe(2);
  });

  test('rejects a credential passed as an argument without repeating it', async () => {
    const { code, error, out } = await run(['send', '--to', '+1', '--auth-token=hush']);
    expect(code).toBe(2);
    expect(out + error).not.toContain('hush');
  });

  test('the help has examples, exit codes and the source of credentials', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/Examples:[^]*TWILIO_ACCOUNT_SID[^]*Exit codes/);
  });

  test('forwards to the emulator, scaffolder and docs commands', async () => {
    expect((await run(['emulator', '--help'])).out).toMatch(/^Usage: sms-connectors emulator </);
    expect((await run(['new', '--help'])).out).toMatch(/^Usage: sms-connectors new \[id\]/);
    expect((await run(['docs', '--help'])).out).toMatch(/^Usage: sms-connectors docs \[options\]/);
  });

  test('does not start with --interactive-only outside a terminal', async () => {
    const { code, out } = await run(['console', '--interactive-only']);
    expect(code).toBe(0);
    expect(out).toMatch(/not an interactive terminal/);
  });
});

test('serves the page by default, until it is stopped', { timeout: 120_000 }, async () => {
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
