import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface PublishedPackage {
  readonly name: string;
  /** The folder's name: `twilio`. */
  readonly id: string;
  readonly folder: string;
  readonly manifest: PackageManifest;
  /** The name of its tarball. */
  readonly tarball: string;
}

interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly keywords?: readonly string[];
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Returns the packages of a repository that are published. */
export function publishedPackages(repository: string): readonly PublishedPackage[] {
  return globSync('packages/{*,integrations/*}/package.json', { cwd: repository })
    .map((file) => {
      const folder = path.dirname(path.join(repository, file));
      const manifest = readManifest(folder);
      const { name, version } = manifest;
      const tarball = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
      return { name, id: path.basename(folder), folder, manifest, tarball };
    })
    .filter(({ manifest }) => manifest.private !== true)
    .toSorted((a, b) => a.id.localeCompare(b.id));
}

function readManifest(folder: string): PackageManifest {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as PackageManifest;
}
