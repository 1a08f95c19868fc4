import type { Link, Nodes, Root, RootContent, Segment } from 'mdast';
import type { TextDirective } from 'mdast-util-directive';
import { isParent } from './markdown.ts';

/** A place for text, which differs between languages. */
export type Hole = Segment | TextDirective | Link;

/** A part of a page as text with holes. It is the same in every language. */
export interface Template {
  readonly parts: readonly (string | PlacedHole)[];
}

/** Where a hole is: in a table, in a paragraph of its own, or elsewhere, such as in a heading. */
export type Place = 'cell' | 'paragraph' | 'other';

interface PlacedHole {
  readonly hole: Hole;
  readonly place: Place;
}

// Unicode private-use characters, which no page contains and no serializer escapes.
const token = /\uE000(\d+)\uE001/;

/** Renders structure once for all languages. */
export function makeTemplate(
  nodes: readonly RootContent[],
  render: (tree: Root) => string,
): Template {
  const holes: PlacedHole[] = [];
  const punch = (node: Nodes, place: Place): Nodes => {
    if (isHole(node)) {
      holes.push({ hole: node, place });
      return { type: 'hole', value: `\uE000${holes.length - 1}\uE001` };
    }
    if (!isParent(node)) return node;
    const inside = place === 'cell' ? place : placeIn(node);
    const children = node.children.map((child) => punch(child, inside));
    return { ...node, children } as Nodes;
  };
  const tree: Root = {
    type: 'root',
    children: nodes.map((node) => punch(node, 'other') as RootContent),
  };
  const pieces = render(tree).split(token);
  return {
    parts: pieces.map((piece, index) =>
      index % 2 === 0 ? piece : (holes[Number(piece)] as PlacedHole),
    ),
  };
}

function placeIn(node: Nodes): Place {
  if (node.type === 'tableCell') return 'cell';
  return node.type === 'paragraph' && node.data?.directiveLabel !== true ? 'paragraph' : 'other';
}

function isHole(node: Nodes): node is Hole {
  const isGuideLink = node.type === 'link' && node.url.startsWith('guide:');
  return node.type === 'segment' || node.type === 'textDirective' || isGuideLink;
}

/** Fills a template with one language's text. */
export function fillTemplate(
  { parts }: Template,
  words: (hole: Hole, place: Place) => string,
): string {
  return parts
    .map((part) => (typeof part === 'string' ? part : words(part.hole, part.place)))
    .join('');
}
