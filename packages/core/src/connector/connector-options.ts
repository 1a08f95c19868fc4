import type { ConnectorOptions, Manifest } from '../contract.ts';
import type { ConfigIssue } from '../errors/connector-error.ts';
import { invalidConfig } from '../errors/invalid-config.ts';
import { defaultTimeoutMs, isTimeout, timeoutProblem } from '../http/limits.ts';
import { isWithoutQuery, urlProblem } from '../http/url-rules.ts';

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
  const baseUrlProblem = urlProblem(baseUrl, isWithoutQuery);
  if (baseUrlProblem !== undefined) report('baseUrl', baseUrlProblem);
  if (!isTimeout(timeoutMs)) report('timeoutMs', `The deadline ${timeoutProblem}.`);
  if (connectTimeoutMs !== undefined && !isTimeout(connectTimeoutMs)) {
    report('connectTimeoutMs', `The deadline ${timeoutProblem}.`);
  }
  if (issues.length > 0) throw invalidConfig(manifest, issues);
  const url = new URL(baseUrl);
  return {
    baseUrl: (url.origin + url.pathname).replace(/\/+$/, ''),
    limits: { timeoutMs, connectTimeoutMs },
  };
}
