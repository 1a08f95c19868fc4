import type { Element, ElementContent, Nodes, Properties, Root, RootContent } from 'hast';

export type Parent = Root | Element;

export function isElement(node: Nodes | undefined, tagName: string): node is Element {
  return node?.type === 'element' && node.tagName === tagName;
}

export function element(
  tagName: string,
  properties: Properties,
  children: readonly ElementContent[],
): Element {
  return { type: 'element', tagName, properties, children: [...children] };
}

export function childrenOf(node: Element, tagName: string): readonly Element[] {
  return node.children.filter((child) => isElement(child, tagName));
}

export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

/** A component of the site around blocks of a page. */
export function component(
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly RootContent[],
): RootContent {
  const node = {
    type: 'mdxJsxFlowElement',
    name,
    attributes: Object.entries(attributes).map(([key, value]) => ({
      type: 'mdxJsxAttribute',
      name: key,
      value,
    })),
    children,
  };
  // The types of MDX are not among those of hast.
  return node as unknown as RootContent;
}
