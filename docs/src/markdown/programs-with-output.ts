import type { Root, RootContent } from 'hast';
import { component, isElement } from './hast.ts';

/** Keeps a program and what it prints together. */
export function programsWithOutput() {
  return (tree: Root): void => {
    const blocks = tree.children.filter(
      (node) => !(node.type === 'text' && node.value.trim() === ''),
    );
    tree.children = blocks.flatMap((node, index) => {
      const next = blocks[index + 1];
      const previous = blocks[index - 1];
      if (isProgram(node) && next !== undefined && isOutput(next))
        return [component('Program', {}, [node, next])];
      return isOutput(node) && previous !== undefined && isProgram(previous) ? [] : [node];
    });
  };
}

function isProgram(node: RootContent): boolean {
  return ['language-ts', 'language-sh', 'language-bash'].includes(languageOf(node) ?? '');
}

function isOutput(node: RootContent): boolean {
  return languageOf(node) === 'language-text';
}

function languageOf(node: RootContent): string | undefined {
  if (!isElement(node, 'pre')) return undefined;
  const [code] = node.children;
  const classes = isElement(code, 'code') ? code.properties['className'] : undefined;
  return Array.isArray(classes)
    ? classes.map(String).find((name) => name.startsWith('language-'))
    : undefined;
}
