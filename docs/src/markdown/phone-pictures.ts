import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Nodes, Root } from 'mdast';

interface PageFile {
  /** The path of the page. */
  readonly path: string;
}

/** Shows a picture’s narrow version, such as `benchmarks.phone.svg`, after the wide one; the style sheet hides one. */
export function phonePictures() {
  return (tree: Root, { path: page }: PageFile): void => addIn(tree, path.dirname(page));
}

function addIn(node: Nodes, folder: string): void {
  if (!('children' in node)) return;
  const children: Nodes[] = node.children;
  for (const child of children) addIn(child, folder);
  const shown = children.flatMap((child) => [child, ...phoneVersions(child, folder)]);
  children.splice(0, children.length, ...shown);
}

function phoneVersions(node: Nodes, folder: string): readonly Nodes[] {
  if (node.type !== 'image') return [];
  const url = node.url.replace(/\.svg$/, '.phone.svg');
  return url !== node.url && existsSync(path.join(folder, url)) ? [{ ...node, url }] : [];
}
