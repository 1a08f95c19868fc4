import * as fc from 'fast-check';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Nodes, Paragraph, PhrasingContent } from 'mdast';
import { expect, test } from 'vitest';
import { runs } from '../../../test/property-runs.ts';
import { parseCatalogue } from '../src/catalogue.ts';
import { inlineToHtml, writeHtml } from '../src/html.ts';
import { readInline } from '../src/inline-reader.ts';
import { writeInline } from '../src/inline-writer.ts';
import { parseMarkdown, toMarkdown } from '../src/markdown.ts';

// The fast parser and serializer must agree with the libraries, or leave the sentence to them.

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

function readsAlike(markdown: string): boolean {
  const short = readInline(markdown);
  return short === undefined || isDeepStrictEqual(joined(short), parsed(markdown));
}

function writesAlike(markdown: string): boolean {
  const children = sentenceNodes(markdown);
  const short = writeInline(children);
  const paragraph: Paragraph = { type: 'paragraph', children: [...children] };
  return short === undefined || short === toMarkdown({ type: 'root', children: [paragraph] });
}

// The fast serializer does not write images, so the library serializes sentences with one.
const image: PhrasingContent = { type: 'image', url: 'a.png' };

function writesHtmlAlike(markdown: string): boolean {
  const children = sentenceNodes(markdown);
  const short = writeHtml(children);
  return short === undefined || inlineToHtml([...children, image]) === `${short}<img src="a.png">`;
}

test.each([
  ['reading', readsAlike],
  ['writing', writesAlike],
  ['writing HTML', writesHtmlAlike],
])('%s agrees with the library', (_, isAlike) => {
  expect(sentences.filter((markdown) => !isAlike(markdown))).toEqual([]);
  fc.assert(fc.property(sentence, isAlike), runs(1000));
});

test('nearly every sentence of the project uses the fast path', () => {
  const short = sentences.filter((markdown) => readInline(markdown) !== undefined);
  expect(sentences.length).toBeGreaterThan(700);
  expect(short.length / sentences.length).toBeGreaterThan(0.98);
});

function sentenceNodes(markdown: string): readonly PhrasingContent[] {
  const nodes = parsed(markdown);
  return typeof nodes === 'string' ? [] : nodes;
}

/** Returns the parser's nodes without positions, or how the parser classifies the text. */
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
