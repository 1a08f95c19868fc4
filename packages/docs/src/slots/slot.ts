import type { BlockContent, PhrasingContent } from 'mdast';
import type { ConnectorFacts, SchemaFacts } from '../connector.ts';

/** What a slot can use. */
export interface SlotContext {
  /** The text in the brackets: `::slot[text]`. */
  readonly words: readonly PhrasingContent[];
  readonly attributes: Readonly<Record<string, string | null | undefined>>;
  /** The connector that the page describes. @throws if the page describes none */
  readonly connector: () => ConnectorFacts;
  /** Another schema of the page's package, by the name of its export. @throws if there is none */
  readonly schema: (name: string) => SchemaFacts;
  /** Every connector of the project. */
  readonly connectors: readonly ListedConnector[];
  /** Reads a file by its path relative to the root. */
  readonly readFile: (path: string) => string;
}

interface ListedConnector {
  readonly packageName: string;
  readonly facts: ConnectorFacts;
}

/** Makes the content that replaces `::name`, with its English text in segments. */
export type Slot = (context: SlotContext) => readonly BlockContent[];
