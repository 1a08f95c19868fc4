import fc from 'fast-check';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Nodes, PhrasingContent } from 'mdast';
import { expect, test, vi } from 'vitest';
import { parseCatalogue } from '../src/catalogue.ts';
import { inlineToHtml, writeHtml } from '../src/html.ts';
import { readInline } from '../src/inline-reader.ts';
import { writeInline } from '../src/inline-writer.ts';
import { parseMarkdown, toMarkdown } from '../src/markdown.ts';

vi.setConfig({ testTimeout: 30_000 });

// The short ways of reading and writing a sentence have to agree with the libraries, or step aside.

const root = path.resolve(import.meta.dirname, '../../..');
const sentences = globSync(
  ['packages/*/guide/*.po', 'packages/docs/locales/*.po', 'docs/pages/*.po'],
  { cwd: root },
)
  .flatMap((file) => [
    ...parseCatalogue(readFileSync(path.join(root, file), 'utf8'), file, 'xx').entries.values(),
  ])
  .flatMap(({ msgid, msgstr }) => [msgid, msgstr]);

const fragment = fc.constantFrom(
  'word',
  ' ',
  '. ',
  ', ',
  ': ',
  ':',
  '`code`',
  '``',
  '`',
  '**Bold**',
  '**',
  '*',
  '_',
  '[link](https://a.example/b)',
  '[**a** > `b`](#c)',
  '[',
  ']',
  '(',
  ')',
  ':list[a-b]',
  ':a',
  '::',
  '{{code}}',
  '<',
  '>',
  '&',
  '&amp;',
  '\\',
  '!',
  '~',
  '@',
  'www.a.example',
  'https://a.example',
  '1. ',
  '- ',
  '# ',
  '+',
  '|',
  '’',
  'é',
  '1',
  '?',
  '%',
  '…',
  '\n',
  '"',
);
const sentence = fc.array(fragment, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));

test('reading agrees with the Markdown parser', () => {
  const agrees = (markdown: string): void => {
    const short = readInline(markdown);
    if (short !== undefined)
      expect({ markdown, nodes: joined(short) }).toEqual({ markdown, nodes: parsed(markdown) });
  };
  for (const markdown of sentences) agrees(markdown);
  fc.assert(fc.property(sentence, agrees), { numRuns: 1000 });
});

test('writing agrees with the Markdown serializer', () => {
  const agrees = (markdown: string): void => {
    const nodes = parsed(markdown);
    if (!Array.isArray(nodes)) return;
    const short = writeInline(nodes);
    const paragraph = { type: 'paragraph', children: [...nodes] } as const;
    if (short !== undefined) {
      expect(short).toBe(
        toMarkdown({ type: 'root', children: [{ ...paragraph, children: [...nodes] }] }),
      );
    }
  };
  for (const markdown of sentences) agrees(markdown);
  fc.assert(fc.property(sentence, agrees), { numRuns: 1000 });
});

test('writing HTML agrees with rehype', () => {
  const agrees = (markdown: string): void => {
    const nodes = parsed(markdown);
    if (!Array.isArray(nodes)) return;
    const short = writeHtml(nodes);
    // An image is nothing that the short way writes, so with one beside it the library does all.
    const image: PhrasingContent = { type: 'image', url: 'a.png' };
    if (short !== undefined) {
      expect(inlineToHtml([...nodes, image])).toBe(`${short}<img src="a.png">`);
    }
  };
  for (const markdown of sentences) agrees(markdown);
  fc.assert(fc.property(sentence, agrees), { numRuns: 1000 });
});

test('nearly every sentence of the project goes the short way', () => {
  const short = sentences.filter((markdown) => readInline(markdown) !== undefined);
  expect(sentences.length).toBeGreaterThan(700);
  expect(short.length / sentences.length).toBeGreaterThan(0.98);
});

/** The parser's nodes without their places, or what the parser takes the text for. */
function parsed(markdown: string): readonly PhrasingContent[] | string {
  const [only, ...others] = parseMarkdown(markdown).children;
  if (only?.type !== 'paragraph' || others.length > 0) return 'no sentence';
  return joined(only.children);
}

function joined(nodes: readonly PhrasingContent[]): readonly PhrasingContent[] {
  return (JSON.parse(JSON.stringify(nodes, withoutPlace)) as PhrasingContent[]).reduce<
    PhrasingContent[]
  >((all, node) => {
    const before = all.at(-1);
    if (node.type === 'text' && before?.type === 'text') before.value += node.value;
    else all.push(node);
    return all;
  }, []);
}

function withoutPlace(key: string, value: unknown): unknown {
  return key === 'position' || (key === 'data' && Object.keys(value as Nodes).length === 0)
    ? undefined
    : value;
}
