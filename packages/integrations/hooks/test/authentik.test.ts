import { mock } from '@sms-connectors/mock';
import { authentik } from '@sms-connectors/hooks/authentik';
import { expect, test } from 'vitest';
import { describeHook } from './describe-hook.ts';
import { basic, posted, secret, withWrongCredentials } from './requests.ts';

const url = 'https://example.com/hooks/authentik';
const credentials = { user: 'hooks', password: secret };
const headers = basic('hooks', secret);
const templates = [{ usageType: 'Generic' as const, content: 'Your code is {{code}}.' }];

/** https://github.com/goauthentik/authentik/blob/main/authentik/stages/authenticator_sms/models.py (send_generic) */
const event = (changes: object = {}): object => ({
  From: '+12015550100',
  To: '+33612345678',
  Body: '904172',
  Message: 'Use this code to authenticate in authentik: 904172',
  ...changes,
});

describeHook('authentik', {
  connect: (options) => authentik({ credentials, ...options }),
  request: () => posted(url, event(), headers),
  to: '+33612345678',
  code: '904172',
  secrets: [secret],
  message: {
    usageType: 'MfaVerification',
    payload: { code: '904172', text: 'Use this code to authenticate in authentik: 904172' },
  },
  deadlineMs: 10_000,
  audience: 'person',
  hasKeys: false,
  forged: {
    ...withWrongCredentials(url, event()),
    'without a number': posted(url, event({ To: null }), headers),
    'without a code': posted(url, event({ Body: '' }), headers),
    'with a body that is no JSON': posted(url, 'hello', headers),
  },
  isYes: ({ status }) => status < 400,
});

test('a mapping adds a language and a usage type', async () => {
  const sender = mock({ templates });
  const handle = authentik({ credentials, sender });
  const mapped = { To: '+33612345678', Body: '904172', locale: 'fr', usageType: 'BindMfa' };
  await handle(posted(url, mapped, headers));
  expect(await sender.inbox.list()).toMatchObject([{ usageType: 'BindMfa', locale: 'fr' }]);
});

test('the person reads why there is no code, in their language', async () => {
  const sender = mock({ templates });
  const handle = authentik({ credentials: { token: secret }, sender });
  const request = posted(url, event({ To: '12015550101', locale: 'pt-BR' }), {
    authorization: `Bearer ${secret}`,
  });
  const response = await handle(request);
  expect([response.status, response.headers.get('content-type')]).toEqual([
    422,
    expect.stringMatching(/^text\/plain/i),
  ]);
  expect(await response.text()).toMatch(/número de telefone/);
});
