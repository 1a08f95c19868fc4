import type { Element, Root, RootContent } from 'hast';
import { component, element, isElement } from './hast.ts';

/**
 * The parts of a connector’s guide, with the section that each begins with. The guides share these sections, and
 * anchors are the same in every language.
 */
export const guideParts = [
  { name: 'set-up' },
  { name: 'send', begins: 'send-a-code' },
  { name: 'reference', begins: 'config-types' },
] as const;

/** Divides the guides of connectors into parts, and the parts into sections. */
export function divideGuides() {
  return (tree: Root): void => {
    const first = tree.children.findIndex(isSectionHeading);
    const sections = sectionsOf(tree.children.slice(first));
    if (first === -1 || !sections.some((section) => idOf(section) === 'config-types')) return;
    const lead = tree.children.slice(0, first);
    tree.children = [...lead, component('GuideParts', {}, partsOf(sections))];
  };
}

function partsOf(sections: readonly Element[]): readonly RootContent[] {
  const starts = guideParts.map((part) =>
    'begins' in part ? sections.findIndex((section) => idOf(section) === part.begins) : 0,
  );
  const present = guideParts
    .map(({ name }, index) => ({ name, start: starts[index] ?? -1 }))
    .filter(({ start }) => start !== -1);
  return present.map(({ name, start }, index) =>
    component('GuidePart', { name }, sections.slice(start, present[index + 1]?.start)),
  );
}

function sectionsOf(blocks: readonly RootContent[]): readonly Element[] {
  const sections: RootContent[][] = [];
  for (const block of blocks) {
    if (isSectionHeading(block)) sections.push([block]);
    else sections.at(-1)?.push(block);
  }
  return sections.map((children) =>
    element('section', { className: ['guide-section'] }, children as Element['children']),
  );
}

function idOf({ children: [heading] }: Element): unknown {
  return isElement(heading, 'h2') ? heading.properties['id'] : undefined;
}

function isSectionHeading(node: RootContent): boolean {
  return isElement(node, 'h2');
}
