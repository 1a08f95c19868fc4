import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { requiredUsageTypes } from '@sms-connectors/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPage } from '../src/page/build.ts';
import { cleanEnvironment, type TestProject, testProject, twilioConfig } from './project.ts';

const command = path.join(import.meta.dirname, '../src/command/sms-connectors.ts');
const node = ['--conditions=@sms-connectors/source', command];
const { authToken, ...withoutSecret } = twilioConfig;

let project: TestProject;
beforeAll(async () => {
  project = await testProject('aws', 'telnyx', 'twilio', 'vonage');
  await mkdir(path.join(project.directory, 'empty'));
  await copyFile(
    path.join(project.directory, 'package.json'),
    path.join(project.directory, 'empty/package.json'),
  );
  await writeConfig('sms-connectors.twilio.json', withoutSecret);
  await writeFile(path.join(project.directory, 'cut.json'), '{ "authToken": "hush",\n');
  await writeConfig('list.json', []);
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

/** A complete config of each connector, and variables of somebody else’s account. */
const complete = {
  aws: {
    config: {
      region: 'eu-west-1',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'secret',
    },
    strangers: ['AWS_SESSION_TOKEN', 'AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_MAX_PRICE'],
  },
  telnyx: {
    config: { apiKey: 'KEY', from: '+15005550006' },
    strangers: ['TELNYX_API_KEY', 'TELNYX_MESSAGING_PROFILE_ID', 'TELNYX_PUBLIC_KEY'],
  },
  twilio: {
    config: { accountSID: twilioConfig.accountSID, authToken, from: '+15005550006' },
    strangers: [
      'TWILIO_API_KEY_SID',
      'TWILIO_API_KEY_SECRET',
      'TWILIO_REGION',
      'TWILIO_FROM_MESSAGING_SERVICE_SID',
      'TWILIO_DISABLE_RISK_CHECK',
    ],
  },
  vonage: {
    config: { apiKey: 'abcd1234', signatureSecret: 'secret', from: 'Acme' },
    strangers: ['VONAGE_API_SECRET', 'VONAGE_SIGNATURE_METHOD', 'VONAGE_DELIVERY_REPORT_URL'],
  },
} as const;

const writeConfig = (name: string, config: object) =>
  writeFile(path.join(project.directory, name), JSON.stringify(config));

function run(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  folder = '.',
): Promise<{ code: number; out: string; error: string }> {
  const env = { ...cleanEnvironment, ...environment };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...node, ...args],
      { cwd: path.join(project.directory, folder), env },
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
      { id: 'aws' },
      { id: 'http' },
      { id: 'telnyx' },
      { id: 'twilio', package: '@sms-connectors/twilio', emulator: true },
      { id: 'vonage' },
    ]);
  });

  test('lists connectors in lines that fit a terminal', async () => {
    const { out } = await run(['list']);
    expect(out).toMatch(/^ {2}aws +@sms-connectors\/aws +\S+ +AWS End User Messaging SMS$/m);
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('checks a config: reports each problem with its path and field description', async () => {
    const { code, out } = await run(['check', 'wrong.json']);
    expect(code).toBe(1);
    expect(out).toMatch(/wrong\.json has 2 problems to fix/);
    expect(out).toMatch(/accountSID: Must be AC and 32 hexadecimal digits/);
    expect(out).toMatch(/frm: Unknown field\. Did you mean from\?\n/);
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

  test('checks a config: shows the request for a number, and sends nothing', async () => {
    await writeConfig('shown.json', { connector: 'twilio', ...twilioConfig });
    const { code, out } = await run(['check', 'shown.json', '--to', '+33612345678']);
    expect(code).toBe(0);
    expect(out).toMatch(/Request; nothing was sent, secrets are hidden\./);
    expect(out).toMatch(/POST https:\/\/api\.twilio\.com\/\S+\/Messages\.json/);
    expect(out).toMatch(/authorization: Basic ••••••••$/m);
    expect(out).toMatch(/To = \+33612345678/);
    expect(out).toMatch(/Body = Your sign-in code is 123456\./);
    expect(out).not.toContain(authToken);
    const wrong = await run(['check', 'shown.json', '--to', '12', '--json']);
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.out)).toMatchObject({
      ok: false,
      request: { outcome: 'rejected', code: 'invalid_recipient' },
    });
    expect((await run(['check', 'mock.json', '--to', '+33612345678'])).out).toMatch(
      /Mock gets no request: it is in this process\./,
    );
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
      {
        path: 'disableRiskCheck',
        code: 'invalid_type',
        message: 'Must be true or false.',
        variable: 'TWILIO_DISABLE_RISK_CHECK',
      },
    ]);
    // The file wins.
    expect(await issuesWith({ TWILIO_ACCOUNT_SID: 'AC1' })).toEqual([]);
  });

  test.each(Object.entries(complete))(
    'keeps a complete config of %s as it is, whatever is in the environment',
    async (id, { config, strangers }) => {
      const name = `complete.${id}.json`;
      await writeConfig(name, { connector: id, ...config, templates: twilioConfig.templates });
      const environment = Object.fromEntries(strangers.map((variable) => [variable, 'canary']));
      const { code, out } = await run(['check', name, '--json'], environment);
      expect(JSON.parse(out)).toMatchObject({ ok: true, issues: [] });
      const { sources, unusedVariables } = JSON.parse(out) as {
        sources: Record<string, object>;
        unusedVariables: readonly { variable: string }[];
      };
      expect(new Set(Object.values(sources).map((source) => JSON.stringify(source)))).toEqual(
        new Set(['{"from":"file"}']),
      );
      const unused = unusedVariables.map(({ variable }) => variable);
      expect(new Set(unused)).toEqual(new Set(strangers));
      expect(code).toBe(0);
      const text = await run(['check', name], environment);
      for (const variable of strangers) expect(text.out).toContain(`${variable} is not used: `);
      expect(out + text.out).not.toContain('canary');
    },
  );

  test('takes credentials that belong together from one place, and names the variables', async () => {
    const { accessKeyId, region } = complete.aws.config;
    const { templates } = twilioConfig;
    await writeConfig('half.json', { connector: 'aws', region, accessKeyId, templates });
    const environment = { AWS_SECRET_ACCESS_KEY: 'canary', AWS_SESSION_TOKEN: 'canary' };
    const { code, out } = await run(['check', 'half.json'], environment);
    expect(code).toBe(1);
    expect(out).toMatch(/secretAccessKey \(AWS_SECRET_ACCESS_KEY\): Required\./);
    expect(out).toMatch(
      /AWS_SESSION_TOKEN is not used: sessionToken must come from the same place as accessKeyId/,
    );
    await writeConfig('none.json', { connector: 'aws', region, templates });
    const all = { ...environment, AWS_ACCESS_KEY_ID: accessKeyId };
    const whole = await run(['check', 'none.json', '--json'], all);
    expect(JSON.parse(whole.out)).toMatchObject({
      ok: true,
      sources: {
        region: { from: 'file' },
        accessKeyId: { from: 'environment', variable: 'AWS_ACCESS_KEY_ID' },
        sessionToken: { from: 'environment', variable: 'AWS_SESSION_TOKEN' },
      },
    });
    expect((await run(['check', 'none.json'], all)).out).toMatch(
      /secretAccessKey comes from AWS_SECRET_ACCESS_KEY\./,
    );
    const sent = await run(
      ['send', '--config', 'none.json', '--to', '+447700900123', '--emulator'],
      all,
    );
    expect(sent.code).toBe(0);
    expect(sent.error).toMatch(/^accessKeyId comes from AWS_ACCESS_KEY_ID\./);
    expect(out + whole.out + sent.out + sent.error).not.toContain('canary');
  });

  test.each(Object.keys(complete))(
    'tries %s with its emulator without a config file',
    async (id) => {
      const { code, out } = await run(['check', '--connector', id, '--emulator'], {}, 'empty');
      expect(out).toMatch(/✓ +Credentials +OK/);
      expect(code).toBe(0);
      const args = ['send', '--connector', id, '--emulator', '--to', '+447700900123'];
      const sent = await run([...args, '--json'], {}, 'empty');
      expect(sent.code).toBe(0);
      expect(sent.error).toBe('There is no config file, so an example config is used.\n');
      const results = JSON.parse(sent.out) as readonly { outcome: string }[];
      expect(results.length).toBeGreaterThan(3);
      expect(results.filter(({ outcome }) => outcome !== 'accepted')).toEqual([]);
      const real = await run(
        args.filter((word) => word !== '--emulator'),
        {},
        'empty',
      );
      expect(real.code).toBe(2);
      expect(real.error).toMatch(new RegExp(`Cannot read 'sms-connectors\\.${id}\\.json'`));
      expect(real.error).toMatch(/, or try the emulator with --emulator\.\n/);
    },
  );

  test('tries the mock without a config file', async () => {
    const args = ['send', '--connector', 'mock', '--to', '+447700900123', '--usage-type', 'SignIn'];
    const { code, out } = await run(args, {}, 'empty');
    expect(out).toMatch(/^✓ SignIn: delivered, .*\n {2}Your sign-in code is 123456\.\n$/);
    expect(code).toBe(0);
    const checked = await run(['check', '--connector', 'mock', '--json'], {}, 'empty');
    expect(JSON.parse(checked.out)).toMatchObject({
      ok: true,
      sources: { templates: { from: 'example' } },
    });
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

  test('exits with 4 if the provider could not be asked', async () => {
    // api.twilio.com has no address here: a proxy that nobody runs is the only way to it.
    const environment = {
      TWILIO_AUTH_TOKEN: authToken,
      NODE_USE_ENV_PROXY: '1',
      HTTPS_PROXY: 'http://127.0.0.1:9',
    };
    const args = ['check', '--connector', 'twilio', '--online'];
    const { code, out } = await run(args, environment);
    expect(out).toMatch(/\? +Credentials +No answer/);
    expect(out).toMatch(/Twilio could not be asked\. Check the network, then try again\./);
    expect(code).toBe(4);
    const json = await run([...args, '--json'], environment);
    expect(json.code).toBe(4);
    expect(JSON.parse(json.out)).toMatchObject({ ok: false, valid: true });
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
    const env = cleanEnvironment;
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
    [['lst'], /^✗ Unknown command 'lst'\. Did you mean list\?\nRun sms-connectors --help/],
    [
      ['check', '--conector', 'mock'],
      /^✗ Unknown option '--conector'\. Did you mean --connector\?\nRun sms-connectors check --help/,
    ],
    [
      ['check'],
      /^✗ Pass a config file, or a connector with --connector\. Here: sms-connectors\.twilio\.json\.\n/,
    ],
    [['help', 'lst'], /^✗ Unknown command 'lst'\. Did you mean list\?\nRun sms-connectors --help/],
    [['send'], /^✗ Pass the recipient with --to, .*\.\nRun sms-connectors send --help/],
    [['send', '--too', '+1'], /^✗ Unknown option '--too'\. Did you mean --to\?\n/],
    [
      ['send', '--to', '0612345678', '--config', 'mock.json'],
      /^✗ --to: Start with \+ and the country code, for example .*\n/,
    ],
    [['check', 'absent.json'], /^✗ Cannot read 'absent\.json'\./],
    [['check', 'cut.json'], /^✗ 'cut\.json' is not valid JSON \(line 2 column 1\)\.\n/],
    [['check', 'list.json'], /^✗ 'list\.json' is not a JSON object\.\n/],
    [['send', '--to', '+1', 'more'], /^✗ Too many arguments for 'send'\. .* got 1: more\.\n/],
    [['check', 'package.json'], /^✗ Cannot tell which connector package\.json is for\./],
    [
      ['send', '--connector', 'twilo', '--to', '+1'],
      /^✗ Connector twilo is not installed\. Did you mean twilio\? Installed: mock, aws,/,
    ],
    [
      ['check', 'mock.json', '--connector', 'nexmo'],
      /^✗ Connector nexmo is not installed\. If it exists, install @sms-connectors\/nexmo\./,
    ],
    [
      ['send', '--to', '+1', '--config', 'mock.json', '--usage-type', 'signin'],
      /^✗ signin is not a usage type\. Did you mean SignIn\? Use all, or one of: Register/,
    ],
    [
      ['send', '--to', '+1', '--config', 'mock.json', '--locale', 'french'],
      /^✗ --locale: french is not a language tag, such as fr or pt-BR\. Did you mean fr\?/,
    ],
    [
      ['send', '--to', '+1', '--config', 'mock.json', '--payload', 'code'],
      /^✗ --payload must be name=value\./,
    ],
    [['console', '--port', 'http'], /^✗ --port must be a number up to 65535\./],
    [['check', 'mock.json', '--online'], /^✗ mock cannot be checked online\./],
    [['emulator', 'twilio', '--prot', '1'], /^✗ Unknown option '--prot'\./],
    [['new', '--nam', 'x'], /^✗ Unknown option '--nam'\./],
    [['docs', '--chek'], /^✗ Unknown option '--chek'\./],
  ])('%j is invalid usage, with a reason', async (args, why) => {
    const { code, error } = await run(args);
    expect(error).toMatch(why);
    expect(error).toMatch(/\nRun sms-connectors .*--help for usage\.\n$/);
    expect(error).not.toContain('hush');
    expect(code).toBe(2);
  });

  test('suggests the emulator that was probably meant', async () => {
    const { code, error } = await run(['emulator', 'twilo']);
    expect(error).toMatch(/^✗ No emulator found: .*\.\nDid you mean twilio\?\n$/);
    expect(code).toBe(1);
    const stranger = await run(['emulator', 'nobody']);
    expect(stranger.error).toMatch(/\nEmulators here: .*twilio.*\.\n$/);
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

  test('help shows the help of each command, also of those that are forwarded', async () => {
    expect((await run(['help'])).out).toBe((await run(['--help'])).out);
    const ofSend = await run(['help', 'send']);
    expect(ofSend.code).toBe(0);
    expect(ofSend.out).toMatch(/^Usage: sms-connectors send /);
    expect((await run(['help', 'emulator'])).out).toMatch(/^Usage: sms-connectors emulator </);
  });

  test('names the fields if an unknown one resembles none', async () => {
    await writeConfig('stranger.json', { connector: 'twilio', ...twilioConfig, zzz: 1 });
    const { out } = await run(['check', 'stranger.json']);
    expect(out).toMatch(/zzz: Unknown field\. The fields here are accountSID, authToken/);
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

describe('the console', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    const page = path.join(import.meta.dirname, '../dist/page');
    if (!existsSync(page)) await buildPage(page);
  });

  test('serves the page by default, until it is stopped', async () => {
    const env = { ...cleanEnvironment, HOME: project.directory };
    const child = spawn(process.execPath, node, { cwd: project.directory, env });
    const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    const link = /http:\/\/127\.0\.0\.1:\d+\/#[\w-]+/.exec(line)?.[0] ?? '';
    expect((await fetch(link)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('says so if the port of the console is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, error } = await run(['console', '--port', String(port)], {
      HOME: project.directory,
    });
    server.close();
    // Nothing else, such as a stack.
    expect(error).toBe(
      `✗ Port ${port} is in use. Choose another with --port, or leave it out for any free port.\n`,
    );
    expect(code).toBe(1);
  });
});
