import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectConfig } from './project-config.ts';
import { fillIn } from './fill-in.ts';
import type { NewConnector } from './new-connector.ts';
import { packageManifest } from './package-manifest.ts';

// The template ships as TypeScript, so it is in `src` even if this code runs from `dist`.
const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const template = path.join(packageFolder, 'src/template');

/** Writes the package of a new connector and returns its files. @throws `Error` if the folder exists */
export async function scaffold(
  connector: NewConnector,
  folder: string,
): Promise<readonly string[]> {
  if (await exists(folder))
    throw new Error(
      `${folder} already exists; nothing was written. Choose another id or remove the folder.`,
    );
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
    ...projectConfig(connector),
    LICENSE: await readFile(path.join(packageFolder, 'LICENSE'), 'utf8'),
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
