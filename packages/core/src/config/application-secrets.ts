import type { ConfigIssue } from '../errors/connector-error.ts';
import { invalidConfig } from '../errors/invalid-config.ts';

const shortest = 32;

/**
 * The secrets of an application, from its option `secret`: one, or a list with the newest first while one is replaced.
 * @throws `ConnectorError` `invalid_config` from the sender with this ID
 */
export function applicationSecrets(
  senderId: string,
  secret: unknown,
): readonly [string, ...string[]] {
  const secrets: readonly unknown[] = Array.isArray(secret) ? secret : [secret];
  const [first, ...others] = secrets;
  if (isSecret(first) && others.every(isSecret)) return [first, ...others];
  const issue: ConfigIssue = {
    path: 'secret',
    keys: ['secret'],
    code: 'custom',
    parameters: {},
    message: `Must be a random text of at least ${shortest} characters, or a list of them.`,
  };
  throw invalidConfig({ id: senderId }, [issue]);
}

function isSecret(secret: unknown): secret is string {
  return typeof secret === 'string' && secret.length >= shortest;
}
