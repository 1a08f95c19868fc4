import type { Agent } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import { yieldAfterIdle } from './yield-after-idle.ts';
import type { Http } from './port.ts';

export interface GotHttpOptions {
  /** The certificate authorities to trust instead of Node's, as PEM. */
  readonly ca?: SecureContextOptions['ca'];
  /**
   * An agent of yours in place of ours, for example with a client certificate or a proxy of its own; `ca` and the
   * environment's proxy are then its affair. You close it.
   */
  readonly agent?: Agent | undefined;
}

// A bundle without got's file sends nothing, and has to say so.
const notLoaded: Http = async () => ({
  failure: 'network',
  sent: false,
  reason: 'ERR_MODULE_NOT_FOUND',
});

/** The HTTP port on Node: got over connections that stay open, one attempt, no redirects. */
export function gotHttp(options: GotHttpOptions = {}): Http {
  // Loading got takes longer than all else an import of this package does, and may overlap with it.
  const client = import('./got-exchange.ts').then(
    ({ gotExchange }) => gotExchange(options),
    () => notLoaded,
  );
  const http = yieldAfterIdle(async (request) => (await client)(request));
  return Object.assign(http, { close: async () => (await client).close?.() });
}
