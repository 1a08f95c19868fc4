import type { Message } from '@sms-connectors/core';
import availableLocales from 'cldr-core/availableLocales.json' with { type: 'json' };
import parentLocales from 'cldr-core/supplemental/parentLocales.json' with { type: 'json' };
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../../test/property-runs.ts';
import { takingHttp, tiny } from './support/tiny-connector.ts';

const none = 'default';

/** A connector with one template for each locale, and what it chooses for a reader. */
function chooser(locales: readonly string[]) {
  const { http, requests } = takingHttp();
  const templates = locales.map((locale) => ({
    usageType: 'Generic' as const,
    content: locale,
    ...(locale !== none && { locale }),
  }));
  const sms = tiny({ templates }, { http });
  return async (locale: unknown): Promise<string | undefined> => {
    const message = { to: '+33612345678', usageType: 'Generic', payload: {}, locale };
    await sms.send(message as Message);
    const { text } = JSON.parse(requests.at(-1)?.body ?? '') as { readonly text: string };
    return text;
  };
}

function permutations(items: readonly string[]): readonly (readonly string[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

/** Templates, and which of them each reader gets. */
const cases: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  [
    'zh zh-Hant zh-Hans zh-TW',
    {
      zh: 'zh',
      'zh-Hant': 'zh-Hant',
      'zh-Hans': 'zh-Hans',
      'zh-TW': 'zh-TW',
      'zh-Hant-TW': 'zh-TW',
      'zh-HK': 'zh-Hant',
      'zh-Hant-HK': 'zh-Hant',
      'zh-MO': 'zh-Hant',
      'zh-CN': 'zh',
      'zh-Hans-CN': 'zh-Hans',
      'zh-SG': 'zh',
      'zh-cmn-Hans': 'zh-Hans',
      'zh-yue-HK': 'zh-Hant',
      yue: 'zh-Hant',
    },
  ],
  [
    'default pt pt-BR pt-PT',
    { pt: 'pt', 'pt-BR': 'pt-BR', 'pt-PT': 'pt-PT', 'pt-AO': 'pt-PT', 'pt-JP': 'pt', de: none },
  ],
  [
    'default pt-BR fr',
    { pt: 'pt-BR', 'pt-PT': 'pt-BR', 'pt-AO': 'pt-BR', 'fr-CA': 'fr', en: none },
  ],
  ['default pt-PT', { pt: 'pt-PT', 'pt-BR': 'pt-PT', 'pt-MZ': 'pt-PT' }],
  ['pt-BR pt-PT pt-AO', { pt: 'pt-BR', 'pt-MZ': 'pt-PT', 'pt-AO': 'pt-AO', 'pt-JP': 'pt-BR' }],
  [
    'default es es-419 es-AR',
    { es: 'es', 'es-ES': 'es', 'es-MX': 'es-419', 'es-AR': 'es-AR', 'es-PH': 'es', gl: none },
  ],
  ['es-AR es-ES default', { 'es-MX': 'es-AR', es: 'es-ES', 'es-GQ': 'es-ES' }],
  ['es-AR es-419', { es: 'es-419', 'es-ES': 'es-419', 'es-CL': 'es-419' }],
  ['en-US en-GB default', { en: 'en-US', 'en-AU': 'en-GB', 'en-PH': 'en-US', 'en-DE': 'en-GB' }],
  ['en en-GB en-001', { 'en-AU': 'en-001', 'en-US': 'en', 'en-GB': 'en-GB', 'en-IE': 'en-001' }],
  ['default zh-Hant', { 'zh-TW': 'zh-Hant', 'zh-HK': 'zh-Hant', zh: none, 'zh-CN': none }],
  ['default zh', { 'zh-TW': none, 'zh-Hant': none, 'zh-SG': 'zh', 'zh-Hans': 'zh' }],
  ['zh-Hans en', { 'zh-TW': 'zh-Hans', 'zh-Hant': 'zh-Hans', zh: 'zh-Hans', 'en-GB': 'en' }],
  ['sr-Latn sr default', { sr: 'sr', 'sr-RS': 'sr', 'sr-Latn-ME': 'sr-Latn', sh: 'sr-Latn' }],
  ['default he id nb fil', { iw: 'he', in: 'id', no: 'nb', nn: 'nb', tl: 'fil', 'no-NO': 'nb' }],
  ['iw in no tl default', { he: 'iw', id: 'in', nb: 'no', nn: 'no', fil: 'tl' }],
  ['no nb nn default', { no: 'no', nb: 'nb', nn: 'nn', 'nb-NO': 'nb', 'no-NO': 'no' }],
  ['pt_BR FR-ca default', { 'pt-BR': 'pt_BR', pt: 'pt_BR', fr: 'FR-ca', 'fr-FR': 'FR-ca' }],
  ['ca ca-valencia default', { 'ca-ES': 'ca', 'ca-valencia': 'ca-valencia', ca: 'ca' }],
];

describe.each(cases)('of the templates %s', (names, readers) => {
  const orders = permutations(names.split(' ')).map((order) => chooser(order));

  test.each(Object.entries(readers))('%s gets %s in every order', async (reader, expected) => {
    const chosen = await Promise.all(orders.map((choose) => choose(reader)));
    expect(new Set(chosen)).toEqual(new Set([expected]));
    const shouted = await Promise.all(
      orders.map((choose) => choose(reader.toUpperCase().replaceAll('-', '_'))),
    );
    expect(new Set(shouted)).toEqual(new Set([expected]));
  });
});

describe('whatever names no language gets the default template', () => {
  const withDefault = chooser(['en', none, 'fr', 'zh-Hant']);
  test.each([
    '',
    ' ',
    'C',
    'POSIX',
    'C.UTF-8',
    '*',
    '*;q=0.5',
    'und',
    'root',
    'i-default',
    'i-klingon',
    'x-whatever',
    'nonsense',
    'a language',
    '-',
    '_',
    ',',
    ';',
    ',,;q',
    '1',
    'e',
    'fr;q=0',
    '💬',
    '\u0000',
    'de',
    'de,es;q=0.5',
    'f'.repeat(280_000),
    'fr,'.repeat(100_000),
    undefined,
    null,
    7,
    true,
    ['fr'],
    { toString: () => 'fr' },
    Symbol('fr'),
  ])('%#', async (locale) => {
    expect(await withDefault(locale)).toBe(none);
  });

  test('or the first if none is without a locale', async () => {
    for (const locale of ['de', '', '*', null]) {
      expect(await chooser(['pt-BR', 'fr'])(locale)).toBe('pt-BR');
      expect(await chooser(['fr', 'pt-BR'])(locale)).toBe('fr');
    }
  });

  test('and no text stops a send', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom(...'enfrxi-_,;q=.0*@ ') }),
          fc.anything(),
        ),
        async (locale) => {
          expect(['en', none, 'fr', 'zh-Hant']).toContain(await withDefault(locale));
        },
      ),
      runs(500),
    );
  });
});

describe('what other systems call a language', () => {
  const choose = chooser([none, 'en-GB', 'fr', 'de', 'he']);
  test.each([
    ['fr_FR.UTF-8', 'fr'],
    ['fr_FR@euro', 'fr'],
    ['en-GB-oed', 'en-GB'],
    ['fr-CA-x-private', 'fr'],
    ['de-u-co-phonebk', 'de'],
    ['de-DE-1996', 'de'],
    [' fr ', 'fr'],
    ['fr-this is not a tag', 'fr'],
  ])('%s is %s', async (locale, expected) => {
    expect(await choose(locale)).toBe(expected);
  });
});

describe('an Accept-Language header', () => {
  const choose = chooser([none, 'en', 'fr', 'de-CH']);
  test.each([
    ['fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5', 'fr'],
    ['en;q=0.8,fr', 'fr'],
    ['es,it;q=0.9,de;q=0.4,en;q=0.5', 'en'],
    ['es, DE ; Q=0.3', 'de-CH'],
    ['fr;q=0,en;q=0.1', 'en'],
    ['en;q=0.5,fr;q=0.5', 'en'],
    ['zh-TW,zh;q=0.9', none],
    ['*', none],
  ])('%s gets %s', async (header, expected) => {
    expect(await choose(header)).toBe(expected);
  });
});

describe('choosing costs little', () => {
  test('however long or many the locales are', async () => {
    const choose = chooser([none, 'en', 'fr', 'pt-BR', 'zh-Hant']);
    await choose('fr-CA');
    const started = performance.now();
    for (const part of ['f', 'fr-', 'fr,', '-', ' ', ';q=', '@'])
      await choose(part.repeat(280_000));
    expect(performance.now() - started).toBeLessThan(3000);
    for (let index = 0; index < 1000; index += 1) expect(await choose(`fr-x-${index}`)).toBe('fr');
  });
});

describe('regional varieties are those of CLDR', () => {
  const parents = parentLocales.supplemental.parentLocales.parentLocale;
  const parentOf = (tag: string): string | undefined => {
    const parent = Object.entries(parents).find(([child]) => child === tag)?.[1];
    return parent === 'en-150' ? 'en-001' : parent;
  };
  const regional = availableLocales.availableLocales.full.filter((tag) =>
    /^(en|es|pt|zh-Hant)-[A-Z]{2}$/.test(tag),
  );

  test('there are many', () => expect(regional.length).toBeGreaterThan(100));

  test.each(['en-001 en', 'es-419 es', 'pt-PT pt', 'zh-Hant-HK zh-Hant'])('%s', async (names) => {
    const [variety = '', general = ''] = names.split(' ');
    const choose = chooser([general, variety, none]);
    for (const tag of regional.filter((candidate) => candidate.startsWith(`${general}-`))) {
      const expected = tag === variety || parentOf(tag) === variety ? variety : general;
      expect([tag, await choose(tag)]).toEqual([tag, expected]);
    }
  });
});
