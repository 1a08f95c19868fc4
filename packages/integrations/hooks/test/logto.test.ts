// @ts-expect-error: it has no types
import createHttpSms from '@logto/connector-http-sms';
import { mock } from '@sms-connectors/mock';
import { logto } from '@sms-connectors/hooks/logto';
import { expect, test } from 'vitest';
import { describeHook } from './describe-hook.ts';
import { is2xx, posted, secret, withWrongCredentials } from './requests.ts';
import { serveHook } from './serve-hook.ts';

interface LogtoConnector {
  readonly sendMessage: (message: object) => Promise<unknown>;
}

const url = 'https://example.com/hooks/logto';
const credentials = { token: secret };
const authorization = `Bearer ${secret}`;
const templates = (['Generic', 'SignIn'] as const).map((usageType) => ({
  usageType,
  content: `${usageType}: {{code}}`,
}));

/** https://github.com/logto-io/logto/blob/master/packages/connectors/connector-http-sms/README.md */
const event = (changes: object = {}): object => ({
  to: '33612345678',
  type: 'SignIn',
  payload: { code: '904172', locale: 'fr-CA', uiLocales: 'fr-CA fr' },
  ip: '192.0.2.7',
  ...changes,
});

describeHook('Logto', {
  connect: (options) => logto({ credentials, ...options }),
  request: () => posted(url, event(), { authorization }),
  to: '+33612345678',
  code: '904172',
  secrets: [secret],
  message: {
    usageType: 'SignIn',
    payload: { code: '904172' },
    locale: 'fr-CA',
    requester: { ip: '192.0.2.7' },
  },
  deadlineMs: 10_000,
  audience: 'person',
  hasKeys: false,
  forged: {
    ...withWrongCredentials(url, event()),
    'without a number': posted(url, event({ to: '' }), { authorization }),
    'without a code': posted(url, event({ payload: { locale: 'fr' } }), { authorization }),
    'with a body that is no JSON': posted(url, 'hello', { authorization }),
  },
  isYes: is2xx,
});

test.each([
  ['a type that does not exist yet', { type: 'Tomorrow' }, { usageType: 'Generic' }],
  ['a type that is no text', { type: 7 }, { usageType: 'Generic' }],
  ['a number with a plus sign', { to: '+33612345678' }, { to: '+33612345678' }],
  ['ui_locales alone', { payload: { code: '1', uiLocales: 'pt-BR pt' } }, { locale: 'pt-BR' }],
])('%s is read', async (_, changes, message) => {
  const sender = mock({ templates });
  await logto({ credentials, sender })(posted(url, event(changes), { authorization }));
  expect(await sender.inbox.list()).toMatchObject([message]);
});

test('the expiry is that of the settings', async () => {
  const sender = mock({ templates });
  const handle = logto({ credentials, sender, lifetimeSeconds: 600 });
  await handle(posted(url, event(), { authorization }));
  const [message] = await sender.inbox.list();
  const leftMs = Date.parse(message?.expiresAt ?? '') - Date.now();
  expect(leftMs).toBeGreaterThan(590_000);
  expect(leftMs).toBeLessThanOrEqual(600_000);
});

test('Logto’s own connector sends through it, and has the words for the person', async () => {
  const sender = mock({ templates });
  await using hook = await serveHook(logto({ credentials, sender }));
  const connector: LogtoConnector = await createHttpSms({
    getConfig: () => ({ endpoint: hook.url, authorization }),
  });
  const send = (to: string): Promise<unknown> =>
    connector.sendMessage({ to, type: 'SignIn', payload: { code: '904172', locale: 'fr' } });

  await send('33612345678');
  expect(await sender.inbox.list()).toMatchObject([{ to: '+33612345678', text: 'SignIn: 904172' }]);
  // Logto puts the data into its own sentence.
  await expect(send('12015550101')).rejects.toMatchObject({
    code: 'general',
    data: { message: expect.stringMatching(/^Ce numéro de téléphone/) },
  });
});
