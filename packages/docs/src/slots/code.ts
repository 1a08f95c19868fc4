import path from 'node:path';
import type { Slot } from './slot.ts';

/** `::code{file=examples/first-code.ts}`: the content of a file of the project; `title` names it above the code. */
export const codeSlot: Slot = ({ attributes, readFile }) => {
  const { file, title } = attributes;
  if (typeof file !== 'string') throw new Error('::code requires {file=…}.');
  const meta = typeof title === 'string' ? { meta: `title="${title}"` } : {};
  const lang = path.extname(file).slice(1);
  return [{ type: 'code', lang, ...meta, value: readFile(file).trimEnd() }];
};
