import { readFile } from 'node:fs/promises';
import { validateConfig } from '@sms-connectors/core';
import { ConfigError, linesOf } from './config-error.ts';
import { withEnvironment } from './environment-references.ts';
import { type CompleteGatewayConfig, gatewaySchema } from './gateway-schema.ts';

/** Reads a config from a file. @throws `ConfigError` */
export async function readConfig(
  file: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<CompleteGatewayConfig> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw new ConfigError([`${file} cannot be read. Does it exist?`]);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // What the parser says repeats a part of the file.
    throw new ConfigError([`${file} is not JSON. Look for a missing comma or bracket.`]);
  }
  return completeConfig(json, env);
}

/** Validates a config. @throws `ConfigError` */
export function completeConfig(
  json: unknown,
  env: Readonly<Record<string, string | undefined>>,
): CompleteGatewayConfig {
  const { config, missing } = withEnvironment(json, env);
  if (missing.length > 0) {
    throw new ConfigError(missing.map((variable) => `${variable} is not set in the environment.`));
  }
  const validated = validateConfig(gatewaySchema, config);
  if ('issues' in validated) throw new ConfigError(linesOf(validated.issues));
  return validated.config;
}
