import type { Element, ElementContent, Nodes, Root } from 'hast';
import { childrenOf, element, isElement, type Parent, textOf } from './hast.ts';

interface ErrorCardOptions {
  /** The error codes of the contract. */
  readonly codes: readonly string[];
  readonly outcomes: readonly string[];
  /** The page that explains the codes. */
  readonly reference: string;
}

/** Shows each row of a table of errors as a card with anchors: `#error-21610` for a provider’s code. */
export function errorCards(options: ErrorCardOptions) {
  return (tree: Root): void => replaceIn(tree, options, new Set());
}

function replaceIn(parent: Parent, options: ErrorCardOptions, used: Set<string>): void {
  for (const [index, child] of parent.children.entries()) {
    if (child.type !== 'element') continue;
    const column = isElement(child, 'table') ? codeColumn(child, options) : undefined;
    if (column === undefined) replaceIn(child, options, used);
    else parent.children[index] = cardsOf(child, column, options, used);
  }
}

/** The column that has one error code in each row: the second of a provider’s table, the first of the reference. */
function codeColumn(table: Element, { codes }: ErrorCardOptions): number | undefined {
  const rows = rowsOf(table, 'tbody');
  const isCode = (cell: Element | undefined): boolean => codes.includes(onlyCode(cell) ?? '');
  const found = [0, 1].find((column) => rows.every((cells) => isCode(cells[column])));
  return rows.length > 0 && (rows[0]?.length ?? 0) > 3 ? found : undefined;
}

function cardsOf(
  table: Element,
  column: number,
  options: ErrorCardOptions,
  used: Set<string>,
): Element {
  const labels = rowsOf(table, 'thead')[0]?.map(({ children }) => children) ?? [];
  const cards = rowsOf(table, 'tbody').map((cells) => {
    const names = column === 0 ? [] : namesOf(cells[0], used);
    const code = onlyCode(cells[column]) ?? '';
    const [anchor = unused(`error-${code}`, used), ...others] = names.map(({ id }) => id);
    const head = [
      ...(column === 0
        ? []
        : [element('span', { className: ['error-causes'] }, anchored(cells[0], names))]),
      codeChip(cells[column], code, column === 0, options),
      ...cells
        .slice(column + 1)
        .filter((cell) => options.outcomes.includes(onlyCode(cell) ?? ''))
        .map((cell) =>
          element('span', { className: [`outcome-${onlyCode(cell)}`] }, cell.children),
        ),
    ];
    const texts = cells
      .map((cell, index) => ({ cell, label: labels[index] ?? [], index }))
      .filter(
        ({ cell, index }) => index > column && onlyCode(cell) === undefined && textOf(cell) !== '',
      )
      .map(({ cell, label }, index) =>
        element(
          'p',
          {},
          index === 0
            ? cell.children
            : [element('b', {}, label), text(' '), element('span', {}, cell.children)],
        ),
      );
    const properties = { className: ['error-card'], id: anchor, 'data-anchors': others.join(' ') };
    return element('li', properties, [element('p', { className: ['error-head'] }, head), ...texts]);
  });
  return element('ul', { className: ['error-cards'] }, cards);
}

interface Name {
  readonly node: Nodes;
  readonly id: string;
}

/** The provider’s codes in a cell, each with an anchor of its own. */
function namesOf(cell: Element | undefined, used: Set<string>): readonly Name[] {
  return (cell?.children ?? [])
    .filter((node) => node.type === 'element')
    .map((node) => ({
      node,
      id: unused(`error-${textOf(node).replaceAll(/[^\w-]+/g, '-')}`, used),
    }));
}

/** The first code’s anchor is that of the whole card. */
function anchored(cell: Element | undefined, names: readonly Name[]): readonly ElementContent[] {
  const others = names.slice(1);
  return (cell?.children ?? []).map((node) => {
    const id = others.find((name) => name.node === node)?.id;
    return id === undefined ? node : element('span', { id }, [node]);
  });
}

function unused(id: string, used: Set<string>): string {
  const free = used.has(id) ? unused(`${id}-2`, used) : id;
  used.add(free);
  return free;
}

function codeChip(
  cell: Element | undefined,
  code: string,
  isReference: boolean,
  { reference }: ErrorCardOptions,
): Element {
  const children = cell?.children ?? [];
  const isExplained = !isReference && code !== 'accepted';
  return element(
    'span',
    { className: ['error-code'] },
    isExplained ? [element('a', { href: `${reference}#error-${code}` }, children)] : children,
  );
}

function rowsOf(table: Element, part: string): readonly (readonly Element[])[] {
  return childrenOf(table, part)
    .flatMap((body) => childrenOf(body, 'tr'))
    .map((row) => [...childrenOf(row, 'th'), ...childrenOf(row, 'td')]);
}

function onlyCode(cell: Element | undefined): string | undefined {
  const [only, ...others] = cell?.children ?? [];
  return isElement(only, 'code') && others.length === 0 ? textOf(only) : undefined;
}

function text(value: string): ElementContent {
  return { type: 'text', value };
}
