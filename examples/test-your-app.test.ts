// For your own tests: pass the mock to your application instead of a provider, and read its inbox.
import type { Connector } from '@sms-connectors/core';
import { mock } from '@sms-connectors/mock';
import { expect, test } from 'vitest';

// The application accepts any connector.
function signIn(sms: Connector) {
  const codes = new Map<string, string>();
  return {
    start: async (to: string) => {
      const code = String(crypto.getRandomValues(new Uint32Array(1))[0])
        .padStart(6, '0')
        .slice(-6);
      codes.set(to, code);
      await sms.send({ to, usageType: 'SignIn', payload: { code } });
    },
    finish: (to: string, code: string) => codes.get(to) === code,
  };
}

const templates = [{ usageType: 'SignIn' as const, content: 'Your sign-in code is {{code}}.' }];

test('a person signs in with the code from the message', async () => {
  const sms = mock({ templates });
  const application = signIn(sms);

  await application.start('+33612345678');
  const { text } = await sms.inbox.waitFor({ to: '+33612345678', usageType: 'SignIn' });
  const [code = ''] = text.match(/\d{6}/) ?? [];

  expect(application.finish('+33612345678', code)).toBe(true);
});

test('a person who opted out gets no message', async () => {
  const application = signIn(mock({ templates }));
  await expect(application.start('+12015550103')).rejects.toMatchObject({
    code: 'opted_out',
    outcome: 'rejected',
  });
});
