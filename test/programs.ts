import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** A page's programs, which can import one another, and the configs they read. */
export interface ProgramPage {
  /** Relative to the root. */
  readonly page: string;
  readonly programs: readonly Program[];
  readonly configs: readonly Config[];
}

export interface Program {
  readonly file: string;
  readonly source: string;
  /** The output that the page shows. */
  readonly output: string | undefined;
}

interface Config {
  readonly file: string;
  readonly source: string;
}

/** Programs that call a provider, never end, or need a real account to verify reports or hooks. */
const online = new Set([
  'example.ts',
  'send.ts',
  'verify.ts',
  'server.ts',
  'delivery-reports.ts',
  'mount.ts',
  'own-platform.ts',
]);

export const isOffline = ({ file }: Program): boolean =>
  !online.has(file) && !file.startsWith('with-');

/** Finds the programs with a title on the site's pages, in the guides and on the front page. */
export async function pagesWithPrograms(): Promise<readonly ProgramPage[]> {
  // A guide's README also has the programs of the shared sections.
  const files = glob(['docs/pages/**/*.md', 'packages/{*,integrations/*}/README.md'], {
    cwd: root,
  });
  const pages = await Array.fromAsync(files, async (page): Promise<ProgramPage> => {
    const text = await withFiles(await readFile(path.join(root, page), 'utf8'));
    return { page, programs: programsIn(text), configs: await configsOf(page) };
  });
  const example = 'docs/src/landing/example.ts';
  const source = await readFile(path.join(root, example), 'utf8');
  const front = { file: 'example.ts', source, output: undefined };
  return [
    ...pages.filter(({ programs }) => programs.length > 0).toSorted(byPage),
    { page: example, programs: [front], configs: [] },
  ];
}

/** Shows the files that a page includes with a title. */
async function withFiles(page: string): Promise<string> {
  const [before = page, file, title, after = ''] = page.split(
    /^::code\{file=(\S+) title=(\S+)\}$/m,
  );
  if (file === undefined) return page;
  const source = await readFile(path.join(root, file), 'utf8');
  return `${before}\`\`\`ts title="${title}"\n${source}\`\`\`${await withFiles(after)}`;
}

/** Writes each page's programs and configs into a folder of its own; returns the folders by page. */
export async function writePrograms(
  pages: readonly ProgramPage[],
  parent: string,
): Promise<ReadonlyMap<string, string>> {
  const folders = new Map<string, string>();
  for (const { page, programs, configs } of pages) {
    const folder = path.join(parent, page.replaceAll(/\W+/g, '-'));
    folders.set(page, folder);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
    for (const { file, source } of [...programs, ...configs]) {
      await writeFile(path.join(folder, file), source);
    }
  }
  return folders;
}

function byPage(a: ProgramPage, b: ProgramPage): number {
  return a.page < b.page ? -1 : 1;
}

function programsIn(page: string): readonly Program[] {
  const block =
    /```ts title="(?<file>[\w-]+\.ts)"\n(?<source>.*?)```(?:\n\n```text\n(?<output>.*?)```)?/gs;
  return [...page.matchAll(block)].map(({ groups }) => ({
    file: groups?.['file'] ?? '',
    source: groups?.['source'] ?? '',
    output: groups?.['output'],
  }));
}

/** The example config of a guide, under the name that its programs read; the site's pages use Twilio's. */
async function configsOf(page: string): Promise<readonly Config[]> {
  const [, id = 'twilio'] = /^packages\/([\w-]+)\//.exec(page) ?? [];
  const guide = await readFile(path.join(root, `packages/${id}/guide/en.json`), 'utf8').catch(
    () => '{}',
  );
  const { example } = JSON.parse(guide) as { readonly example?: object };
  if (example === undefined) return [];
  return [{ file: `sms-connectors.${id}.json`, source: JSON.stringify(example) }];
}
