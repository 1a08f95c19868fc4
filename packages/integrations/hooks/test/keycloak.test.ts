import { mock } from '@sms-connectors/mock';
import { keycloak } from '@sms-connectors/hooks/keycloak';
import { expect, test } from 'vitest';
import { describeHook } from './describe-hook.ts';
import { basic, is2xx, posted, secret, withWrongCredentials } from './requests.ts';

const url = 'https://example.com/hooks/keycloak';
const credentials = { user: 'hooks', password: secret };
const headers = basic('hooks', secret);
const text = 'Your SMS code is 904172 and is valid for 5 minutes.';

/** https://github.com/netzbegruenung/keycloak-mfa-plugins/blob/main/sms-authenticator/src/main/java/netzbegruenung/keycloak/authenticator/gateway/ApiSmsService.java */
const event = { text, to: '+33612345678', from: 'Keycloak' };

describeHook('Keycloak', {
  connect: (options) => keycloak({ credentials, ...options }),
  request: () => posted(url, new URLSearchParams(event), headers),
  to: '+33612345678',
  code: '904172',
  secrets: [secret],
  message: { usageType: 'MfaVerification', payload: { text } },
  deadlineMs: 10_000,
  audience: 'nobody',
  hasKeys: false,
  forged: {
    ...withWrongCredentials(url, event),
    'without a number': posted(url, { text }, headers),
    'without a text': posted(url, { to: '+33612345678' }, headers),
    // A quote in the theme's text: the plugin writes its JSON by hand.
    'with a broken body': posted(url, '{"text":"Your "code"","to":"+33612345678"}', headers),
  },
  isYes: is2xx,
});

test('JSON is read, and the secret in the header', async () => {
  const sender = mock({
    templates: [{ usageType: 'Generic', content: '{{text}}', withoutCode: true }],
  });
  const handle = keycloak({ credentials: { header: 'Authorization', value: secret }, sender });
  expect((await handle(posted(url, event, { authorization: secret }))).status).toBe(200);
  expect(await sender.inbox.list()).toMatchObject([{ to: '+33612345678', text }]);
});

test('a failure is not for Keycloak, which would log the text', async () => {
  const codes: string[] = [];
  const sender = mock({ templates: [{ usageType: 'SignIn', content: '{{code}}' }] });
  const handle = keycloak({ credentials, sender, onError: ({ code }) => codes.push(code) });
  expect((await handle(posted(url, event, headers))).status).toBe(200);
  expect(codes).toEqual(['template_not_found']);
});
