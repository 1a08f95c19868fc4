import type { BlockContent, PhrasingContent } from 'mdast';
import type { ConnectorFacts } from '../connector.ts';

/** What a slot may look at. */
export interface SlotContext {
  /** The words in the brackets: `::slot[words]`. */
  readonly words: readonly PhrasingContent[];
  readonly attributes: Readonly<Record<string, string | null | undefined>>;
  /** The connector that the page is about. @throws where the page is about none */
  readonly connector: () => ConnectorFacts;
  /** Every connector of the project. */
  readonly connectors: readonly ListedConnector[];
  /** A file's text, by its path from the root. */
  readonly readFile: (path: string) => string;
}

interface ListedConnector {
  readonly packageName: string;
  readonly facts: ConnectorFacts;
}

/** Makes what stands in place of `::name` on a page, in English, its words in segments. */
export type Slot = (context: SlotContext) => readonly BlockContent[];
