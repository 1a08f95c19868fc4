import { afterQuiet } from './after-quiet.ts';
import type { Http } from './port.ts';

/** The HTTP port on Node: got over connections that stay open, one attempt, no redirects. */
export function gotHttp(): Http {
  // Loading got takes longer than all else an import of this package does, and may overlap with it.
  const client = import('./got-exchange.ts').then(({ gotExchange }) => gotExchange());
  client.catch(() => undefined);
  return afterQuiet(async (request) => (await client)(request));
}
