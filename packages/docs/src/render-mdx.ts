import type { Root, RootContent } from 'mdast';
import { stringify } from 'yaml';
import { banner } from './banner.ts';
import { toMarkdown } from './markdown.ts';
import { paragraph, text } from './nodes.ts';

/** What stands above a page of the docs site. */
export interface SiteFrontMatter {
  readonly slug: string;
  readonly sidebar_label: string;
  readonly description?: string;
  readonly sidebar_custom_props?: Readonly<Record<string, string>>;
}

export interface MdxContext {
  readonly frontMatter: SiteFrontMatter;
  readonly source: string;
  readonly admonition: (name: string) => string;
}

/** A page as Docusaurus reads it, its headings with the same anchors in every language. */
export function renderMdx(tree: Root, { frontMatter, source, admonition }: MdxContext): string {
  const top = [
    '---',
    `# ${banner(source)}`,
    stringify(frontMatter, { lineWidth: 0 }).trimEnd(),
    '---',
  ].join('\n');
  return `${[top, ...tree.children.map((node) => mdxBlock(node, admonition))].join('\n\n')}\n`;
}

function mdxBlock(node: RootContent, admonition: MdxContext['admonition']): string {
  if (node.type === 'heading' && node.depth > 1) {
    return `${toMarkdown(node)} {/* #${node.data?.id} */}`;
  }
  if (node.type !== 'containerDirective') return toMarkdown(node);
  const label = paragraph(text(admonition(node.name)));
  label.data = { directiveLabel: true };
  return toMarkdown({ ...node, children: [label, ...node.children] });
}
