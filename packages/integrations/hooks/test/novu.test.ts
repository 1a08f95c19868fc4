// Novu's own class, without the SDKs of its other providers.
import { GenericSmsProvider } from '@novu/providers/build/main/lib/generic-sms/generic-sms.provider.js';
import { mock } from '@sms-connectors/mock';
import { novu } from '@sms-connectors/hooks/novu';
import { expect, test } from 'vitest';
import { describeHook } from './describe-hook.ts';
import { is2xx, posted, secret, withWrongCredentials } from './requests.ts';
import { serveHook } from './serve-hook.ts';

const url = 'https://example.com/hooks/novu';
const credentials = { header: 'X-Api-Key', value: secret };
const headers = { 'x-api-key': secret };
const text = '904172 is your code.';

/** https://github.com/novuhq/novu/blob/next/packages/stateless/src/lib/provider/provider.interface.ts (ISmsOptions) */
const event = (id: string = crypto.randomUUID()): object => ({
  to: '+33612345678',
  content: text,
  id,
  sender: 'Novu',
});

describeHook('Novu', {
  connect: (options) => novu({ credentials, ...options }),
  request: (id) => posted(url, event(id), headers),
  to: '+33612345678',
  code: '904172',
  secrets: [secret],
  message: { usageType: 'Generic', payload: { text } },
  deadlineMs: 10_000,
  audience: 'person',
  hasKeys: true,
  forged: {
    ...withWrongCredentials(url, event()),
    'without a number': posted(url, { content: text }, headers),
    'without a text': posted(url, { to: '+33612345678' }, headers),
    'with a body that is no JSON': posted(url, 'hello', headers),
  },
  isYes: is2xx,
});

test.each([
  ['as Novu’s form has them', { idPath: 'data.id', datePath: 'data.date' }],
  ['that are not set', {}],
])('Novu’s own provider reads the receipt’s id, with paths %s', async (_, paths) => {
  const sender = mock({
    templates: [{ usageType: 'Generic', content: '{{text}}', withoutCode: true }],
  });
  await using hook = await serveHook(novu({ credentials, sender }));
  const provider = new GenericSmsProvider({
    baseUrl: hook.url,
    apiKeyRequestHeader: 'X-Api-Key',
    apiKey: secret,
    from: 'Novu',
    ...paths,
  });
  const sent = await provider.sendMessage({ to: '+33612345678', content: text, id: 'm-1' });
  const [message] = await sender.inbox.list();
  expect(message).toMatchObject({ to: '+33612345678', text });
  expect(sent.id).toBe(message?.messageId);
  expect(Date.now() - Date.parse(sent.date ?? '')).toBeLessThan(60_000);

  // The same message again is a yes, and is not sent.
  const again = await provider.sendMessage({ to: '+33612345678', content: text, id: 'm-1' });
  expect(again.id).toMatch(/^[\da-f-]{36}$/);
  expect(await sender.inbox.list()).toHaveLength(1);
  await expect(
    provider.sendMessage({ to: '0612345678', content: text, id: 'm-2' }),
  ).rejects.toThrow(/422/);
});
