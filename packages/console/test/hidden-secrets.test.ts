import { expect, test } from 'vitest';
import { dots } from '../src/functions/paths.ts';
import { hideSecrets, restoreSecrets } from '../src/page/hidden-secrets.ts';

const paths = [['token'], ['webhook', 'key']];
const config = {
  sid: 'AC1',
  token: 'secret',
  webhook: { key: 'inner', url: 'https://example.com' },
};

test('hides secrets at any depth, and nothing else', () => {
  expect(hideSecrets(config, paths)).toEqual({
    sid: 'AC1',
    token: dots,
    webhook: { key: dots, url: 'https://example.com' },
  });
  expect(hideSecrets({ sid: 'AC1' }, paths)).toEqual({ sid: 'AC1' });
});

test('restores hidden secrets and keeps edited ones', () => {
  const edited = { ...hideSecrets(config, paths), sid: 'AC2', token: 'new' };
  expect(restoreSecrets(edited, config, paths)).toEqual({ ...config, sid: 'AC2', token: 'new' });
});

test('hides and restores secrets with names of the user’s choice', () => {
  const own = { headers: { 'x-key': 'one', other: 'two' }, url: 'https://example.com' };
  const chosen = [
    ['headers', '*'],
    ['secrets', '*'],
  ];
  const hidden = hideSecrets(own, chosen);
  expect(hidden).toEqual({ headers: { 'x-key': dots, other: dots }, url: own.url });
  const edited = { ...hidden, headers: { ...hidden.headers, other: 'new', third: 'three' } };
  expect(restoreSecrets(edited, own, chosen)).toEqual({
    headers: { 'x-key': 'one', other: 'new', third: 'three' },
    url: own.url,
  });
});
