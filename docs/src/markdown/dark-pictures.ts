import type { Nodes, Root } from 'mdast';

/** Shows a picture’s dark version, such as `plan-en-dark.webp`, after the light one; the style sheet hides one. */
export function darkPictures() {
  return (tree: Root): void => addIn(tree);
}

function addIn(node: Nodes): void {
  if (!('children' in node)) return;
  const children: Nodes[] = node.children;
  for (const child of children) addIn(child);
  const shown = children.flatMap((child) => [child, ...darkVersions(child)]);
  children.splice(0, children.length, ...shown);
}

function darkVersions(node: Nodes): readonly Nodes[] {
  if (node.type !== 'image') return [];
  const url = node.url.replace(/-light\.webp$/, '-dark.webp');
  return url === node.url ? [] : [{ ...node, url }];
}
