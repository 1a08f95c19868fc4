import * as fc from 'fast-check';
import type { PhrasingContent } from 'mdast';
import { describe, expect, test } from 'vitest';
import { inlineToMarkdown, parseInline } from '../src/markdown.ts';
import { typeset } from '../src/typography.ts';

const set = (markdown: string, locale: string): string =>
  inlineToMarkdown(typeset(parseInline(markdown) ?? [], locale));

describe('French', () => {
  test.each([
    ['Prix : 10 euros', 'Prix\u00A0: 10 euros'],
    ['Prix: 10 euros', 'Prix\u00A0: 10 euros'],
    ['Vraiment ? Oui ! Bien ; merci', 'Vraiment\u202F? Oui\u202F! Bien\u202F; merci'],
    ['Vraiment?', 'Vraiment\u202F?'],
    ['Le "code" secret', 'Le «\u00A0code\u00A0» secret'],
    ['Le « code » secret', 'Le «\u00A0code\u00A0» secret'],
    ["L'appel d'un service", 'L’appel d’un service'],
    ['Le champ `code` : un texte', 'Le champ `code`\u00A0: un texte'],
    ['Le champ `code`: un texte', 'Le champ `code`\u00A0: un texte'],
    ['![Trois barres : les nôtres](/a.svg)', '![Trois barres\u00A0: les nôtres](/a.svg)'],
    [
      'Voir [la page](https://a.example/x?y=1) : tout y est',
      'Voir [la page](https://a.example/x?y=1)\u00A0: tout y est',
    ],
  ])('%s', (typed, expected) => {
    expect(set(typed, 'fr')).toBe(expected);
  });

  test('leaves code, labels, URLs and times unchanged', () => {
    const markdown = 'Cliquez sur **Got it!** à 10:30, puis `a ? b : "c"`.';
    expect(set(markdown, 'fr')).toBe(markdown.replace('10:30', String.raw`10:30`));
  });
});

test('English and Portuguese have curly quotation marks and apostrophes', () => {
  expect(set(`Don't say "no"`, 'en')).toBe('Don’t say “no”');
  expect(set('Diga "não" ao copo d\'água', 'pt')).toBe('Diga “não” ao copo d’água');
});

test('is idempotent', () => {
  const sign = fc.constantFrom(
    ' ',
    ':',
    ';',
    '?',
    '!',
    '"',
    "'",
    '«',
    '»',
    'a',
    'é',
    '1',
    '(',
    ')',
    '\u00A0',
    '\u202F',
    '.',
  );
  const words = fc.array(sign, { maxLength: 20 }).map((signs) => signs.join(''));
  const node = fc.oneof(
    words.map((value): PhrasingContent => ({ type: 'text', value })),
    words.map((value): PhrasingContent => ({ type: 'inlineCode', value })),
    words.map((value): PhrasingContent => ({
      type: 'strong',
      children: [{ type: 'text', value }],
    })),
  );
  fc.assert(
    fc.property(
      fc.array(node, { maxLength: 5 }),
      fc.constantFrom('en', 'fr', 'pt'),
      (nodes, locale) => {
        const once = typeset(nodes, locale);
        expect(typeset(once, locale)).toEqual(once);
      },
    ),
  );
});
