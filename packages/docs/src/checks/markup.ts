import type { Nodes, PhrasingContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { walk } from '../page.ts';

/** The markup of a sentence, which a translation must keep. */
type Markup = Readonly<
  Record<'placeholder' | 'code' | 'link' | 'bold' | 'directive' | 'HTML', string[]>
>;

/** Returns the first difference in markup between a sentence and its translation, if any. */
export function markupDifference(
  english: readonly PhrasingContent[],
  translated: readonly PhrasingContent[],
): string | undefined {
  const before = markupOf(english);
  const after = markupOf(translated);
  for (const kind of Object.keys(before) as (keyof Markup)[]) {
    const lost = without(before[kind], after[kind]);
    const added = without(after[kind], before[kind]);
    if (lost.length === 0 && added.length === 0) continue;
    const parts = [
      ...lost.map((value) => `lacks ${kind} “${value}”`),
      ...added.map((value) => `has ${kind} “${value}”, which the English lacks`),
    ];
    return `The translation ${parts.join(' and ')}`;
  }
  return undefined;
}

function markupOf(children: readonly Nodes[]): Markup {
  const markup: Markup = {
    placeholder: [],
    code: [],
    link: [],
    bold: [],
    directive: [],
    HTML: [],
  };
  for (const child of children) {
    for (const { node } of walk(child)) {
      if (node.type === 'inlineCode') markup.code.push(node.value);
      if (node.type === 'link' || node.type === 'image') markup.link.push(node.url);
      if (node.type === 'strong') markup.bold.push(toString(node));
      if (node.type === 'textDirective') markup.directive.push(`:${node.name}[${toString(node)}]`);
      if (node.type === 'html') markup.HTML.push(node.value);
      if (node.type === 'inlineCode' || node.type === 'text') {
        markup.placeholder.push(...(node.value.match(/\{\{[^{}]*\}\}|\{[\w-]+\}/g) ?? []));
      }
    }
  }
  return markup;
}

/** Returns the items of `from` that `others` lacks, counting repeats. */
function without(from: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return from.filter((item) => {
    const index = left.indexOf(item);
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
}
