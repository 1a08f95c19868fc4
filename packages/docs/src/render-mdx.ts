import type { Root, RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import { banner } from './banner.ts';
import { boxParts, mapBoxes } from './boxes.ts';
import { toMarkdown } from './markdown.ts';
import { paragraph, text } from './nodes.ts';
import { fillTemplate, makeTemplate, type Template } from './template.ts';
import type { Words } from './words.ts';

/** The front matter of a page of the docs site. */
export interface SiteFrontMatter {
  readonly slug: string;
  readonly sidebar_label: string;
  readonly description?: string;
  readonly sidebar_custom_props?: Readonly<Record<string, string>>;
}

export interface MdxContext {
  readonly frontMatter: SiteFrontMatter;
  readonly source: string;
  readonly catalogue?: string | undefined;
  readonly words: Words;
  readonly url: (url: string) => string;
}

// Replaces the MDX comment around a heading's anchor, whose braces the serializer would escape.
const anchor = /\uE002(.*?)\uE003/g;

/** Renders a page's structure for Docusaurus. Headings have the same anchors in every language. */
export function mdxTemplate(tree: Root): Template {
  const blocks = mapBoxes(tree.children, named).map(anchored);
  return makeTemplate(blocks, (punched) => toMarkdown(punched).replaceAll(anchor, ' {/* #$1 */}'));
}

function anchored(node: RootContent): RootContent {
  if (node.type !== 'heading' || node.depth === 1) return node;
  return { ...node, children: [...node.children, text(`\uE002${node.data?.id}\uE003`)] };
}

/** Docusaurus has titles for boxes too, but not in every language. */
function named(box: ContainerDirective): RootContent {
  const { label, content } = boxParts(box);
  const name = { ...paragraph(...label), data: { directiveLabel: true } };
  return { ...box, children: [name, ...content] };
}

/** Renders a page for Docusaurus. */
export function renderMdx(
  template: Template,
  { frontMatter, source, catalogue, words, url }: MdxContext,
): string {
  const top = Object.entries(frontMatter).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  const body = fillTemplate(template, (hole, isCell) => words.markdown(hole, isCell, url));
  return `${['---', `# ${banner(source, catalogue)}`, ...top, '---'].join('\n')}\n\n${body}\n`;
}
