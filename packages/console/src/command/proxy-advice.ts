import https from 'node:https';

const variables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];

/** What to do if the environment names a proxy that Node does not use; `undefined` if that is not so. */
export function proxyAdvice(): string | undefined {
  const set = variables.find((name) => (process.env[name] ?? '') !== '');
  // https://nodejs.org/api/http.html#built-in-proxy-support
  const isUsed = https.globalAgent.options.proxyEnv !== undefined;
  return set === undefined || isUsed
    ? undefined
    : `${set} is set, but Node.js uses it only if NODE_USE_ENV_PROXY=1 is set too.`;
}
