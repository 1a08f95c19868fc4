import type { NamedConnector } from '../config/load-connectors.ts';

const intervalMs = 100;

/** Shows the messages of connectors that send nothing. */
export function watchInbox(
  connectors: readonly NamedConnector[],
  show: (to: string, text: string) => void,
): { readonly stop: () => void } {
  const shown = new Set<string>();
  const look = async (): Promise<void> => {
    for (const { connector } of connectors) {
      for (const { messageId, to, text } of (await connector.inbox?.list()) ?? []) {
        if (shown.has(messageId)) continue;
        shown.add(messageId);
        show(to, text);
      }
    }
  };
  const timer = setInterval(() => void look(), intervalMs);
  return { stop: () => clearInterval(timer) };
}
