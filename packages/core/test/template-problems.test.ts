import {
  templatePlaceholders,
  templateProblems,
  usageTypeFacts,
  usageTypes,
} from '@sms-connectors/core';
import { describe, expect, test } from 'vitest';

const approved = { usageType: 'SignIn', templateId: 't-1' } as const;

describe('templateProblems', () => {
  test.each([
    ['Your code is {code}.', '{code}'],
    ['Your code is { code }.', '{ code }'],
    ['Your code is ${code}.', '${code}'],
    ['Your code is #{code}.', '#{code}'],
    ['Your code is %{code}.', '%{code}'],
    ['Your code is <%= code %>.', '<%= code %>'],
    ['Your code is <%- user.code -%>.', '<%- user.code -%>'],
    ['Your code is %s.', '%s'],
    ['Your code is %d', '%d'],
    ['Your code is %1$s', '%1$s'],
    ['Your code is %(code)s', '%(code)s'],
    ['Your code is {0}', '{0}'],
    ['Your code is {}', '{}'],
    ['Your code is {#var#}', '{#var#}'],
    ['Your code is [code]', '[code]'],
    ['Your code is [[code]]', '[[code]]'],
    ['Your code is <code>', '<code>'],
    ['Your code is <your-code>', '<your-code>'],
    ['Your code is $code.', '$code'],
    ['Your code is :code', ':code'],
    ['Your code is %code%', '%code%'],
    ['Your code is ##OTP##', '##OTP##'],
    ['Your code is @code@', '@code@'],
    ['{{cod}}', '{{cod}}'],
    ['{{coed}}', '{{coed}}'],
    ['{{codes}}', '{{codes}}'],
    ['{{vode}}', '{{vode}}'],
    ['{{ Code }}', '{{ Code }}'],
    ['{{verification_code}}', '{{verification_code}}'],
    ['{{user.code}}', '{{user.code}}'],
    ['{{otp}}', '{{otp}}'],
    ['Hello {{name}}, your code is {code}.', '{code}'],
    ['Hello {name}, your code is {code}.', '{code}'],
    ['Votre code : {code}', '{code}'],
  ])('%j has %s for a placeholder', (content, written) => {
    expect(templateProblems({ usageType: 'SignIn', content })).toEqual([
      {
        code: 'misspelt_placeholder',
        parameters: { placeholder: '{{code}}', written },
        message: `Write {{code}} instead of ${written}, which is not filled in.`,
      },
    ]);
  });

  test.each([
    'Your account is ready.',
    'Hello {{name}}.',
    'Hello {name}.',
    'Your code: see https://example.com/link',
    '100% of @example.com #1 [Acme] <3',
    'code',
  ])('%j has none, and nothing that could be meant', (content) => {
    expect(templateProblems({ usageType: 'Generic', content })).toEqual([
      {
        code: 'no_placeholder',
        parameters: { placeholder: '{{code}}' },
        message:
          'Has no {{code}}. Add it, or set withoutCode if the message needs neither a code nor a link.',
      },
    ]);
  });

  test.each([
    ['Join: {lnk}', '{{link}}', '{lnk}'],
    ['Join: ${url}', '{{link}}', '${url}'],
    ['Join: %s', '{{link}}', '%s'],
    ['Join: {code}', '{{code}}', '{code}'],
  ])('%j of an invitation wants %s', (content, placeholder, written) => {
    expect(templateProblems({ usageType: 'OrganizationInvitation', content })).toMatchObject([
      { parameters: { placeholder, written } },
    ]);
  });

  test.each([
    ...Object.values(usageTypeFacts).map(({ text }) => text),
    'Sign in: {{ link }}',
    '{{code}} or {code}',
    '@example.com #{{code}}',
  ])('%j has none of them', (content) => {
    for (const usageType of usageTypes) {
      expect(templateProblems({ usageType, content })).toEqual([]);
    }
  });

  test('a template with withoutCode has none of them', () => {
    const content = 'Your account is ready.';
    expect(templateProblems({ usageType: 'Generic', content, withoutCode: true })).toEqual([]);
    expect(templateProblems({ usageType: 'Generic', content, withoutCode: false })).toHaveLength(1);
  });

  test.each<[string, object[] | undefined, string[], object[]]>([
    ['the default parameters', undefined, ['code'], []],
    ['a parameter named code', [{ name: 'code' }], ['code'], []],
    [
      'a value with the code',
      [{ name: '1', value: 'Code {{code}}' }, { name: 'minutes' }],
      ['code', 'minutes'],
      [],
    ],
    ['no parameters', [], [], [{ code: 'no_parameter', parameters: { placeholder: '{{code}}' } }]],
    ['another parameter', [{ name: 'otp' }], ['otp'], [{ code: 'no_parameter' }]],
    [
      'a value in another spelling',
      [{ name: '1', value: '{code}' }],
      [],
      [
        {
          code: 'misspelt_placeholder',
          parameters: { placeholder: '{{code}}', written: '{code}' },
        },
      ],
    ],
  ])('an approved template with %s', (_, parameters, placeholders, problems) => {
    // The text of an approved template is not sent.
    const template = { ...approved, parameters, content: 'Your code is {{code}}.' };
    expect(templatePlaceholders(template)).toEqual(placeholders);
    expect(templateProblems(template)).toMatchObject(problems);
    expect(templateProblems(template)).toHaveLength(problems.length);
  });

  test.each<object>([
    {},
    { content: '' },
    { content: '{{code' },
    { content: '{{{code}}}' },
    { content: 7 },
    { templateId: 't-1', parameters: [{ name: 'a b' }] },
  ])('a template that is not finished has none: %j', (template) => {
    expect(templateProblems(template)).toEqual([]);
  });

  test.each<object>([
    { templateId: 't-1', parameters: null },
    { templateId: 't-1', parameters: [null, 7, { name: 7, value: 7 }] },
    { content: 'x', usageType: Object.create(null) },
    { content: 'x', usageType: 'toString' },
  ])('a template of wrong types has a problem, and throws nothing: %j', (template) => {
    expect(templateProblems(template)).toHaveLength(1);
    expect(templatePlaceholders(template)).toEqual([]);
  });
});

test('templatePlaceholders names each once, in order', () => {
  const content = '{{user.name}}: {{ code }} {{code}} {x}';
  expect(templatePlaceholders({ content })).toEqual(['user.name', 'code']);
});
