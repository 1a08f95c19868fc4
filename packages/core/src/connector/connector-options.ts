import type { ConnectorOptions, Manifest } from '../contract.ts';
import type { ConfigIssue } from '../errors/connector-error.ts';
import { invalidConfig } from '../errors/invalid-config.ts';
import { defaultTimeoutMs, isTimeout, timeoutProblem } from '../http/limits.ts';
import { isWithoutQuery, urlProblem } from '../http/url-rules.ts';

/** The options as they were given: whatever their getters return later no longer counts. @throws `ConnectorError` `invalid_config` */
export function givenOptions(
  manifest: Manifest,
  options: ConnectorOptions | null,
): ConnectorOptions {
  const refuse = (message: string): never => {
    const keys = ['options'];
    throw invalidConfig(manifest, [
      { path: 'options', keys, code: 'custom', parameters: {}, message },
    ]);
  };
  if (options === null) return {};
  if (typeof options !== 'object') return refuse('Must be an object.');
  try {
    const { baseUrl, timeoutMs, connectTimeoutMs, http, parseRecipient, onException } = options;
    return { baseUrl, timeoutMs, connectTimeoutMs, http, parseRecipient, onException };
  } catch {
    return refuse('Could not be read.');
  }
}

/** The options that need no HTTP client, checked. @throws `ConnectorError` `invalid_config` */
export function readConnectorOptions(
  manifest: Manifest,
  {
    baseUrl,
    timeoutMs = defaultTimeoutMs,
    connectTimeoutMs,
    ...functions
  }: Omit<ConnectorOptions, 'baseUrl'> & { readonly baseUrl: string },
) {
  const issues: ConfigIssue[] = [];
  const report = (option: string, message: string): void => {
    const keys = ['options', option];
    issues.push({ path: keys.join('.'), keys, code: 'custom', parameters: {}, message });
  };
  const baseUrlProblem = urlProblem(baseUrl, isWithoutQuery);
  if (baseUrlProblem !== undefined) report('baseUrl', baseUrlProblem);
  if (!isTimeout(timeoutMs)) report('timeoutMs', `The deadline ${timeoutProblem}.`);
  if (connectTimeoutMs !== undefined && !isTimeout(connectTimeoutMs)) {
    report('connectTimeoutMs', `The deadline ${timeoutProblem}.`);
  }
  for (const [option, value] of Object.entries(functions)) {
    if (value !== undefined && typeof value !== 'function') report(option, 'Must be a function.');
  }
  if (issues.length > 0) throw invalidConfig(manifest, issues);
  const url = new URL(baseUrl);
  return {
    baseUrl: (url.origin + url.pathname).replace(/\/+$/, ''),
    limits: { timeoutMs, connectTimeoutMs },
  };
}
