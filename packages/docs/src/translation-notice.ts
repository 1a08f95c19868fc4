import type { ContainerDirective } from 'mdast-util-directive';
import type { Segment } from 'mdast';
import type { FilledPage } from './fill-slots.ts';
import { hasWords, number, paragraph, segment } from './nodes.ts';
import { walk } from './page.ts';
import { labels, sharedStrings } from './strings.ts';
import type { Words } from './words.ts';

/** The sentences of a page, each once. */
export function pageSentences({ tree }: Pick<FilledPage, 'tree'>): readonly Segment[] {
  const sentences = new Map<string, Segment>();
  for (const { node } of walk(tree)) {
    if (node.type === 'segment' && hasWords(node.children)) sentences.set(node.msgid, node);
  }
  return [...sentences.values()];
}

/** The note at the top of a page that is not completely translated; `undefined` if it is. */
export function translationNotice(
  sentences: readonly Segment[],
  words: Words,
): ContainerDirective | undefined {
  const missing = sentences.filter(words.isMissing);
  if (missing.length === 0) return undefined;
  const own = sentences.filter(({ msgid }) => !sharedStrings.has(msgid));
  const notice = own.every(words.isMissing)
    ? segment(labels.pageNotTranslated)
    : segment(labels.pagePartlyTranslated, {
        missing: number(missing.length),
        total: number(sentences.length),
      });
  return { type: 'containerDirective', name: 'note', children: [paragraph(notice)] };
}
