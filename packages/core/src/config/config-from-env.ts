import type * as z from 'zod/mini';
import type { ConfigSchema } from '../connector/connector-definition.ts';
import type { ConnectorFactory } from '../contract.ts';
import { parseConfig } from './parse-config.ts';

export interface ConfigFromEnvOptions {
  /** The fields that do not come from the environment, such as `templates`. They win over the environment. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The environment; by default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * A config from environment variables: `accountSID` of `twilio` is `TWILIO_ACCOUNT_SID`. Blank variables count as
 * absent; `true` and `false` are read for fields that are true or false, and numbers for numbers.
 * @throws `ConnectorError` `invalid_config`, which names each problem
 */
export function configFromEnv<Schema extends ConfigSchema>(
  connector: Pick<ConnectorFactory<Schema>, 'manifest' | 'configSchema'>,
  { config, env = globalThis.process?.env ?? {} }: ConfigFromEnvOptions,
): z.output<Schema> {
  return parseConfig(connector, { ...fieldsFromEnv(connector, env), ...config });
}

/** The fields of a config that the environment has, by their names. */
export function fieldsFromEnv(
  { manifest, configSchema }: Pick<ConnectorFactory<ConfigSchema>, 'manifest' | 'configSchema'>,
  env: NonNullable<ConfigFromEnvOptions['env']>,
): Readonly<Record<string, unknown>> {
  const { def } = (configSchema as z.core.$ZodTypes)._zod;
  const shape = def.type === 'object' ? def.shape : {};
  const fields = Object.entries(shape).flatMap(([field, schema]) => {
    const value = env[environmentName(manifest.id, field)]?.trim() ?? '';
    const read = readers[kindOf(schema)];
    return value === '' || read === undefined ? [] : [[field, read(value)] as const];
  });
  return Object.fromEntries(fields);
}

// `accountSID` of `twilio` is `TWILIO_ACCOUNT_SID`.
function environmentName(id: string, field: string): string {
  return `${id}_${field.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')}`
    .replaceAll(/\W/g, '_')
    .toUpperCase();
}

// A value of another form is left as it is, for the schema to refuse.
const readers: Readonly<Record<string, (value: string) => unknown>> = {
  string: (value) => value,
  enum: (value) => value,
  boolean: (value) => ({ true: true, false: false })[value.toLowerCase()] ?? value,
  number: (value) => (Number.isFinite(Number(value)) ? Number(value) : value),
};

function kindOf(schema: z.core.$ZodType): string {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return 'innerType' in def ? kindOf(def.innerType) : def.type;
}
