import { yieldAfterIdle } from './yield-after-idle.ts';
import type { Http } from './port.ts';

// A bundle that lost got's file sends nothing, and has to say so.
const notLoaded: Http = async () => ({ failure: 'network', sent: false });

/** The HTTP port on Node: got over connections that stay open, one attempt, no redirects. */
export function gotHttp(): Http {
  // Loading got takes longer than all else an import of this package does, and may overlap with it.
  const client = import('./got-exchange.ts').then(
    ({ gotExchange }) => gotExchange(),
    () => notLoaded,
  );
  return yieldAfterIdle(async (request) => (await client)(request));
}
