import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CapabilityWords, PackagedConnector, Project, PlainWords } from '@sms-connectors/docs';
import { root } from './repository.ts';

/** A connector on the front page, in one language. */
export interface ConnectorEntry {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly capabilities: readonly CapabilityWords[];
}

/** Every connector of the project, by name, in one language. */
export function connectorEntries(project: Project, words: PlainWords): readonly ConnectorEntry[] {
  return project.connectors
    .map(({ facts: { manifest } }) => ({
      id: manifest.id,
      name: manifest.name,
      description: words.of(manifest.description),
      capabilities: words.capabilities(manifest.capabilities),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** A connector's logo as SVG: its own, or its initial. */
export async function logoOf({ package: { folder }, facts }: PackagedConnector): Promise<string> {
  const file = path.join(root, folder, 'guide/logo.svg');
  return readFile(file, 'utf8').catch(() => initialAsLogo(facts.manifest.name));
}

function initialAsLogo(name: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">
  <rect width="32" height="32" rx="8" fill="#4d5d58"/>
  <text x="16" y="22" text-anchor="middle" font-family="sans-serif" font-size="17" font-weight="700" fill="#fff">${name.charAt(0).toUpperCase()}</text>
</svg>
`;
}
