import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import type { ConnectorError } from '@sms-connectors/core';
import { mock } from '@sms-connectors/mock';
import {
  smsPhoneNumber,
  type SmsPhoneNumberOptions,
  smsTwoFactor,
} from '@sms-connectors/better-auth';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import { phoneNumber } from 'better-auth/plugins/phone-number';
import { twoFactor } from 'better-auth/plugins/two-factor';

const usageTypes = [
  'SignIn',
  'Register',
  'ForgotPassword',
  'Generic',
  'BindNewIdentifier',
  'MfaVerification',
  'BindMfa',
] as const;

export type Setup = Partial<SmsPhoneNumberOptions> & {
  /** Sends in the background, as serverless platforms have it. */
  readonly inBackground?: boolean;
};

/** Better Auth with a database in memory, over HTTP, and a phone that gets its messages. */
export async function startAuth({ inBackground = false, ...setup }: Setup = {}) {
  const phone = mock({
    templates: usageTypes.flatMap((usageType) => [
      { usageType, content: `${usageType}: {{code}}` },
      { usageType, locale: 'fr', content: `${usageType} (fr) : {{code}}` },
    ]),
  });
  const errors: ConnectorError[] = [];
  const logged: unknown[] = [];
  const sms = { sender: phone, onError: (error: ConnectorError) => errors.push(error), ...setup };
  const { sender, onError } = sms;
  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const background: Promise<unknown>[] = [];
  const auth = betterAuth({
    baseURL: url,
    secret: 'a secret of the tests, which is long enough',
    database: new DatabaseSync(':memory:'),
    emailAndPassword: { enabled: true },
    rateLimit: { enabled: false },
    logger: { log: (...line) => logged.push(line) },
    plugins: [
      phoneNumber(
        smsPhoneNumber({
          signUpOnVerification: { getTempEmail: (number) => `${number.slice(1)}@example.invalid` },
          ...sms,
        }),
      ),
      twoFactor({ otpOptions: smsTwoFactor({ sender, onError }), skipVerificationOnEnable: true }),
    ],
    ...(inBackground && {
      advanced: { backgroundTasks: { handler: (task: Promise<unknown>) => background.push(task) } },
    }),
  });
  const { runMigrations } = await getMigrations(auth.options);
  await runMigrations();
  const handle = toNodeHandler(auth);

  let cookies: Readonly<Record<string, string>> = {};
  /** Posts as a browser does, with the cookies that it got. */
  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/api/auth${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: url,
        cookie: Object.entries(cookies)
          .map(([name, value]) => `${name}=${value}`)
          .join('; '),
        ...headers,
      },
      body: JSON.stringify(body),
    });
    const set = response.headers.getSetCookie().map((cookie) => /^([^=]+)=([^;]*)/.exec(cookie));
    cookies = {
      ...cookies,
      ...Object.fromEntries(set.map((found) => [found?.[1] ?? '', found?.[2] ?? ''])),
    };
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as Readonly<Record<string, unknown>>,
    };
  };
  return {
    auth,
    phone,
    post,
    errors,
    logged,
    background,
    forgetCookies: () => {
      cookies = {};
    },
    texts: async () => (await phone.inbox.list()).map(({ text }) => text),
    code: async () => /\d{6}/.exec((await phone.inbox.list()).at(-1)?.text ?? '')?.[0] ?? '',
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
