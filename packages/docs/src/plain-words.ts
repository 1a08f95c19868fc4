import type { Capabilities } from '@sms-connectors/core';
import { type CapabilityFacet, capabilityFacets } from './capability-facets.ts';
import type { PageFolder, Project } from './project.ts';
import { tongueOf } from './sentences.ts';
import { asHole, wordsIn } from './words.ts';

/** Translations as plain text, for menus, buttons and other places outside pages. */
export interface PlainWords {
  /** Translates a sentence of the folder's pages; returns the English if there is no translation. */
  readonly of: (english: string) => string;
  /** What people choose a provider by, with the answers of one provider. */
  readonly facets: (capabilities: Capabilities) => readonly CapabilityFacet[];
}

/** Loads the translations of a folder of pages, and the shared ones. */
export function plainWordsIn(project: Project, folder: PageFolder, locale: string): PlainWords {
  const words = wordsIn(tongueOf(project, folder, locale));
  const of = (english: string): string => words.plain(asHole(english));
  return {
    of,
    facets: (capabilities) =>
      capabilityFacets(capabilities).map(({ key, label, values }) => ({
        key,
        label: of(label),
        values: values.map((value) => ({ ...value, label: of(value.label) })),
      })),
  };
}
