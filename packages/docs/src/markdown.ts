import type { HoleMark, Nodes, Paragraph, PhrasingContent, Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { readInline } from './inline-reader.ts';
import { writeInline } from './inline-writer.ts';

const reader = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkDirective)
  .use(remarkFrontmatter)
  .freeze();

// Escape what MDX would parse as code (`{`, `<`) and Docusaurus as a directive (`:`). This is done for every
// target, because Markdown reads the escapes as the characters themselves.
const writer = unified()
  .use(remarkStringify, {
    bullet: '-',
    emphasis: '_',
    rule: '-',
    listItemIndent: 'one',
    handlers: { hole: ({ value }: HoleMark) => value },
  })
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkDirective)
  .use(remarkMdx)
  .freeze();

const mdxReader = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkDirective)
  .use(remarkFrontmatter)
  .use(remarkMdx)
  .freeze();

/** Parses a source page: GitHub's Markdown, front matter and directives. */
export function parseMarkdown(source: string): Root {
  return reader.parse(source);
}

/** Parses a page as the docs site will. @throws if the MDX does not parse */
export function parseMdx(source: string): Root {
  return mdxReader.parse(source);
}

/** Parses the inline content of one sentence; returns `undefined` if the text is not one sentence. */
export function parseInline(markdown: string): PhrasingContent[] | undefined {
  return readInline(markdown) ?? parseWithRemark(markdown);
}

function parseWithRemark(markdown: string): PhrasingContent[] | undefined {
  const [only, ...others] = reader.parse(markdown).children;
  if (only === undefined || others.length > 0 || only.type !== 'paragraph') return undefined;
  return only.children;
}

export function toMarkdown(tree: Root): string {
  return writer.stringify(tree).trimEnd();
}

export function inlineToMarkdown(children: readonly PhrasingContent[]): string {
  const wrapped: Paragraph = { type: 'paragraph', children: [...children] };
  return writeInline(children) ?? toMarkdown({ type: 'root', children: [wrapped] });
}

export function isParent(node: Nodes): node is Extract<Nodes, { children: unknown }> {
  return 'children' in node;
}
