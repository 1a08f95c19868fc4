import type { Link, Nodes, Root, RootContent, Segment } from 'mdast';
import type { TextDirective } from 'mdast-util-directive';
import { isParent } from './markdown.ts';

/** A place for text, which differs between languages. */
export type Hole = Segment | TextDirective | Link;

/** A part of a page as text with holes. It is the same in every language. */
export interface Template {
  readonly parts: readonly (string | { readonly hole: Hole; readonly isCell: boolean })[];
}

// Unicode private-use characters, which no page contains and no serializer escapes.
const token = /\uE000(\d+)\uE001/;

/** Renders structure once for all languages. */
export function makeTemplate(
  nodes: readonly RootContent[],
  render: (tree: Root) => string,
): Template {
  const holes: { hole: Hole; isCell: boolean }[] = [];
  const punch = (node: Nodes, isCell: boolean): Nodes => {
    if (isHole(node)) {
      holes.push({ hole: node, isCell });
      return { type: 'hole', value: `\uE000${holes.length - 1}\uE001` };
    }
    if (!isParent(node)) return node;
    const inCell = isCell || node.type === 'tableCell';
    const children = node.children.map((child) => punch(child, inCell));
    return { ...node, children } as Nodes;
  };
  const tree: Root = {
    type: 'root',
    children: nodes.map((node) => punch(node, false) as RootContent),
  };
  const pieces = render(tree).split(token);
  return {
    parts: pieces.map((piece, index) =>
      index % 2 === 0 ? piece : (holes[Number(piece)] as (typeof holes)[number]),
    ),
  };
}

function isHole(node: Nodes): node is Hole {
  const isGuideLink = node.type === 'link' && node.url.startsWith('guide:');
  return node.type === 'segment' || node.type === 'textDirective' || isGuideLink;
}

/** Fills a template with one language's text. */
export function fillTemplate(
  { parts }: Template,
  words: (hole: Hole, isCell: boolean) => string,
): string {
  return parts
    .map((part) => (typeof part === 'string' ? part : words(part.hole, part.isCell)))
    .join('');
}
