import type { ConfigIssue } from '@sms-connectors/core';
import type { AnyFactory } from './installed-connectors.ts';
import { jsonSchemaOf, secretPaths } from './json-schema.ts';
import { pathsIn, valueAt } from './paths.ts';
import { sentence } from './sentence.ts';

/** The secrets of a config that are those of the emulator or of the guide's example: with them, nothing real is sent. */
export function emulatorValues(
  { configSchema }: Pick<AnyFactory, 'configSchema'>,
  config: unknown,
  madeUp: readonly unknown[],
): readonly ConfigIssue[] {
  return pathsIn(config, secretPaths(jsonSchemaOf(configSchema)))
    .filter((keys) => {
      const value = valueAt(config, keys);
      return value !== undefined && madeUp.some((each) => valueAt(each, keys) === value);
    })
    .map((keys) => ({
      path: keys.join('.'),
      keys,
      code: 'custom',
      parameters: {},
      message: sentence('This value is made up for tests. Enter the one of your account.'),
    }));
}
