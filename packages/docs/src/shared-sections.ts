import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPage, walk } from './page.ts';

const folder = fileURLToPath(new URL('../shared', import.meta.url));

/** The sections that guides share, by the name in `::include[name]`. They describe a connector `acme`. */
export const sharedSections: ReadonlyMap<string, string> = new Map(
  globSync('*.md', { cwd: folder })
    .toSorted()
    .map((file) => [
      path.basename(file, '.md'),
      readFileSync(path.join(folder, file), 'utf8').trimEnd(),
    ]),
);

/** Every sentence of the shared sections, with the section it is in. */
export const sharedSentences: readonly (readonly [msgid: string, reference: string])[] = [
  ...sharedSections,
].flatMap(([name, text]) =>
  [...walk(readPage(text, name).tree)].flatMap(({ node }) =>
    node.type === 'segment' ? [[node.msgid, `shared/${name}`] as const] : [],
  ),
);
