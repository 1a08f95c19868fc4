import { existsSync } from 'node:fs';
import path from 'node:path';
import type { CapabilityFacet, PackagedConnector, PlainWords, Project } from '@sms-connectors/docs';
import { continentOf, regionNames } from './regions.ts';

/** A connector in lists, in one language. */
export interface ConnectorEntry {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Where its provider is based. */
  readonly country?: Region;
  readonly continent?: Region;
  readonly hasEmulator: boolean;
  readonly facets: readonly CapabilityFacet[];
}

export interface Region {
  readonly id: string;
  readonly name: string;
}

/** Every connector of the project, by name, in one language. */
export function connectorEntries(
  project: Project,
  words: PlainWords,
  locale: string,
): readonly ConnectorEntry[] {
  const nameOf = regionNames(locale);
  const region = (id: string): Region => ({ id, name: nameOf(id) });
  return project.connectors
    .map((connector) => {
      const { id, name, description, country, capabilities } = connector.facts.manifest;
      return {
        id,
        name,
        description: words.of(description),
        ...(country !== undefined && {
          country: region(country),
          continent: region(continentOf(country)),
        }),
        hasEmulator: hasEmulator(project, connector),
        facets: words.facets(capabilities),
      };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

function hasEmulator({ root }: Project, { package: { folder } }: PackagedConnector): boolean {
  return existsSync(path.join(root, folder, 'src/emulator.ts'));
}

/** The names of the continents in a language, by their English names. */
export function continentNames(
  connectors: Readonly<Record<string, readonly ConnectorEntry[]>>,
  locale: string,
): ReadonlyMap<string, string> {
  const nameOf = regionNames(locale);
  const continents = (connectors['en'] ?? []).flatMap(({ continent }) => continent ?? []);
  return new Map(continents.map(({ id, name }) => [name, nameOf(id)]));
}
