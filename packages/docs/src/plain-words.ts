import type { Capabilities } from '@sms-connectors/core';
import type { PageFolder, Project } from './project.ts';
import { tongueOf } from './sentences.ts';
import { capabilityRows } from './slots/capabilities.ts';
import type { Hole } from './template.ts';
import { asHole, wordsIn } from './words.ts';

/** Translations as plain text, for menus, buttons and other places outside pages. */
export interface PlainWords {
  /** Translates a sentence of the folder's pages; returns the English if there is no translation. */
  readonly of: (english: string) => string;
  /** Describes what a provider can do, in the same words as the guides. */
  readonly capabilities: (capabilities: Capabilities) => readonly CapabilityWords[];
}

export interface CapabilityWords {
  readonly label: string;
  readonly value: string;
}

/** Loads the translations of a folder of pages, and the shared ones. */
export function plainWordsIn(project: Project, folder: PageFolder, locale: string): PlainWords {
  const words = wordsIn(tongueOf(project, folder, locale));
  const of = (english: string): string => words.plain(asHole(english));
  return {
    of,
    capabilities: (capabilities) =>
      capabilityRows(capabilities).map(({ label, value }) => ({
        label: of(label),
        value: value.map((node) => words.plain(node as Hole)).join(''),
      })),
  };
}
