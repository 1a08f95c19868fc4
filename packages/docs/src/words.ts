import type { Heading, PhrasingContent, Root, Segment } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { inlineToHtml } from './html.ts';
import { mapLinks } from './links.ts';
import { inlineToMarkdown } from './markdown.ts';
import { hasWords, segment, text } from './nodes.ts';
import { labels, sharedStrings } from './strings.ts';
import type { Hole, Place } from './template.ts';
import { speaker, type Tongue } from './translate.ts';

/** A page's text in one language, in the format of each target. */
export interface Words {
  readonly markdown: (hole: Hole, place: Place, url: (url: string) => string) => string;
  readonly html: (hole: Hole, place: Place, url: (url: string) => string) => string;
  readonly plain: (hole: Hole) => string;
  /** Whether a sentence is in English because it is not translated. */
  readonly isMissing: (hole: Hole) => boolean;
}

/**
 * Translates. If most of the page's own sentences are translated, a paragraph that is not translated says so; otherwise
 * only the note at the top of the page does.
 */
export function wordsIn(tongue: Tongue, sentences: readonly Segment[] = []): Words {
  const say = speaker(tongue);
  const isMissing = (hole: Hole): boolean =>
    tongue.locale !== 'en' &&
    hole.type === 'segment' &&
    tongue.find(hole.msgid) === undefined &&
    hasWords(hole.children);
  const own = sentences.filter(({ msgid }) => !sharedStrings.has(msgid));
  const isMarked = own.filter(isMissing).length * 2 < own.length;
  const mark: readonly PhrasingContent[] = [
    text(' '),
    {
      type: 'emphasis',
      children: [text('('), ...say(segment(labels.notTranslated)), text(')')],
    },
  ];
  const linked = (
    hole: Hole,
    place: Place,
    url: (url: string) => string,
  ): readonly PhrasingContent[] => {
    const words = say(hole).map((node) => mapLinks(node, url, tongue.locale));
    return isMarked && place === 'paragraph' && isMissing(hole) ? [...words, ...mark] : words;
  };
  return {
    markdown: (hole, place, url) => {
      const markdown = inlineToMarkdown(linked(hole, place, url));
      return place === 'cell' ? markdown.replaceAll(/(?<!\\)\|/g, '\\|') : markdown;
    },
    html: (hole, place, url) => inlineToHtml(linked(hole, place, url)),
    plain: (hole) => toString({ type: 'root', children: [...say(hole)] } satisfies Root),
    isMissing,
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
