import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { colourVariables, sharedVariables } from '../brand/css.ts';
import { type ColourName, colours, productName, scales } from '../brand/tokens.ts';

const root = path.resolve(import.meta.dirname, '..');
const find = (...patterns: readonly string[]): readonly string[] =>
  globSync(patterns, {
    cwd: root,
    exclude: (name) => ['node_modules', 'dist', 'build', 'generated'].includes(name),
  }).map((file) => file.replaceAll('\\', '/'));
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const literal =
  /#(?:[\da-f]{8}|[\da-f]{6}|[\da-f]{3,4})\b(?![\w-])|\b(?:rgba?|hsla?|oklch|lab)\([^)]*\)/gi;

// A logo has the colours of its owner. Everything else takes its colours from the brand.
const sources = find(
  'bench/*.ts',
  'docs/{*.ts,generate/**/*.ts,src/**/*}',
  'packages/console/src/page/**/*.{css,html,ts,tsx}',
).filter((file) => /\.(?:css|html|tsx?)$/.test(file));

test('finds the files that draw', () => {
  expect(sources).toEqual(
    expect.arrayContaining([
      'bench/plot.ts',
      'docs/src/css/landing.css',
      'docs/generate/verification-diagram.ts',
      'packages/console/src/page/page.css',
      'packages/console/src/page/theme.ts',
    ]),
  );
});

test('nothing that draws has a colour of its own', () => {
  const found = sources.flatMap((file) =>
    (read(file).match(literal) ?? []).map((colour) => `${file}: ${colour}`),
  );
  expect(found).toEqual([]);
});

test('style sheets use only variables that exist', () => {
  const known = new Set(Object.keys({ ...sharedVariables(), ...colourVariables('light') }));
  const unknown = sources.flatMap((file) => {
    const text = read(file);
    const own = new Set([...text.matchAll(/(--[\w-]+)['"]?\s*[:=]/g)].map(([, name]) => name));
    return [...text.matchAll(/var\((--(?!ifm|mantine|pf|doc)[\w-]+)/g)]
      .map(([, name = '']) => name)
      .filter((name) => !known.has(name) && !own.has(name))
      .map((name) => `${file}: ${name}`);
  });
  expect(unknown).toEqual([]);
});

test.each(find('docs/static/img/*.svg', 'bench/results/plot.svg'))(
  '%s has only colours of the brand',
  (file) => {
    const known = new Set<string>([
      ...Object.values(colours).flat(),
      ...Object.values(scales).flat(),
    ]);
    const used = read(file).match(literal) ?? [];
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((colour) => !known.has(colour))).toEqual([]);
  },
);

describe.each(['light', 'dark'] as const)('in %s', (scheme) => {
  const of = (name: ColourName): string => colours[name][scheme === 'light' ? 0 : 1];
  const surfaces = ['paper', 'wash', 'ground', 'card', 'raised'] as const;
  const tints = ['noteWash', 'acceptedWash', 'unknownWash', 'rejectedWash', 'bubble'] as const;
  const code = ['comment', 'keyword', 'string', 'name', 'literal', 'punctuation'] as const;
  const pairs: readonly (readonly [ColourName, ColourName])[] = [
    ...[...surfaces, ...tints].flatMap((on) => [['ink', on] as const, ['soft', on] as const]),
    ...surfaces.flatMap((on) =>
      (['link', 'accepted', 'rejected', 'unknown'] as const).map((name) => [name, on] as const),
    ),
    ...code.flatMap((name) => [[name, 'wash'] as const, [name, 'paper'] as const]),
    ['link', 'noteWash'],
    ['accepted', 'acceptedWash'],
    ['unknown', 'unknownWash'],
    ['rejected', 'rejectedWash'],
    ['onPrimary', 'primary'],
    ['onPrimary', 'primaryHover'],
    ['onMark', 'mark'],
    // A filled button of the console that sends real messages, and one that removes.
    ['onPrimary', 'unknown'],
    ['onPrimary', 'rejected'],
  ];
  test.each(pairs)('%s can be read on %s', (text, on) => {
    expect(contrast(of(text), of(on))).toBeGreaterThanOrEqual(4.5);
  });
});

test('the name of the product is spelled the same everywhere', () => {
  const files = find(
    '*.md',
    '{bench,brand,docs,examples,packages}/**/*.{html,md,po,ts,tsx}',
    'packages/**/package.json',
  );
  expect(files.length).toBeGreaterThan(500);
  // Logto calls a tab of its own “Email and SMS connectors”.
  const others = files.flatMap((file) => {
    const found = read(file).match(/(?<!Email and )\b(?:SMS|Sms|sms)[ -][Cc]onnectors\b/g) ?? [];
    return found.filter((name) => name !== productName).map((name) => `${file}: ${name}`);
  });
  expect(others).toEqual([]);
});

// The first release changes the version; its author then removes the sentence. The front page knows by itself.
test('pages say that nothing is on npm exactly as long as that is so', () => {
  const { version } = JSON.parse(read('packages/core/package.json')) as {
    readonly version: string;
  };
  const saying = ['docs/pages/readme.md', 'docs/pages/compare.md'].filter((page) =>
    /nothing is on npm yet/i.test(read(page)),
  );
  expect(saying).toHaveLength(version === '0.0.0' ? 2 : 0);
});

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
