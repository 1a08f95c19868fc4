import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');

interface PackageManifest {
  readonly name: string;
  readonly keywords: readonly string[];
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** A package's folder: what it holds, and what it exports, read from its sources. */
export interface Room {
  readonly folder: string;
  readonly id: string;
  readonly files: readonly string[];
  readonly manifest: PackageManifest;
  readonly entries: readonly Entry[];
  readonly read: (file: string) => string;
}

interface Entry {
  /** As users import it: `@sms-connectors/twilio/emulator`. */
  readonly specifier: string;
  readonly source: string;
  readonly built: string;
  readonly load: () => Promise<Readonly<Record<string, unknown>>>;
}

export const rooms: readonly Room[] = globSync('packages/*/package.json', { cwd: root })
  .map((file) => roomAt(path.posix.dirname(file.replaceAll('\\', '/'))))
  .toSorted((a, b) => a.id.localeCompare(b.id));

export const connectorRooms = rooms.filter(({ files }) => files.includes('src/manifest.ts'));

function roomAt(folder: string): Room {
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
