import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { roomConfig } from './room-config.ts';
import { fillIn } from './fill-in.ts';
import type { NewConnector } from './new-connector.ts';
import { packageManifest } from './package-manifest.ts';

// Beside `src` and beside `dist` alike: the template ships as the TypeScript that it is.
const room = fileURLToPath(new URL('..', import.meta.url));
const template = path.join(room, 'src/template');

/** Writes the room of a new connector, and returns its files. @throws `Error` where the folder exists */
export async function scaffold(
  connector: NewConnector,
  folder: string,
): Promise<readonly string[]> {
  if (await exists(folder)) throw new Error(`${folder} exists already; nothing was written.`);
  const files = { ...(await filesAround(connector)), ...(await filesOfTemplate(connector)) };
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content, { flag: 'wx' });
  }
  return Object.keys(files);
}

async function filesAround(connector: NewConnector): Promise<Readonly<Record<string, string>>> {
  return {
    'package.json': packageManifest(connector),
    ...roomConfig(connector),
    LICENSE: await readFile(path.join(room, 'LICENSE'), 'utf8'),
  };
}

async function filesOfTemplate(connector: NewConnector): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(template, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
  const filled = files.map(async (file) => {
    const name = path.relative(template, file).replaceAll('\\', '/');
    return [name, fillIn(await readFile(file, 'utf8'), connector)] as const;
  });
  return Object.fromEntries(await Promise.all(filled));
}

async function exists(folder: string): Promise<boolean> {
  return access(folder).then(
    () => true,
    () => false,
  );
}
