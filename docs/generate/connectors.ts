import type { CapabilityWords, Project, PlainWords } from '@sms-connectors/docs';

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
