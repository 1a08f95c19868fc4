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
  /** The note that the page is not completely translated. */
  readonly notice: ContainerDirective | undefined;
}

/** Renders a page's structure: its title, and what follows. */
export interface MdxTemplate {
  readonly title: Template;
  readonly body: Template;
}

// Replaces the MDX comment around a heading's anchor, whose braces the serializer would escape.
const anchor = /\uE002(.*?)\uE003/g;

/** Renders a page's structure for Docusaurus. Headings have the same anchors in every language. */
export function mdxTemplate(tree: Root): MdxTemplate {
  const [title, ...others] = tree.children;
  return {
    title: blocksTemplate(title === undefined ? [] : [title]),
    body: blocksTemplate(others),
  };
}

function blocksTemplate(blocks: readonly RootContent[]): Template {
  const written = mapBoxes(blocks, named).map(anchored);
  return makeTemplate(written, (tree) => toMarkdown(tree).replaceAll(anchor, ' {/* #$1 */}'));
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
  { title, body }: MdxTemplate,
  { frontMatter, source, catalogue, words, url, notice }: MdxContext,
): string {
  const top = ['---', `# ${banner(source, catalogue)}`, ...frontMatterLines(frontMatter), '---'];
  const written = (template: Template): string =>
    fillTemplate(template, (hole, place) => words.markdown(hole, place, url));
  const blocks = [
    top.join('\n'),
    written(title),
    ...(notice === undefined ? [] : [mdxNotice(notice, words)]),
    written(body),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function mdxNotice(box: ContainerDirective, words: Words): string {
  const template = blocksTemplate([box]);
  return fillTemplate(template, (hole) => words.markdown(hole, 'other', String));
}

export function frontMatterLines(
  frontMatter: SiteFrontMatter & { readonly title?: string },
): readonly string[] {
  return Object.entries(frontMatter).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
}
