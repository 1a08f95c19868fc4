import type { Element, Root } from 'hast';
import { childrenOf, isElement, textOf } from './hast.ts';

/** Gives each cell of a table the name of its column, which a phone shows. */
export function labelCells() {
  return (tree: Root): void => labelIn(tree);
}

function labelIn(parent: Root | Element): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue;
    if (isElement(child, 'table')) labelTable(child);
    else labelIn(child);
  }
}

function labelTable(table: Element): void {
  const labels = rowsOf(table, 'thead', 'th')[0]?.map(textOf) ?? [];
  for (const cells of rowsOf(table, 'tbody', 'td')) {
    for (const [column, cell] of cells.entries()) cell.properties['dataLabel'] = labels[column];
  }
}

function rowsOf(table: Element, part: string, cell: string): readonly (readonly Element[])[] {
  return childrenOf(table, part)
    .flatMap((body) => childrenOf(body, 'tr'))
    .map((row) => childrenOf(row, cell));
}
