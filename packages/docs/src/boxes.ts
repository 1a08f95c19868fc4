import type { PhrasingContent, RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import { segment } from './nodes.ts';
import { labels } from './strings.ts';

/** The boxes that `:::` can open, with their default titles. */
export const boxLabels = { note: labels.note, tip: labels.tip, warning: labels.warning } as const;

/** Returns a box's title and content: `:::tip`, or `:::tip[Its own title]`. */
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

/** Transforms the boxes in a list of blocks. */
export function mapBoxes(
  blocks: readonly RootContent[],
  to: (box: ContainerDirective) => RootContent,
): RootContent[] {
  return blocks.map((node) => (node.type === 'containerDirective' ? to(node) : node));
}
