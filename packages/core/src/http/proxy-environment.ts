import type { AgentOptions } from 'node:https';
import https from 'node:https';

/** The variables of the environment's proxy. */
export type ProxyEnvironment = NonNullable<AgentOptions['proxyEnv']>;

/**
 * The proxy that Node uses for its own requests, or `undefined` if none: the environment counts only if Node was
 * started with `NODE_USE_ENV_PROXY=1` or `--use-env-proxy`. Node 22 knows proxies from 22.21 on.
 * @see https://nodejs.org/api/http.html#built-in-proxy-support
 */
export function proxyEnvironment(): ProxyEnvironment | undefined {
  return https.globalAgent.options.proxyEnv;
}
