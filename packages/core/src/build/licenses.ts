import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The licences of the packages that modules come from, as they ask for. */
export function writeLicenses(modules: readonly string[], file: string): void {
  const texts = new Set(modules.flatMap((id) => licenseOf(id) ?? []));
  writeFileSync(file, ['# What is bundled here', ...[...texts].toSorted()].join('\n\n'));
}

function licenseOf(module: string): string | undefined {
  const folder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/.exec(module)?.[0];
  if (folder === undefined) return undefined;
  const { name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
  };
  const [license] = globSync('{license,LICENSE,licence}*', { cwd: folder });
  if (license === undefined) throw new Error(`${name} has no licence to pass on.`);
  return `## ${name} ${version}\n\n${readFileSync(path.join(folder, license), 'utf8').trim()}\n`;
}
