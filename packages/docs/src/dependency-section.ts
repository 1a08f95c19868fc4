import type { List, ListItem, RootContent } from 'mdast';
import type { Dependency } from './dependencies.ts';
import { code, paragraph, segment, text } from './nodes.ts';
import { labels } from './strings.ts';

/** Makes the section of a README that lists the dependencies. */
export function dependencySection(dependencies: readonly Dependency[]): readonly RootContent[] {
  if (dependencies.length === 0) return [];
  return [
    {
      type: 'heading',
      depth: 2,
      data: { id: 'dependencies' },
      children: [segment(labels.dependencies)],
    },
    paragraph(segment(labels.installation)),
    list(dependencies),
  ];
}

function list(dependencies: readonly Dependency[]): List {
  const children = dependencies.map(({ name, licence, dependencies: below }): ListItem => ({
    type: 'listItem',
    spread: false,
    children: [
      paragraph(code(name), text(` (${licence})`)),
      ...(below.length === 0 ? [] : [list(below)]),
    ],
  }));
  return { type: 'list', ordered: false, spread: false, children };
}
