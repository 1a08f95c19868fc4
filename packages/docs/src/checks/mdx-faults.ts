import { visit } from 'unist-util-visit';
import type { Fault } from '../faults.ts';
import { parseMdx } from '../markdown.ts';
import type { Output } from '../outputs.ts';

const headingId = /^\/\* #[\p{L}\p{N}_-]+ \*\/$/u;
const forbidden: ReadonlySet<string> = new Set([
  'mdxFlowExpression',
  'mdxTextExpression',
  'mdxJsxFlowElement',
  'mdxJsxTextElement',
  'mdxjsEsm',
]);

/** Checks that a page parses as MDX and executes no code. */
export function mdxFaults({ source, content, path }: Output): readonly Fault[] {
  const fault = (message: string): Fault => ({
    check: 'mdx',
    file: source,
    message: `${path}: ${message}`,
    fix: 'Put braces and angle brackets in `code`.',
  });
  try {
    const faults: Fault[] = [];
    visit(parseMdx(content), (node) => {
      if (!forbidden.has(node.type)) return;
      const value = 'value' in node ? node.value.trim() : node.type;
      if (node.type !== 'mdxTextExpression' || !headingId.test(value)) {
        faults.push(fault(`MDX would execute “${value}”.`));
      }
    });
    return faults;
  } catch (error) {
    return [fault(`The MDX does not parse: ${(error as Error).message}`)];
  }
}
