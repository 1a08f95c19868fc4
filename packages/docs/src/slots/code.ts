import path from 'node:path';
import type { Slot } from './slot.ts';

/** `::code{file=examples/first-code.ts}`: the content of a file of the project. */
export const codeSlot: Slot = ({ attributes, readFile }) => {
  const { file } = attributes;
  if (typeof file !== 'string') throw new Error('::code requires {file=…}.');
  return [{ type: 'code', lang: path.extname(file).slice(1), value: readFile(file).trimEnd() }];
};
