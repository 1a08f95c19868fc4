import type { ConnectorError } from '@sms-connectors/core';

const firstMs = 1000;
const longestMs = 30_000;

/** How long to wait before the same message is tried again: what the provider says, or twice as long each time. */
export function retryDelayMs({ retryAfterMs }: ConnectorError, tries: number): number {
  return retryAfterMs ?? Math.min(firstMs * 2 ** (tries - 1), longestMs);
}
