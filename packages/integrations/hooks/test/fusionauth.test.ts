import { recipientParser } from '@sms-connectors/core/phone';
import { mock } from '@sms-connectors/mock';
import { fusionauth } from '@sms-connectors/hooks/fusionauth';
import { expect, test } from 'vitest';
import { describeHook } from './describe-hook.ts';
import { basic, is2xx, posted, secret, withWrongCredentials } from './requests.ts';

const url = 'https://example.com/hooks/fusionauth';
const credentials = { user: 'hooks', password: secret };
const headers = basic('hooks', secret);
const templates = [
  { usageType: 'Generic' as const, content: '{{text}}', withoutCode: true as const },
];

/** https://fusionauth.io/docs/customize/email-and-messages/generic-messenger */
const event = (changes: object = {}): object => ({
  code: '904172',
  phoneNumber: '+33612345678',
  message: 'Your verification code is 904172',
  textMessage: 'Two Factor Code: 904172',
  type: 'SMS',
  userId: 'u-1',
  ...changes,
});

describeHook('FusionAuth', {
  connect: (options) => fusionauth({ credentials, ...options }),
  request: () => posted(url, event(), headers),
  to: '+33612345678',
  code: '904172',
  secrets: [secret],
  message: {
    usageType: 'Generic',
    payload: { code: '904172', text: 'Two Factor Code: 904172' },
    requester: { userId: 'u-1' },
  },
  deadlineMs: 10_000,
  audience: 'person',
  hasKeys: false,
  forged: {
    ...withWrongCredentials(url, event()),
    'without a number': posted(url, event({ phoneNumber: '' }), headers),
    'without a code or a text': posted(url, event({ code: '', textMessage: '' }), headers),
    'for a call': posted(url, event({ type: 'Voice' }), headers),
    'with a body that is no JSON': posted(url, 'hello', headers),
  },
  isYes: is2xx,
});

// The number of the documentation's own sample.
const national = event({ phoneNumber: '3035551212' });

test('a number without its country code is refused', async () => {
  const sender = mock({ templates });
  const response = await fusionauth({ credentials, sender })(posted(url, national, headers));
  expect(response.status).toBe(422);
  expect(await sender.inbox.list()).toEqual([]);
});

test('a parser reads numbers without their country code, and leaves the others', async () => {
  const sender = mock({ templates });
  const parseRecipient = recipientParser({ defaultCountry: 'US' });
  const handle = fusionauth({ credentials, sender, parseRecipient });
  const number = event({ phoneNumber: '(303) 555-1212' });
  for (const body of [national, number, event()]) await handle(posted(url, body, headers));
  const unreadable = await handle(posted(url, event({ phoneNumber: '55' }), headers));
  expect(unreadable.status).toBe(422);
  expect(await sender.inbox.list()).toMatchObject([
    { to: '+13035551212' },
    { to: '+13035551212' },
    { to: '+33612345678', text: 'Two Factor Code: 904172' },
  ]);
});

test('a message without a code has its text', async () => {
  const sender = mock({ templates });
  const link = event({ code: undefined, textMessage: 'Open https://example.com' });
  await fusionauth({ credentials, sender })(posted(url, link, headers));
  expect(await sender.inbox.list()).toMatchObject([{ text: 'Open https://example.com' }]);
});
