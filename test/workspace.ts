import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');

interface PackageManifest {
  readonly name: string;
  readonly keywords: readonly string[];
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly typesVersions?: object;
}

/** A package of the workspace: its files, and its exports read from the sources. */
export interface PackageFolder {
  readonly folder: string;
  readonly id: string;
  readonly files: readonly string[];
  readonly manifest: PackageManifest;
  readonly entries: readonly Entry[];
  readonly read: (file: string) => string;
}

interface Entry {
  /** The import specifier: `@sms-connectors/twilio/emulator`. */
  readonly specifier: string;
  readonly source: string;
  readonly built: string;
  readonly load: () => Promise<Readonly<Record<string, unknown>>>;
}

export const packages: readonly PackageFolder[] = globSync(
  'packages/{*,integrations/*}/package.json',
  { cwd: root },
)
  .map((file) => packageAt(path.posix.dirname(file.replaceAll('\\', '/'))))
  .toSorted((a, b) => a.id.localeCompare(b.id));

export const connectorPackages = packages.filter(({ files }) => files.includes('src/manifest.ts'));

function packageAt(folder: string): PackageFolder {
  const read = (file: string): string => readFileSync(path.join(root, folder, file), 'utf8');
  const manifest = JSON.parse(read('package.json')) as PackageManifest;
  const files = globSync('**/*', {
    cwd: path.join(root, folder),
    exclude: (name) => ['node_modules', 'dist', 'CHANGELOG.md'].includes(name),
  }).map((file) => file.replaceAll('\\', '/'));
  const entries = Object.entries(manifest.exports).flatMap(([entry, target]) => {
    if (typeof target === 'string') return [];
    const { '@sms-connectors/source': source = '', default: built = '' } = target;
    const url = pathToFileURL(path.join(root, folder, source)).href;
    const specifier = path.posix.join(manifest.name, entry);
    return [{ specifier, source, built, load: () => import(url) as ReturnType<Entry['load']> }];
  });
  return { folder, id: path.posix.basename(folder), files, manifest, entries, read };
}
