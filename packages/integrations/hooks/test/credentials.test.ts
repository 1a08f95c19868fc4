import { type Credentials, fixedCredentials } from '@sms-connectors/hooks';
import { expect, test } from 'vitest';
import { basic, secret } from './requests.ts';

const proofOf = (credentials: Credentials, headers: Readonly<Record<string, string>>) =>
  fixedCredentials(credentials)({ method: 'POST', url: 'https://example.com', headers, body: '' });

test.each([
  [{ user: 'hooks', password: secret }, basic('hooks', secret)],
  [{ user: 'hooks', password: 'a:b c%20 with colons' }, basic('hooks', 'a:b c%20 with colons')],
  [{ token: secret }, { authorization: `Bearer ${secret}` }],
  [{ header: 'X-Api-Key', value: secret }, { 'x-api-key': secret }],
  [{ header: 'Authorization', value: secret }, { authorization: secret }],
])('%j are proven by %j', async (credentials, headers) => {
  expect(await proofOf(credentials, headers)).toBe('genuine');
});

test.each([
  [{ user: 'hooks', password: secret }, basic('hook', secret), 'forged'],
  [{ user: 'hooks', password: secret }, basic('hooks', secret.slice(1)), 'forged'],
  [{ token: secret }, { authorization: secret }, 'forged'],
  [{ token: secret }, { authorization: '' }, 'forged'],
  [{ header: 'X-Api-Key', value: secret }, { 'x-api-key': `${secret} ` }, 'forged'],
  [{ header: 'X-Api-Key', value: secret }, { authorization: secret }, 'unsigned'],
  [{ token: secret }, {}, 'unsigned'],
] as const)('%j are not proven by %j: %s', async (credentials, headers, reason) => {
  expect(await proofOf(credentials, headers as Readonly<Record<string, string>>)).toBe(reason);
});

test.each([
  { token: '' },
  { token: 'fifteen letters' },
  { token: ' sixteen letters' },
  { token: undefined as unknown as string },
  { token: 'a secret of the tésts' },
  { user: 'hooks', password: 'short' },
  { user: '', password: secret },
  { user: 'a:b', password: secret },
  { header: 'X Api Key', value: secret },
  { header: 'X-Api-Key', value: 'changeme' },
])('%j are refused, without repeating them', (credentials) => {
  expect(() => fixedCredentials(credentials)).toThrow(TypeError);
  expect(() => fixedCredentials(credentials)).not.toThrow(/tésts|fifteen|changeme|short/);
});
