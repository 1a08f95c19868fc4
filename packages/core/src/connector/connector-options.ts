import type { ConnectorOptions, Manifest } from '../contract.ts';
import type { ConfigIssue } from '../errors/connector-error.ts';
import { invalidConfig } from '../errors/invalid-config.ts';
import { encryptedUrl } from '../http/encrypted-url.ts';
import { defaultTimeoutMs, isTimeout, timeoutProblem } from '../http/limits.ts';

/** The options that need no HTTP client, checked. @throws `ConnectorError` `invalid_config` */
export function readConnectorOptions(
  manifest: Manifest,
  {
    baseUrl,
    timeoutMs = defaultTimeoutMs,
    connectTimeoutMs,
  }: Omit<ConnectorOptions, 'baseUrl'> & { readonly baseUrl: string },
) {
  const issues: ConfigIssue[] = [];
  const report = (option: string, message: string): void => {
    const keys = ['options', option];
    issues.push({ path: keys.join('.'), keys, code: 'custom', parameters: {}, message });
  };
  const url = encryptedUrl(baseUrl);
  // Paths are appended to it, so it cannot have a query.
  if (url === undefined || url.search + url.hash !== '') {
    report(
      'baseUrl',
      'Must be an https: URL without credentials, query or fragment. http: is allowed for this machine only.',
    );
  }
  if (!isTimeout(timeoutMs)) report('timeoutMs', `The deadline ${timeoutProblem}.`);
  if (connectTimeoutMs !== undefined && !isTimeout(connectTimeoutMs)) {
    report('connectTimeoutMs', `The deadline ${timeoutProblem}.`);
  }
  if (url === undefined || issues.length > 0) throw invalidConfig(manifest, issues);
  return {
    baseUrl: (url.origin + url.pathname).replace(/\/+$/, ''),
    limits: { timeoutMs, connectTimeoutMs },
  };
}
