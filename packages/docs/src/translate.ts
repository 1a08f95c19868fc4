import type { Nodes, PhrasingContent, Segment } from 'mdast';
import type { TextDirective } from 'mdast-util-directive';
import { toString } from 'mdast-util-to-string';
import { isParent, parseInline } from './markdown.ts';
import { code, text } from './nodes.ts';
import { typeset } from './typography.ts';

/** One language's words for one page. */
export interface Tongue {
  readonly locale: string;
  /** The translation of an English sentence, where there is one. */
  readonly find: (msgid: string) => string | undefined;
  /** What a directive in a sentence stands for: `:list[…]`, `:error[…]`. */
  readonly resolve: (directive: TextDirective) => readonly PhrasingContent[] | undefined;
}

/** The same tree with its words in another language; nothing but words changes. */
export function translateTree<Node extends Nodes>(node: Node, tongue: Tongue): Node {
  if (!isParent(node)) return node;
  const children = (node.children as Nodes[]).flatMap((child): Nodes[] => {
    if (child.type === 'segment') return speak(child, tongue);
    if (child.type === 'textDirective') return typeset(resolved(child, tongue, {}), tongue.locale);
    return [translateTree(child, tongue)];
  });
  return { ...node, children };
}

function speak({ msgid, values, children }: Segment, tongue: Tongue): PhrasingContent[] {
  const translation = tongue.find(msgid);
  const words = (translation === undefined ? undefined : parseInline(translation)) ?? children;
  const told = words.flatMap((child) => resolved(child, tongue, values));
  return typeset(told, tongue.locale);
}

function resolved(
  node: PhrasingContent,
  tongue: Tongue,
  values: Segment['values'],
): PhrasingContent[] {
  if (node.type === 'segment') return speak(node, tongue);
  if (node.type !== 'textDirective') {
    if (!isParent(node)) return [node];
    const children = node.children.flatMap((child) => resolved(child, tongue, values));
    return [{ ...node, children }];
  }
  const { locale } = tongue;
  switch (node.name) {
    case 'value': {
      const value = values[toString(node)];
      return value === undefined ? [node] : resolved(value, tongue, values);
    }
    case 'number':
      return [text(new Intl.NumberFormat(locale).format(Number(toString(node))))];
    case 'listing':
      return enumerated(
        node.children.map((child) => resolved(child, tongue, values)),
        locale,
      );
    default:
      return [...(tongue.resolve(node) ?? [node])];
  }
}

/** “a, b and c” as the language says it. */
function enumerated(items: readonly PhrasingContent[][], locale: string): PhrasingContent[] {
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return list
    .formatToParts(items.map((_, index) => String(index)))
    .flatMap(({ type, value }) =>
      type === 'element' ? (items[Number(value)] ?? []) : [text(value)],
    );
}

/** Names of values, as a list in prose. */
export function codeList(values: readonly string[], locale: string): PhrasingContent[] {
  return enumerated(
    values.map((value) => [code(value)]),
    locale,
  );
}
