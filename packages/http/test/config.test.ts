import { http, type HttpConfig } from '@sms-connectors/http';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { validateConfig } from '@sms-connectors/core';
import { describe, expect, test } from 'vitest';

const url = 'https://sms.example.com/send';
const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const valid = { url, body: { to: '{{to}}', text: '{{text}}' }, templates };

function issuesOf(config: object): readonly { readonly path: string; readonly message: string }[] {
  const result = validateConfig(http.configSchema, config);
  return 'issues' in result ? result.issues : [];
}

test.each([
  ['a request in JSON', {}],
  ['a form', { format: 'form', body: { to: '{{to}}', text: '{{text}}', flash: 0 } }],
  ['a list', { body: [{ to: '{{to}}', text: '{{text}}' }] }],
  ['GET', { method: 'GET', body: undefined, query: { to: '{{to}}', text: '{{text}}' } }],
  ['PUT', { method: 'PUT' }],
  ['this machine', { url: 'http://127.0.0.1:8080/send' }],
  ['basic authentication', { username: 'u', password: 'p' }],
  ['a secret', { secrets: { apiKey: 'k' }, query: { api_key: '{{secrets.apiKey}}' } }],
  ['national numbers', { numberFormat: 'national', countryCode: '33', trunkPrefix: '0' }],
  ['every placeholder', { headers: { 'X-Id': '{{messageId}} {{reference}} {{requester.ip}}' } }],
  [
    'a payload of its own',
    { body: { to: '{{to}}', code: '{{payload.code}}' }, templates: undefined },
  ],
])('a config with %s is valid', (_, config) => {
  expect(issuesOf({ ...valid, ...config })).toEqual([]);
});

const address = /https:/;
test.each<[string, object, string, RegExp]>([
  ['no URL', { url: undefined }, 'url', /Required unless you set endpoint/],
  ['two URLs', { endpoint: url }, 'endpoint', /Remove one of endpoint and url/],
  ['an unencrypted URL', { url: 'http://sms.example.com/send' }, 'url', address],
  ['a password in the URL', { url: 'https://u:p@sms.example.com/' }, 'url', /password/],
  ['a query in the URL', { url: `${url}?key=1` }, 'url', /Put it into query/],
  ['a placeholder in the URL', { url: `${url}/{{to}}` }, 'url', /Put them into query/],
  ['no request', { body: undefined, templates: undefined }, 'body', /Required unless/],
  ['a text as its body', { body: '{{to}} {{text}}' }, 'body', /object or a list/],
  ['a body with GET', { method: 'GET' }, 'body', /no body/],
  ['objects in a form', { format: 'form', body: { a: { text: '{{text}}' } } }, 'body', /form/],
  ['a password alone', { password: 'p' }, 'username', /Required if you set password/],
  [
    'two ways to prove itself',
    { authorization: 'x', username: 'u', password: 'p' },
    'authorization',
    /Remove/,
  ],
  [
    'a placeholder in its authorization',
    { authorization: 'Bearer {{secrets.a}}' },
    'authorization',
    /the value itself/,
  ],
  ['a line break in a header', { headers: { a: 'b\r\nc' } }, 'headers.a', /line breaks/],
  ['a header with spaces', { headers: { 'a b': 'c' } }, 'headers["a b"]', /HTTP header/],
  ['no code', { body: { to: '{{to}}' } }, 'body', /carries the code/],
  ['no templates', { templates: undefined }, 'templates', /contains \{\{text\}\}/],
  [
    'templates without an id',
    { body: { t: '{{templateId}}', c: '{{payload.code}}' } },
    'templates',
    /needs an id/,
  ],
  ['another error code', { answer: { errorCodes: { a: 'b' } } }, 'answer.errorCodes.a', /one of/],
  [
    'a status that is none',
    { answer: { errorStatuses: { '42': 'timeout' } } },
    'answer.errorStatuses.42',
    /status/,
  ],
  ['an expression as a path', { answer: { messageId: 'a[?(@.b)]' } }, 'answer.messageId', /path/],
  ['a path without an end', { answer: { messageId: 'a.' } }, 'answer.messageId', /path/],
  [
    'reports that nothing proves',
    { reports: { messageId: 'id', status: 's', statuses: {} } },
    'reports.token',
    /Required/,
  ],
  ['national numbers of no country', { numberFormat: 'national' }, 'countryCode', /Required/],
  ['a literal key in the query', { query: { api_key: 'sekret-1' } }, 'query.api_key', /secrets/],
  [
    'a literal token in the body',
    { body: { ...valid.body, auth: { token: 'sekret-1' } } },
    'body.auth.token',
    /secrets/,
  ],
  [
    'a secret that is not there',
    { query: { k: '{{secrets.apiKey}}' } },
    'query.k',
    /no such secret/,
  ],
  ['braces that do not match', { query: { k: '{{to}' } }, 'query.k', /malformed/],
])('a config with %s is refused', (_, config, path, words) => {
  const issues = issuesOf({ ...valid, ...config });
  expect(issues).toContainEqual(
    expect.objectContaining({ path, message: expect.stringMatching(words) }),
  );
  expect(JSON.stringify(issues)).not.toContain('sekret-1');
});

test.each([
  ['To', 'to'],
  ['recipient', 'to'],
  ['phone_number', 'to'],
  ['phoneNumber', 'to'],
  ['message', 'text'],
  ['txet', 'text'],
  ['code', 'payload.code'],
  ['otp', 'payload.code'],
  ['link', 'payload.link'],
  ['usage_type', 'usageType'],
  ['lang', 'locale'],
  ['validity', 'validitySeconds'],
  ['template_id', 'templateId'],
  ['payload_code', 'payload.code'],
])('names the closest placeholder to {{%s}}', (written, right) => {
  const issues = issuesOf({ ...valid, body: { ...valid.body, list: [`a {{${written}}} b`] } });
  expect(issues).toMatchObject([
    {
      path: 'body.list[0]',
      message: `There is no such placeholder. You probably mean {{${right}}}.`,
    },
  ]);
});

test('lists the placeholders if none is close', () => {
  const [issue, ...others] = issuesOf({ ...valid, query: { a: '{{colour}}' } });
  expect(others).toEqual([]);
  expect(issue).toMatchObject({
    path: 'query.a',
    message: expect.stringMatching(/\{\{to\}\}, \{\{text\}\}.*\{\{secrets\.<name>\}\}/),
  });
});

describe('Logto’s config', () => {
  // https://github.com/logto-io/logto/blob/master/packages/connectors/connector-http-sms/src/mock.ts has this form.
  const logto = {
    endpoint: 'https://example.com/your-http-sms-endpoint',
    authorization: 'Bearer your-token',
  };

  test('works unchanged, without templates', () => {
    const sms = http(logto);
    expect(new Set(Object.values(sms.coverage))).toEqual(new Set(['own']));
    expect(sms.manifest.capabilities).toMatchObject({ messageIds: 'local', requester: true });
    expect(http({ endpoint: logto.endpoint }).id).toBe('http');
  });
});

test('an author is told of everything that is wrong at once', async () => {
  const config = { method: 'DELETE', body: { a: '{{otp}}' } } as unknown as HttpConfig;
  const { issues } = await expectConnectorError(() => http(config));
  expect(issues?.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['url', 'method', 'body.a']),
  );
});
