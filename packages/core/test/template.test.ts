import type { Message, UsageType } from '@sms-connectors/core';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { describe, expect, test } from 'vitest';
import { takingHttp, tiny } from './support/tiny-connector.ts';
import { thrown } from './support/thrown.ts';

const to = '+33612345678';

async function render(content: string, payload: object): Promise<unknown> {
  const { http, texts } = takingHttp();
  const sms = tiny({ templates: [{ usageType: 'SignIn', content }] }, { http });
  await sms.send({ to, usageType: 'SignIn', payload });
  expect(texts()).toHaveLength(1);
  return texts()[0];
}

/** The error of a payload that does not fit; nothing may have been sent. */
async function refusal(content: string, payload: unknown) {
  const { http, requests } = takingHttp();
  const sms = tiny({ templates: [{ usageType: 'SignIn', content }] }, { http });
  const error = await expectConnectorError(
    sms.send({ to, usageType: 'SignIn', payload } as Message),
  );
  expect(requests).toEqual([]);
  expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected', retryable: false });
  return error.message;
}

describe('placeholders', () => {
  test.each<[string, object, string]>([
    ['no placeholder', {}, 'no placeholder'],
    ['{{code}}', { code: '123456' }, '123456'],
    ['Your code is {{code}}.', { code: '012345' }, 'Your code is 012345.'],
    ['{{code}}{{code}} {{ link }}', { code: 1, link: 'https://a.b' }, '11 https://a.b'],
    ['{{  link\t}}', { link: 'x' }, 'x'],
    ['{{user.name}}: {{ user.codes.0 }}', { user: { name: 'Ada', codes: { 0: '7' } } }, 'Ada: 7'],
    ['{{größe}} {{_a}} {{$b}} {{one-time}}', { größe: 1, _a: 2, $b: 3, 'one-time': 4 }, '1 2 3 4'],
    ['{code} {} } {', {}, '{code} {} } {'],
    ['{{code}} is 0', { code: 0 }, '0 is 0'],
    ['{{code}}', { code: -1.5 }, '-1.5'],
    ['👋 {{name}} 🔑', { name: '世界' }, '👋 世界 🔑'],
  ])('%j with %j is %j', async (content, payload, text) => {
    expect(await render(content, payload)).toBe(text);
  });

  test.each(['$&', '$1', "$'", '$$', '{{x}}', '{{code}}', '{{', '\\', '%s', '<b>', '\u0000', ' '])(
    'take the value %j as it is',
    async (value) => {
      expect(await render('<{{code}}|{{x}}>', { code: value, x: 'X' })).toBe(`<${value}|X>`);
    },
  );

  test.each([
    'toString',
    'constructor',
    'constructor.name',
    '__proto__',
    '__proto__.polluted',
    'hasOwnProperty',
    'code.length',
    'user.toString',
    'user.constructor.name',
    'list.length',
  ])('{{%s}} is a missing value like any other', async (path) => {
    const payload = { code: '123456', user: { name: 'Ada' } };
    expect(await refusal(`{{code}}{{${path}}}`, payload)).toContain(`payload.${path} must be`);
  });

  test('may be own properties of any name, and of an object without a prototype', async () => {
    const payload = JSON.parse('{"__proto__": "P", "toString": "T"}') as object;
    expect(await render('{{__proto__}}{{toString}}', payload)).toBe('PT');
    const bare = Object.assign(Object.create(null), { code: '1' }) as object;
    expect(await render('{{code}}', bare)).toBe('1');
  });

  test('an inherited value is a missing one', async () => {
    const inherited: unknown = Object.create({ code: '123456' });
    expect(await refusal('{{code}}', inherited)).toContain('payload.code');
  });
});

describe('a payload that does not fit is refused before anything is sent', () => {
  test.each([
    ['nothing', {}],
    ['undefined', { code: undefined }],
    ['null', { code: null }],
    ['an empty text', { code: '' }],
    ['an object', { code: { value: '1' } }],
    ['an array', { code: ['1'] }],
    ['a function', { code: () => '1' }],
    ['true', { code: true }],
    ['a Date', { code: new Date() }],
    ['NaN', { code: Number.NaN }],
    ['Infinity', { code: Number.POSITIVE_INFINITY }],
    ['a symbol', { code: Symbol('1') }],
  ])('%s for a value', async (_, payload) => {
    const message = await refusal('{{link}}{{code}}', { link: 'x', ...payload });
    expect(message).toBe(
      'tiny: payload.code must be a text or a number: the template for SignIn needs it.',
    );
  });

  test.each([undefined, null, 'code', 123456, true])('%s for a payload', async (payload) => {
    expect(await refusal('{{code}}', payload)).toContain('payload must be an object');
  });

  test.each([undefined, null, 'a message', 7])('%s for a message', async (message) => {
    const { http, requests } = takingHttp();
    const sms = tiny({ templates: [{ usageType: 'SignIn', content: 'x' }] }, { http });
    const error = await expectConnectorError(sms.send(message as unknown as Message));
    expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
    expect(requests).toEqual([]);
  });

  test.each([
    ['a usage type that is no text', { usageType: Object.create(null) as 'SignIn' }],
    [
      'a payload that cannot be read',
      {
        get payload(): Message['payload'] {
          throw new Error('the code is 123456');
        },
      },
    ],
  ])('%s', async (_, wrong) => {
    const { http, requests } = takingHttp();
    const sms = tiny({ templates: [{ usageType: 'SignIn', content: 'x' }] }, { http });
    const whole = Object.defineProperties(
      { to, usageType: 'SignIn' as const, payload: {} },
      Object.getOwnPropertyDescriptors(wrong),
    );
    const error = await expectConnectorError(sms.send(whole));
    expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
    expect(error.message).not.toContain('123456');
    expect(requests).toEqual([]);
  });

  test('a text longer than the provider takes', async () => {
    const { http, requests } = takingHttp();
    const sms = tiny({ templates: [{ usageType: 'SignIn', content: '{{code}}' }] }, { http });
    const send = (length: number) =>
      sms.send({ to, usageType: 'SignIn', payload: { code: 'x'.repeat(length) } });
    const error = await expectConnectorError(send(1601));
    expect(error).toMatchObject({ code: 'content_rejected', outcome: 'rejected' });
    expect(error.message).toContain('1601 characters; Tiny accepts 1600');
    expect(requests).toHaveLength(0);
    await send(1600);
    expect(requests).toHaveLength(1);
  });
});

describe('a malformed template is refused when the connector is made', () => {
  test.each([
    '{{}}',
    '{{ }}',
    '{{1}}',
    '{{code',
    'code}}',
    '{{{code}}}',
    '{{code}',
    '{{a b}}',
    '{{a..b}}',
    '{{.a}}',
    '{{a.}}',
    '{{#if code}}',
    '{{code}} {{',
    '{{code|upper}}',
    '{{{{code}}}}',
  ])('%j', (content) => {
    const templates = [
      { usageType: 'Generic', content: 'fine {{code}}' },
      { usageType: 'SignIn', content },
    ] as const;
    const { code, issues } = thrown(() => tiny({ templates: [...templates] }));
    expect(code).toBe('invalid_config');
    expect(issues).toHaveLength(1);
    expect(issues?.[0]?.path).toBe('templates[1].content');
    expect(issues?.[0]?.message).toContain('{{code}}');
  });
});

const texts = (rows: readonly (readonly [usageType: UsageType, locale?: string])[]) =>
  rows.map(([usageType, locale]) => ({
    usageType,
    content: `${usageType} ${locale ?? 'standard'}`,
    ...(locale !== undefined && { locale }),
  }));

describe('locales', () => {
  async function chosen(
    templates: ReturnType<typeof texts>,
    locale: string | undefined,
    usageType: UsageType = 'SignIn',
  ) {
    const taking = takingHttp();
    const sms = tiny({ templates }, { http: taking.http });
    await sms.send({ to, usageType, payload: {}, locale });
    return taking.texts()[0];
  }

  const several = texts([
    ['SignIn', 'en'],
    ['SignIn'],
    ['SignIn', 'fr'],
    ['SignIn', 'pt-BR'],
    ['SignIn', 'zh-Hant'],
  ]);
  test.each([
    [undefined, 'standard'],
    ['fr', 'fr'],
    ['fr-CA', 'fr'],
    ['FR-ca', 'fr'],
    ['fr-CA-x-private', 'fr'],
    ['pt-BR', 'pt-BR'],
    ['PT-br', 'pt-BR'],
    ['pt', 'pt-BR'],
    ['pt-PT', 'pt-BR'],
    ['zh-Hant-TW', 'zh-Hant'],
    ['zh-Hans', 'standard'],
    ['de', 'standard'],
    ['en-GB', 'en'],
  ])('%s gets the template of %s', async (locale, expected) => {
    expect(await chosen(several, locale)).toBe(`SignIn ${expected}`);
  });

  test('the first template serves where all have a locale and none matches', async () => {
    const templates = texts([
      ['SignIn', 'pt-BR'],
      ['SignIn', 'fr'],
    ]);
    expect(await chosen(templates, 'de')).toBe('SignIn pt-BR');
    expect(await chosen(templates, undefined)).toBe('SignIn pt-BR');
  });

  test('the usage type decides before the locale', async () => {
    const templates = texts([
      ['Generic', 'fr'],
      ['BindMfa', 'en'],
    ]);
    expect(await chosen(templates, 'fr', 'BindMfa')).toBe('BindMfa en');
    expect(await chosen(templates, 'fr', 'MfaVerification')).toBe('Generic fr');
  });

  test.each(['', '*', 'a language', 'C', 7, null])(
    'the locale %j, which nobody has, gets the default template',
    async (locale) => {
      const { http, texts: sent } = takingHttp();
      const sms = tiny({ templates: several }, { http });
      await sms.send({ to, usageType: 'SignIn', payload: {}, locale } as Message);
      expect(sent()).toEqual(['SignIn standard']);
    },
  );

  test('a malformed locale, and one given twice, are refused in the config', () => {
    const malformed = thrown(() => tiny({ templates: texts([['SignIn', 'i-default']]) }));
    expect(malformed.issues?.map(({ path }) => path)).toEqual(['templates[0].locale']);
    const repeated = texts([
      ['SignIn', 'he'],
      ['Generic', 'he'],
      ['SignIn', 'HE'],
      ['SignIn', 'iw'],
      ['SignIn', 'he_IL'],
      ['SignIn', 'he-IL'],
    ]);
    const { issues } = thrown(() => tiny({ templates: repeated }));
    expect(issues?.map(({ path }) => path)).toEqual([
      'templates[2]',
      'templates[3]',
      'templates[5]',
    ]);
  });
});
