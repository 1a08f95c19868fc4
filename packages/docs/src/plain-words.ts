import type { Capabilities } from '@sms-connectors/core';
import type { PageFolder, Project } from './project.ts';
import { tongueOf } from './sentences.ts';
import { capabilityRows } from './slots/capabilities.ts';
import type { Hole } from './template.ts';
import { asHole, wordsIn } from './words.ts';

/** One language's words as plain text: for menus, buttons and other places that are no page. */
export interface PlainWords {
  /** A sentence of the folder's pages; English where it is not translated. */
  readonly of: (english: string) => string;
  /** What a provider can do, told as the guides tell it. */
  readonly capabilities: (capabilities: Capabilities) => readonly CapabilityWords[];
}

export interface CapabilityWords {
  readonly label: string;
  readonly value: string;
}

/** The words of a folder of pages, and those that all guides share, in a language. */
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
