import { mock } from '@sms-connectors/mock';
import { casdoor } from '@sms-connectors/hooks/casdoor';
import { expect, test } from 'vitest';
import { describeHook } from './describe-hook.ts';
import { posted, secret, withWrongCredentials } from './requests.ts';

const url = 'https://example.com/hooks/casdoor';
const credentials = { header: 'X-Api-Key', value: secret };
const headers = { 'x-api-key': secret };

/** https://github.com/casdoor/casdoor/blob/master/object/sms_custom_http.go */
const event = { phoneNumber: '+33612345678', code: '904172' };

describeHook('Casdoor', {
  connect: (options) => casdoor({ credentials, ...options }),
  request: () => posted(url, event, headers),
  to: '+33612345678',
  code: '904172',
  secrets: [secret],
  message: { usageType: 'Generic', payload: { code: '904172' } },
  deadlineMs: 10_000,
  audience: 'person',
  hasKeys: false,
  forged: {
    ...withWrongCredentials(url, event),
    'without a number': posted(url, { code: '904172' }, headers),
    'without a code': posted(url, { phoneNumber: '+33612345678' }, headers),
    'with a body that is no JSON': posted(url, 'hello', headers),
  },
  isYes: ({ status }) => status === 200,
});

test('a form is read, with the parameter of the settings', async () => {
  const templates = [{ usageType: 'Generic' as const, content: 'Your code is {{code}}.' }];
  const sender = mock({ templates });
  const handle = casdoor({ credentials, sender, parameter: 'content', lifetimeSeconds: 300 });
  // As Go's url.Values writes it.
  const form = new URLSearchParams({ content: '904172', phoneNumber: '+33612345678' });
  expect(String(form)).toContain('%2B33612345678');
  expect((await handle(posted(url, form, headers))).status).toBe(200);
  expect(await sender.inbox.list()).toMatchObject([
    { to: '+33612345678', text: 'Your code is 904172.', expiresAt: expect.any(String) },
  ]);
});
