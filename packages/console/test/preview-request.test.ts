import { readdirSync, readFileSync } from 'node:fs';
import { http } from '@sms-connectors/http';
import { mock } from '@sms-connectors/mock';
import { expect, test } from 'vitest';
import type { AnyFactory } from '../src/functions/installed-connectors.ts';
import { previewRequest } from '../src/functions/preview-request.ts';

const factory = http as unknown as AnyFactory;
const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.', id: 'T1' }];
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '123456' } } as const;
const recipes = new URL('../../http/recipes/', import.meta.url);

const canaries = {
  authorization: 'Bearer canary-1 é',
  key: 'canary-2/+ "é',
  header: 'canary-3',
};

test('shows the request with its placeholders filled in, and no secret in any form', async () => {
  const shown = await previewRequest(
    factory,
    {
      url: 'https://sms.example.com/send',
      authorization: 'Bearer canary-1',
      secrets: { key: canaries.key },
      headers: { 'X-Key': canaries.header, 'X-Id': '{{usageType}}' },
      query: { k: 'a{{secrets.key}}', to: '{{to}}' },
      body: { text: '{{text}}', key: '{{secrets.key}}' },
      templates,
    },
    message,
  );
  expect(shown).toEqual({
    method: 'POST',
    url: 'https://sms.example.com/send?k=a••••••••&to=%2B33612345678',
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer ••••••••',
      'x-key': '••••••••',
      'x-id': 'Generic',
    },
    body: '{"text":"Your code is 123456.","key":"••••••••"}',
  });
  expect(JSON.stringify(shown)).not.toContain('canary');
});

test('a form has no secret either', async () => {
  const shown = await previewRequest(
    factory,
    {
      url: 'https://sms.example.com/send',
      format: 'form',
      secrets: { key: canaries.key },
      body: { text: '{{text}}', key: '{{secrets.key}}' },
      templates,
    },
    message,
  );
  expect(shown).toMatchObject({ body: 'text=Your+code+is+123456.&key=••••••••' });
});

test.each(readdirSync(recipes))('shows the request of the recipe %s', async (file) => {
  const recipe = JSON.parse(readFileSync(new URL(file, recipes), 'utf8')) as object;
  const shown = JSON.stringify(await previewRequest(factory, { ...recipe, templates }, message));
  expect(shown).toMatch(/33612345678/);
  expect(shown).toMatch(/123456/);
  expect(shown).toMatch(/••••••••/);
  expect(shown).not.toMatch(/<your-[\w-]*(?:key|token|password|sid)>/);
});

test('a message that is refused has no request', async () => {
  const config = { url: 'https://sms.example.com/send', body: { text: '{{text}}' }, templates };
  const refused = await previewRequest(factory, config, { ...message, to: '12' });
  expect(refused).toMatchObject({ outcome: 'rejected', code: 'invalid_recipient' });
});

test('a provider inside the process gets no request', async () => {
  const config = { templates: [{ usageType: 'Generic', content: '{{code}}' }] };
  expect(await previewRequest(mock as unknown as AnyFactory, config, message)).toBeUndefined();
});
