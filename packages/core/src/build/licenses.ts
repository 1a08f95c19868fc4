import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The licences of the packages that modules come from, as they ask for. */
export function writeLicenses(modules: readonly string[], file: string): void {
  const folders = new Set(modules.flatMap((module) => folderOf(module) ?? []));
  const texts = [...folders].map(licenseOf).toSorted();
  writeFileSync(file, `${['# What is bundled here', ...texts].join('\n\n')}\n`);
}

/** The package's folder; `undefined` for a module of our own. */
function folderOf(module: string): string | undefined {
  // What the compiler adds for newer syntax is its own, and under its licence.
  if (module.includes('@oxc-project')) {
    return path.resolve(fileURLToPath(import.meta.resolve('rolldown')), '../..');
  }
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/.exec(module)?.[0];
}

function licenseOf(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
  };
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(licen[cs]e|copying|notice)/i.test(entry.name))
    .map((entry) => readFileSync(path.join(folder, entry.name), 'utf8').trim());
  if (texts.length === 0) throw new Error(`${name} has no licence to pass on.`);
  return [`## ${name} ${version}`, ...texts].join('\n\n');
}
