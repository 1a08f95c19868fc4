import { type ConfigIssue, ConnectorError } from './connector-error.ts';

/** The error of a config, or of the settings of a policy, with each thing that is wrong. */
export function invalidConfig(
  { id }: { readonly id: string },
  issues: readonly ConfigIssue[],
): ConnectorError {
  const lines = issues.map(
    ({ path, variable, message, description }) =>
      // Bold type is for guides.
      `\n  ${path === '' ? 'config' : path}${variable === undefined ? '' : ` (${variable})`}: ${[message, description?.replaceAll('**', '')].filter(Boolean).join(' ')}`,
  );
  const total = issues.reduce((sum, { parameters: { more = 1 } }) => sum + more, 0);
  const count = total === 1 ? 'one problem' : `${total} problems`;
  return new ConnectorError({
    code: 'invalid_config',
    outcome: 'rejected',
    detail: `the config has ${count}.${lines.join('')}`,
    issues,
    provider: { id },
  });
}
