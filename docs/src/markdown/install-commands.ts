import type { Code, Nodes, Root } from 'mdast';

/** Marks the commands that install packages, for the plugin that shows them for each package manager. */
export function markInstallCommands() {
  return (tree: Root): void => mark(tree);
}

function mark(node: Nodes): void {
  if (node.type === 'code' && isInstallCommand(node)) node.meta = 'npm2yarn';
  if ('children' in node) for (const child of node.children) mark(child);
}

function isInstallCommand({ lang, value }: Code): boolean {
  const isShell = lang === 'sh' || lang === 'bash';
  return isShell && value.split('\n').every((line) => line.startsWith('npm install '));
}
