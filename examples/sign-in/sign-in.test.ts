import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { startTwilioEmulator } from '@sms-connectors/twilio/emulator';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { expectAccessible } from '../../test/browser/accessible.ts';
import {
  type Browser,
  browserTimeoutMs,
  openBrowser,
  type Page,
} from '../../test/browser/open-browser.ts';
import { openPage } from '../../test/browser/watched-page.ts';

const known = '+44 7700 900123';
const unknown = '+44 7700 900999';
const servers = ['hono.ts', 'express.ts'] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, browserTimeoutMs);
afterAll(async () => {
  // Absent if no browser started.
  await (browser as Browser | undefined)?.close();
});

// The servers wait for half a minute before a code is sent again.
describe.concurrent.each(servers)('sign-in with %s', (server) => {
  test('by keyboard alone: a wrong code, the same code again, the right one, sign-out', async () => {
    await using example = await startExample(server);
    const { page, complaints, addresses } = await openPage(browser, example.link);
    const { keyboard } = page;
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expectAccessible(page);

    await expectFocus(page, 'Phone number');
    await keyboard.type('07700 900123');
    await keyboard.press('Enter');
    await expectMessage(page, 'This phone number is not valid. Check it and try again.');
    expect(example.messages()).toEqual([]);
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type(known);
    await keyboard.press('Enter');
    await expectMessage(
      page,
      'If this number has an account, a code is on its way. Enter it here.',
    );
    await expectFocus(page, 'Code from the text message');
    const code = await example.code();
    await page.getByRole('button', { name: /^Send again in \d+ s$/, disabled: true }).waitFor();
    await expectAccessible(page);

    await keyboard.type(otherThan(code));
    await keyboard.press('Enter');
    await expectMessage(page, 'This code is wrong. You have 4 attempts left.');
    await expectAccessible(page);

    const resend = page.getByRole('button', { name: 'Send again', exact: true });
    await resend.waitFor({ timeout: 60_000 });
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await resend.and(page.locator(':focus')).waitFor();
    await keyboard.press('Enter');
    await expectMessage(page, 'If this number has an account, the same code is on its way again.');
    await vi.waitUntil(() => example.messages().length === 2);
    expect(example.messages()[1]).toBe(example.messages()[0]);
    expect(example.messages()[0]).toMatch(/^Your sign-in code is \d{6}\.\n\n@localhost #\d{6}$/);

    // People copy codes with spaces.
    await expectFocus(page, 'Code from the text message');
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type(`${code.slice(0, 3)} ${code.slice(3)}`);
    await keyboard.press('Enter');
    await page.getByText('You are signed in as +447700900123').waitFor();
    await expectAccessible(page);

    const cookies = await page.context().cookies();
    expect(cookies).toMatchObject([
      { name: 'session', httpOnly: true, sameSite: 'Lax', path: '/' },
    ]);
    await page.reload();
    await page.getByText('You are signed in as +447700900123').waitFor();

    await expectFocus(page, 'Sign out');
    await keyboard.press('Enter');
    await expectFocus(page, 'Phone number');
    expect(await page.context().cookies()).toEqual([]);
    await page.context().addCookies(cookies);
    await page.reload();
    // The session has ended on the server, too.
    await expectFocus(page, 'Phone number');

    expect(complaints).toEqual([]);
    expect(addresses.filter((address) => /\d{6}/.test(address.slice(example.link.length)))).toEqual(
      [],
    );
  });

  test('tells nobody who has an account, and limits what an address may request', async () => {
    await using example = await startExample(server);
    const { page } = await openPage(browser, example.link);
    for (const [sent, number] of [known, ...Array<string>(9).fill(unknown)].entries()) {
      await page.getByLabel('Phone number').fill(number);
      await page.getByRole('button', { name: 'Send code' }).click();
      await expectMessage(
        page,
        'If this number has an account, a code is on its way. Enter it here.',
      );
      await page.getByRole('button', { name: 'Send again in' }).waitFor();
      // A message is sent after the answer.
      await vi.waitUntil(() => example.messages().length > 0);
      expect(example.messages(), String(sent)).toHaveLength(1);
      await page.getByRole('button', { name: 'Use another number' }).click();
      await expectFocus(page, 'Phone number');
    }
    for (const number of [known, unknown]) {
      await page.getByLabel('Phone number').fill(number);
      await page.getByRole('button', { name: 'Send code' }).click();
      await expectMessage(
        page,
        'Too many codes were requested. Please wait a moment and try again.',
      );
    }
    expect(example.messages()).toHaveLength(1);
  });

  test('answers no other site, and protects its page and its cookie', async () => {
    await using example = await startExample(server, 'production');
    const page = await fetch(example.link);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('x-powered-by')).toBeNull();

    const own = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
    const post = (route: string, body: string, headers: Readonly<Record<string, string>> = own) =>
      fetch(new URL(route, example.link), { method: 'POST', headers, body });
    const status = async (...request: Parameters<typeof post>) => (await post(...request)).status;
    const wanted = JSON.stringify({ phone: known });
    expect(await status('/start', wanted, { ...own, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await status('/start', wanted, { 'content-type': 'application/json' })).toBe(403);
    expect(await status('/start', wanted, { ...own, 'content-type': 'text/plain' })).toBe(403);
    const long = JSON.stringify({ phone: known, more: ' '.repeat(2000) });
    expect(await status('/start', long)).toBe(413);
    expect(await status('/start', `{"phone":"${known}"`)).toBe(400);
    expect(await status('/start', '[]')).toBe(200);
    expect(example.messages()).toEqual([]);

    const { id } = (await (await post('/start', wanted)).json()) as { readonly id: string };
    const checked = await post('/check', JSON.stringify({ id, code: await example.code() }));
    const [cookie = ''] = checked.headers.getSetCookie();
    expect(cookie.split('; ').toSorted()).toEqual([
      expect.stringMatching(/^Expires=/),
      'HttpOnly',
      'Path=/',
      'SameSite=Lax',
      'Secure',
      expect.stringMatching(/^session=[\w-]{43}$/),
    ]);
    expect(example.messages()).toHaveLength(1);
    // No error quotes what was sent.
    expect(example.errors()).toBe('');
  });
});

test.each([
  {
    locale: 'fr-CA',
    phone: 'Numéro de téléphone',
    sent: 'Si un compte est associé à ce numéro, vous allez recevoir un code. Saisissez-le ici.',
    message: 'Votre code de connexion est',
    wrong: 'Ce code est incorrect. Il vous reste 4 essais.',
    locked: 'Trop de codes incorrects. Demandez un nouveau code.',
  },
  {
    locale: 'pt-BR',
    phone: 'Número de telefone',
    sent: 'Se este número tiver uma conta, você vai receber um código. Digite-o aqui.',
    message: 'Seu código de acesso é',
    wrong: 'Este código está incorreto. Restam 4 tentativas.',
    locked: 'Muitas tentativas incorretas. Peça um novo código.',
  },
])('in the language of a browser in $locale, until too many codes are wrong', async (texts) => {
  await using example = await startExample('hono.ts');
  const { locale } = texts;
  const { page, complaints } = await openPage(browser, example.link, { locale });
  expect(await page.getAttribute('html', 'lang')).toBe(locale.slice(0, 2));
  await page.getByLabel(texts.phone).fill(known);
  await page.keyboard.press('Enter');
  await expectMessage(page, texts.sent);
  const wrong = otherThan(await example.code());
  expect(example.messages()[0]).toContain(texts.message);
  await page.keyboard.type(wrong);
  await page.keyboard.press('Enter');
  await expectMessage(page, texts.wrong);
  for (let attempt = 2; attempt <= 5; attempt++) {
    const checked = page.waitForResponse('**/check');
    await page.locator('#code').fill(wrong);
    await page.keyboard.press('Enter');
    await checked;
  }
  await expectMessage(page, texts.locked);
  await expectFocus(page, texts.phone);
  expect(complaints).toEqual([]);
});

test('the browser of a phone fills in the code from the message', async () => {
  await using example = await startExample('express.ts');
  const { page } = await openPage(browser, 'about:blank', {
    viewport: { width: 390, height: 760 },
    isMobile: true,
  });
  // The phone: Chromium without one reads no messages.
  const wanted = Promise.withResolvers<unknown>();
  await page.exposeFunction('readMessage', async (options: unknown) => {
    wanted.resolve(options);
    return example.code();
  });
  await page.addInitScript(() => {
    Object.assign(globalThis, { OTPCredential: Object });
    navigator.credentials.get = async (options) => ({
      id: '',
      type: 'otp',
      code: await (
        globalThis as unknown as { readMessage: (options: unknown) => Promise<string> }
      ).readMessage({ ...options, signal: undefined }),
    });
  });
  await page.goto(example.link);
  await page.getByLabel('Phone number').fill(known);
  await page.keyboard.press('Enter');
  await page.getByText('You are signed in as +447700900123').waitFor();
  expect(await wanted.promise).toEqual({ otp: { transport: ['sms'] } });
  const code = page.locator('#code');
  expect(await code.getAttribute('autocomplete')).toBe('one-time-code');
  expect(await code.getAttribute('inputmode')).toBe('numeric');
});

test('twilio.ts sends the same messages with Twilio', async () => {
  await using emulator = await startTwilioEmulator();
  const { accountSID, authToken, fromMessagingServiceSID } = emulator.config;
  vi.stubEnv('TWILIO_ACCOUNT_SID', accountSID);
  vi.stubEnv('TWILIO_AUTH_TOKEN', authToken);
  vi.stubEnv('TWILIO_FROM_MESSAGING_SERVICE_SID', fromMessagingServiceSID);
  vi.stubEnv('TWILIO_BASE_URL', emulator.url);
  const { sms } = await import('./twilio.ts');
  vi.unstubAllEnvs();
  await sms.send({
    to: known,
    usageType: 'SignIn',
    payload: { code: '314159' },
    autofill: { webHost: 'localhost' },
  });
  expect(emulator.messages).toMatchObject([
    { to: '+447700900123', text: 'Your sign-in code is 314159.\n\n@localhost #314159' },
  ]);
});

/** Starts a server of the example on a free port. It must end by itself when it is asked to. */
async function startExample(server: (typeof servers)[number], environment = 'development') {
  const file = path.join(import.meta.dirname, server);
  const child = spawn(process.execPath, [...process.execArgv, file], {
    env: { ...process.env, PORT: '0', NODE_ENV: environment },
  });
  const output = outputOf(child);
  const link = await vi.waitUntil(() => /http:\S+/.exec(output.stdout)?.[0], { timeout: 60_000 });
  const messages = () =>
    output.stdout
      .split(/\nTo \S+:\n/)
      .slice(1)
      .map((text) => text.trim());
  return {
    link,
    messages,
    code: () =>
      vi.waitUntil(() => /#(\d+)/.exec(messages().at(-1) ?? '')?.[1], { timeout: 10_000 }),
    errors: () => output.stderr,
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
    },
  };
}

function outputOf(child: ChildProcess) {
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  return output;
}

const otherThan = (code: string): string => (code === '000000' ? '111111' : '000000');

async function expectMessage(page: Page, text: string): Promise<void> {
  await page.getByRole('status').getByText(text, { exact: true }).waitFor();
}

async function expectFocus(page: Page, name: string): Promise<void> {
  const control = page.getByLabel(name).or(page.getByRole('button', { name }));
  await control.and(page.locator(':focus')).waitFor();
}
