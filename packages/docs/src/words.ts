import type { Capabilities } from '@sms-connectors/core';
import { toString } from 'mdast-util-to-string';
import { directiveResolver } from './directives.ts';
import type { PageFolder, Project } from './project.ts';
import { plainText } from './render-json.ts';
import { finder } from './sentences.ts';
import { capabilityRows } from './slots/capabilities.ts';
import { type Tongue, translateTree } from './translate.ts';

/** One language's words, as plain text: for menus, buttons and other places that are no page. */
export interface Words {
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
export function wordsIn(project: Project, folder: PageFolder, locale: string): Words {
  const tongue: Tongue = {
    locale,
    find: finder(project, folder, locale),
    resolve: directiveResolver(folder.connector, locale),
  };
  const of = (english: string): string => plainText(english, tongue);
  return {
    of,
    capabilities: (capabilities) =>
      capabilityRows(capabilities).map(({ label, value }) => {
        const told = translateTree({ type: 'paragraph', children: [...value] }, tongue);
        return { label: of(label), value: toString(told) };
      }),
  };
}
