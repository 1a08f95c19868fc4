import { banner } from './banner.ts';
import { readmeAnchors, type ReadmeTemplate } from './render-readme.ts';
import { frontMatterLines, type SiteFrontMatter } from './render-mdx.ts';
import { fillTemplate } from './template.ts';
import type { Words } from './words.ts';

export interface MarkdownContext {
  readonly frontMatter: SiteFrontMatter;
  readonly source: string;
  readonly catalogue?: string | undefined;
  readonly words: Words;
  readonly url: (url: string) => string;
  readonly notice: string | undefined;
}

/** Renders a guide for any docs site: GitHub's Markdown with front matter and absolute links; it is valid MDX too. */
export function renderMarkdown(template: ReadmeTemplate, context: MarkdownContext): string {
  const { frontMatter, source, catalogue, words, url, notice } = context;
  const anchors = readmeAnchors(template.headings, words);
  const to = (address: string): string =>
    address.startsWith('#') ? anchors(address) : url(address);
  const title = fillTemplate(template.title, (hole, place) => words.markdown(hole, place, to));
  const body = fillTemplate(template.body, (hole, place) => words.markdown(hole, place, to));
  const top = frontMatterLines({ title: template.plainTitle(words), ...frontMatter });
  const blocks = [title, ...(notice === undefined ? [] : [notice]), body];
  return `${['---', `# ${banner(source, catalogue)}`, ...top, '---'].join('\n')}\n\n${blocks.join('\n\n')}\n`;
}
