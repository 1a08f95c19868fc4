import type { PhrasingContent, RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import { segment } from './nodes.ts';
import { labels } from './strings.ts';

/** What `:::` may open, and how it is called. */
export const boxLabels = { note: labels.note, tip: labels.tip, warning: labels.warning } as const;

/** A box's name and content: `:::tip`, or `:::tip[A name of its own]`. */
export function boxParts({ name, children }: ContainerDirective): {
  readonly label: readonly PhrasingContent[];
  readonly content: ContainerDirective['children'];
} {
  const [first, ...others] = children;
  if (first?.type === 'paragraph' && first.data?.directiveLabel === true) {
    return { label: first.children, content: others };
  }
  const known: Readonly<Record<string, string>> = boxLabels;
  return { label: [segment(known[name] ?? name)], content: children };
}

/** Rewrites the boxes among blocks. */
export function mapBoxes(
  blocks: readonly RootContent[],
  to: (box: ContainerDirective) => RootContent,
): RootContent[] {
  return blocks.map((node) => (node.type === 'containerDirective' ? to(node) : node));
}
