import { deliveryReportHandler, validateConfig, webhookUrlSchema } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { describe, expect, test } from 'vitest';
import { acme, config } from './acme/connector.ts';
import { thrown } from './support/thrown.ts';
import { takingHttp, tiny } from './support/tiny-connector.ts';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
const { http } = takingHttp();
const path = '/sms/reports/acme';
const hidden = 'Must not contain spaces, line breaks or invisible characters.';
const incomplete = 'Must be a complete URL, such as https://example.com.';
const encrypted = 'Must be an https: URL. http: is allowed for this machine only.';
const credentials = 'Must not contain a user name or password.';
const query = 'Must not contain a query or a fragment.';
const notFound = 'The path must end in the ID of the connector, as in /sms/reports/twilio.';

// What is wrong wherever a URL is configured. `$` stands for the path.
const everywhere: readonly (readonly [url: string, message: string])[] = [
  [' https://example.com$', hidden],
  ['https://example.com$ ', hidden],
  ['https://example.com$\n', hidden],
  ['\thttps://example.com$', hidden],
  ['https://exa\nmple.com$', hidden],
  ['https://example.com$\u{A0}', hidden],
  ['https://example.com$\u{200B}', hidden],
  ['\u{FEFF}https://example.com$', hidden],
  ['https://example.com\\sms$', incomplete],
  ['https:example.com$', incomplete],
  ['https:///example.com$', incomplete],
  ['example.com$', incomplete],
  ['//example.com$', incomplete],
  ['$', incomplete],
  ['https://exa[mple.com$', incomplete],
  ['https://user:S3CRET@example.com$', credentials],
  ['https://user@example.com$', credentials],
  ['http://user@127.0.0.1$', credentials],
  ['http://example.com$', encrypted],
  ['ftp://example.com$', encrypted],
];

const problemsOf = (result: ReturnType<typeof validateConfig>) =>
  'issues' in result ? result.issues.map(({ message }) => message) : [];

describe('the URL of a report handler', () => {
  const schema = z.strictObject({
    url: z.optional(webhookUrlSchema('acme').check(z.maxLength(50))),
    templates: z.array(z.any()),
  });
  const problems = (url: string) =>
    problemsOf(validateConfig(schema as never, { url, templates: [] }));

  test.each(everywhere)('%j is refused: %s', (url, message) => {
    expect(problems(url.replace('$', path))).toEqual([message]);
  });

  test.each([
    'https://example.com',
    'https://example.com/',
    'https://example.com/sms/reports',
    'https://example.com/acme/reports',
    'https://example.com/reports?to=/acme',
    'https://example.com/reports#/acme',
    'https://acme',
    'https://example.com/reports/acmes',
  ])('%s is refused, because no report would be found', (url) => {
    expect(problems(url)).toEqual([notFound]);
  });

  test.each([
    'https://example.com/acme',
    'https://example.com/acme/',
    'https://Example.com/reports/acme?shop=joe’s#rc=2',
    'https://bücher.example:8443/reports/acme',
    'http://127.0.0.1:3000/acme',
    'http://localhost/acme',
  ])('%s is taken', (url) => {
    expect(problems(url)).toEqual([]);
  });

  test('has all its problems told that remain', () => {
    expect(problems(`https://example.com/${'x'.repeat(40)}`)).toEqual([
      notFound,
      'Must have at most 50 characters.',
    ]);
  });
});

const baseUrlProblems = (baseUrl: string) =>
  thrown(() => tiny({ token: 'tiny-token', templates }, { http, baseUrl })).issues?.map(
    ({ path: option, message }) => [option, message],
  );

describe('the base URL of a provider', () => {
  test.each<readonly [url: string, message: string]>([
    ...everywhere,
    ['https://example.com$?a=1', query],
    ['https://example.com$#a', query],
    ['https://example.com$?', query],
  ])('%j is refused: %s', (url, message) => {
    expect(baseUrlProblems(url.replace('$', '/v1'))).toEqual([['options.baseUrl', message]]);
  });
});

const makeHandler = (publicUrl: string) => {
  const connectors = [acme()({ ...config, templates })];
  return deliveryReportHandler({ connectors, onReports: () => {}, publicUrl });
};

describe('the public URL of the handler', () => {
  test.each<readonly [url: string, message: string]>([
    ...everywhere,
    ['https://example.com$?a=1', query],
    ['https://example.com$#rc=2', query],
    [
      'https://example.com$/acme/',
      'Must not end in the ID of a connector, because the handler adds it.',
    ],
  ])('%j is refused: %s', (url, message) => {
    const publicUrl = url.replace('$', '/sms/reports');
    expect(() => makeHandler(publicUrl)).toThrow(new TypeError(`publicUrl: ${message}`));
  });

  test.each(['https://example.com', 'https://example.com/reports/', 'http://127.0.0.1:3000'])(
    '%s is taken',
    (publicUrl) => {
      expect(makeHandler(publicUrl)).toBeTypeOf('function');
    },
  );
});
