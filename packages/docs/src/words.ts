import type { Heading, PhrasingContent, Root } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { inlineToHtml } from './html.ts';
import { mapLinks } from './links.ts';
import { inlineToMarkdown } from './markdown.ts';
import { segment } from './nodes.ts';
import type { Hole } from './template.ts';
import { speaker, type Tongue } from './translate.ts';

/** A page's text in one language, in the format of each target. */
export interface Words {
  readonly markdown: (hole: Hole, isCell: boolean, url: (url: string) => string) => string;
  readonly html: (hole: Hole, url: (url: string) => string) => string;
  readonly plain: (hole: Hole) => string;
}

export function wordsIn(tongue: Tongue): Words {
  const say = speaker(tongue);
  const linked = (hole: Hole, url: (url: string) => string): PhrasingContent[] =>
    say(hole).map((node) => mapLinks(node, url));
  return {
    markdown: (hole, isCell, url) => {
      const markdown = inlineToMarkdown(linked(hole, url));
      return isCell ? markdown.replaceAll(/(?<!\\)\|/g, '\\|') : markdown;
    },
    html: (hole, url) => inlineToHtml(linked(hole, url)),
    plain: (hole) => toString({ type: 'root', children: [...say(hole)] } satisfies Root),
  };
}

/** A heading in one language. */
export function headingWords({ children }: Heading, words: Words): string {
  return children.map((child) => (child.type === 'segment' ? words.plain(child) : '')).join('');
}

/** Makes a hole in a page for English Markdown from code. */
export function asHole(markdown: string): Hole {
  return segment(markdown);
}
