import { isLoopback } from './loopback.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether the platform's own `fetch` would send this to a proxy although it is for this machine: in clear text, with
 * the credentials, to somebody who cannot deliver it. Node, Bun and Deno all do unless NO_PROXY has the host.
 */
export function isLoopbackProxied(url: string): boolean {
  if (!url.startsWith('http:') || !isLoopback(url)) return false;
  const environment = proxyVariables();
  const set = (names: readonly string[]): readonly string[] =>
    names.map((name) => environment[name] ?? '').filter((value) => value !== '');
  const exceptions = set(['no_proxy', 'NO_PROXY']);
  const { hostname } = new URL(url);
  return (
    set(['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY']).length > 0 &&
    (exceptions.length === 0 ||
      !exceptions.every((list) =>
        list.split(/[,\s]+/).some((entry) => entry === '*' || entry === hostname),
      ))
  );
}

/** The environment as far as `fetch` reads it: Node's does so only if it is told to. */
function proxyVariables(): Environment {
  const process = globalThis.process as typeof globalThis.process | undefined;
  try {
    const environment: Environment = process?.env ?? {};
    const isNode = globalThis.navigator?.userAgent.startsWith('Node.js/');
    return isNode && !usesEnvironment(environment, process?.execArgv ?? [])
      ? {}
      : { ...environment };
  } catch {
    // Deno without permission to read the environment.
    return {};
  }
}

function usesEnvironment(environment: Environment, flags: readonly string[]): boolean {
  const options = [...flags, ...(environment['NODE_OPTIONS'] ?? '').split(/\s+/)];
  return environment['NODE_USE_ENV_PROXY'] === '1' || options.includes('--use-env-proxy');
}
