import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanEnvironment, type TestProject, testProject, twilioConfig } from './project.ts';

const command = path.join(import.meta.dirname, '../src/command/sms-connectors.ts');
const node = ['--conditions=@sms-connectors/source', command];
const plan = {
  routes: { BR: ['twilio-eu', 'twilio'], '+1787': ['twilio'], default: ['twilio', 'mock'] },
  limits: {
    countries: ['BR', 'FR', 'PR'],
    perRecipient: [
      { messages: 5, seconds: 3600 },
      { messages: 1, seconds: 90 },
    ],
  },
};

let project: TestProject;
beforeAll(async () => {
  project = await testProject('twilio');
  await write('sms-connectors.twilio.json', twilioConfig);
  await write('sms-connectors.twilio-eu.json', { connector: 'twilio', ...twilioConfig, from: 1 });
  await write('sms-delivery-plan.json', plan);
  await write('open.json', { routes: { FR: ['twilio'] } });
  await write('wrong.json', {
    routes: { fr: ['twillio'], FR: ['twilio', 'twilio'], DE: [] },
    limits: { perRecipient: [{ messages: 0 }] },
    failovr: {},
  });
});
afterAll(() => project[Symbol.asyncDispose]());

const write = (name: string, value: object) =>
  writeFile(path.join(project.directory, name), JSON.stringify(value));

function check(...args: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  const env = cleanEnvironment;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...node, 'check', ...args],
      { cwd: project.directory, env },
      (_error, out, error) => resolve({ code: child.exitCode ?? -1, out, error }),
    );
  });
}

describe.concurrent('sms-connectors check, with a delivery plan', { timeout: 120_000 }, () => {
  test('shows routes, limits, and which connectors have a config here', async () => {
    const { code, out } = await check('sms-delivery-plan.json');
    expect(code).toBe(0);
    expect(out).toMatch(/^✓ sms-delivery-plan\.json is a valid delivery plan\.$/m);
    expect(out).toMatch(/^ {2}BR +twilio-eu → twilio$/m);
    expect(out).toMatch(/^ {2}\+1787 +twilio$/m);
    expect(out).toMatch(/^ {2}default +twilio → mock$/m);
    expect(out).toMatch(/^ {2}✓ +twilio +config in sms-connectors\.twilio\.json$/m);
    expect(out).toMatch(/^ {2}✗ +twilio-eu +sms-connectors\.twilio-eu\.json has problems/m);
    expect(out).toMatch(/^ {2}\? +mock +no config here \(sms-connectors\.mock\.json\)$/m);
    expect(out).toMatch(/^ {2}countries +BR, FR, PR$/m);
    expect(out).toMatch(/perRecipient +5 messages in 1 hour, and 1 message in 90 seconds$/m);
    expect(out).not.toContain(twilioConfig.authToken);
    expect((await check('sms-delivery-plan.json', '--strict')).code).toBe(1);
  });

  test('says that other numbers are refused if there is no default', async () => {
    const { code, out } = await check('open.json', '--strict');
    expect(code).toBe(0);
    expect(out).toMatch(/no route default, so all other numbers are refused/);
    expect(out).toMatch(/^ {2}messages +any number$/m);
  });

  test('tells every problem by its path', async () => {
    const { code, out } = await check('wrong.json');
    expect(code).toBe(1);
    expect(out).toMatch(/^✗ wrong\.json has 7 problems to fix\.$/m);
    for (const problem of [
      'routes.fr: Must be a country of ISO 3166-1 in capitals',
      'routes.fr[0]: No connector has this name. The connectors are mock, http, twilio, twilio-eu.',
      'routes.FR: A connector is named twice.',
      'routes.DE: Must not be empty.',
      'limits.perRecipient[0].messages: Must be at least 1.',
      'limits.perRecipient[0].seconds: Required.',
      'failovr: Unknown field.',
    ]) {
      expect(out).toContain(`\n  ${problem}`);
    }
    expect(out).toMatch(/^ {2}✗ +twillio +not installed$/m);
    expect(out).not.toContain('Routes');
  });

  test.each([
    ['+55 11 91234-5678', 0, /country +BR\n +route +BR\n +order +twilio-eu → twilio/],
    ['+17875550123', 0, /country +PR\n +route +\+1787\n +order +twilio$/m],
    ['+33612345678', 0, /country +FR\n +route +default\n +order +twilio → mock/],
    ['+351912345678', 1, /country +PT\n +✗ Refused: limits\.countries does not name/],
  ])('explains what happens to a message to %s, without the number', async (to, code, expected) => {
    const plain = await check('sms-delivery-plan.json', '--to', to);
    expect(plain.code).toBe(code);
    expect(plain.out).toMatch(expected);
    const json = await check('sms-delivery-plan.json', '--to', to, '--json');
    expect(json.code).toBe(code);
    const written = plain.out + plain.error + json.out + json.error;
    expect(written.replaceAll(/[\s-]/g, '')).not.toContain(
      to.replaceAll(/[\s-]/g, '').slice(4, -2),
    );
  });

  test('refuses a number that no route serves, and asks to fix a plan with problems first', async () => {
    const { code, out } = await check('open.json', '--to', '+351912345678');
    expect(code).toBe(1);
    expect(out).toMatch(/Refused: no route serves it/);
    const wrong = await check('wrong.json', '--to', '+351912345678');
    expect(wrong.code).toBe(1);
    expect(wrong.out).toMatch(/Fix the plan first/);
  });

  test('prints JSON', async () => {
    const { code, out } = await check('sms-delivery-plan.json', '--json', '--to', '+5511912345678');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      file: 'sms-delivery-plan.json',
      ok: true,
      valid: true,
      issues: [],
      plan: { routes: plan.routes, limits: { onStoreFailure: 'allow' } },
      connectors: [
        { name: 'twilio-eu', installed: true, config: 'problems' },
        { name: 'twilio', installed: true, config: 'valid' },
        { name: 'mock', installed: true, config: 'none' },
      ],
      to: { country: 'BR', route: 'BR', connectors: ['twilio-eu', 'twilio'] },
    });
    const wrong = await check('wrong.json', '--json');
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.out)).toMatchObject({ ok: false, valid: false, issues: { length: 7 } });
  });

  test.each([
    [['open.json', '--to', '0612345678'], /✗ --to: The number has no country code/],
    [['open.json', '--online'], /✗ --online is for a config/],
    [['open.json', '--emulator'], /✗ --emulator is for a config/],
  ])('%j is invalid usage', async (args, expected) => {
    const { code, out, error } = await check(...args);
    expect(code).toBe(2);
    expect(error).toMatch(expected);
    expect(out + error).not.toContain('12345678');
  });
});
