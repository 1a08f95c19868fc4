import { glob } from 'node:fs/promises';
import path from 'node:path';
import type { Capabilities, Manifest } from '@sms-connectors/core';
import { readSource, sourcePath } from './repository.ts';

/** A connector as the site shows it. */
export interface SiteConnector {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly package: string;
  readonly version: string;
  readonly capabilities: Capabilities;
  /** Its logo as SVG. */
  readonly logo: string;
}

/** Every connector of the repository, by name, made from its own files. */
export async function findConnectors(): Promise<readonly SiteConnector[]> {
  const manifests = await Array.fromAsync(
    glob('packages/*/src/manifest.ts', { cwd: sourcePath('.') }),
  );
  const connectors = await Promise.all(manifests.map(readConnector));
  return connectors.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

async function readConnector(file: string): Promise<SiteConnector> {
  const room = path.posix.dirname(path.posix.dirname(file));
  const { manifest } = (await import(sourcePath(file))) as { readonly manifest: Manifest };
  const { name, version } = JSON.parse(await readSource(`${room}/package.json`)) as {
    readonly name: string;
    readonly version: string;
  };
  return {
    id: manifest.id,
    name: manifest.name,
    description: manifest.description,
    package: name,
    version,
    capabilities: manifest.capabilities,
    logo: await readSource(`${room}/guide/logo.svg`).catch(() => initialAsLogo(manifest.name)),
  };
}

/** The mark of a connector that has none of its own. */
function initialAsLogo(name: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">
<rect width="32" height="32" rx="8" fill="#51605b"/>
<text x="16" y="22" text-anchor="middle" font-family="sans-serif" font-size="17" font-weight="700" fill="#fff">${name.charAt(0).toUpperCase()}</text>
</svg>
`;
}
