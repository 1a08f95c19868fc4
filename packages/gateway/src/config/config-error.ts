import type { ConfigIssue } from '@sms-connectors/core';

/** The config cannot be used. Names each problem, and no value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The config has ${problems.length === 1 ? 'a problem' : 'problems'}: ${problems.join(' ')}`,
    );
    this.problems = problems;
  }
}

/** One line for each problem: where it is, and how to fix it. */
export function linesOf(issues: readonly ConfigIssue[], prefix = ''): readonly string[] {
  return issues.map(({ path, message, variable }) => {
    const place = [prefix, path].filter((part) => part !== '').join('.');
    const other = variable === undefined ? '' : ` (or ${variable} in the environment)`;
    return `${place === '' ? '' : `${place}: `}${message}${other}`;
  });
}

/** What a package says of its options, as problems of the config. @throws `ConfigError` */
export function asConfigError<Value>(make: () => Value, prefix: string): Value {
  try {
    return make();
  } catch (error) {
    const { issues = [] } = Object(error) as { issues?: Parameters<typeof linesOf>[0] };
    throw new ConfigError(
      issues.length > 0 ? linesOf(issues, prefix) : [`${prefix} is not right.`],
    );
  }
}
