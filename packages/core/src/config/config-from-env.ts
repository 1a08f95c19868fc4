import type * as z from 'zod/mini';
import type { ConfigSchema } from '../connector/connector-definition.ts';
import type { ConnectorFactory } from '../contract.ts';
import type { ConfigIssue } from '../errors/connector-error.ts';
import { invalidConfig } from '../errors/invalid-config.ts';
import { unreadable, validateConfig } from './config-issues.ts';
import { fieldGroups } from './field-groups.ts';

export interface ConfigFromEnvOptions {
  /** The fields that do not come from the environment, such as `templates`. They win over the environment. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The environment; by default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * A config from environment variables: `accountSID` of `twilio` is `TWILIO_ACCOUNT_SID`. Blank variables count as
 * absent; `true` and `false` are read for fields that are true or false, and numbers for numbers. Fields that belong
 * together, such as a key and its secret, come from one place: if `config` has one of them, the environment adds none.
 * @throws `ConnectorError` `invalid_config`, which names each problem and its variable
 */
export function configFromEnv<Schema extends ConfigSchema>(
  connector: Pick<ConnectorFactory<Schema>, 'manifest' | 'configSchema'>,
  options: ConfigFromEnvOptions,
): z.output<Schema> {
  const { given, merged } = mergedConfig(connector, options);
  const validated = validateConfig(connector.configSchema, merged);
  if ('config' in validated) return validated.config;
  throw invalidConfig(connector.manifest, withVariables(connector, validated.issues, given));
}

// What a getter throws may contain anything.
function mergedConfig(
  connector: Pick<ConnectorFactory<ConfigSchema>, 'manifest' | 'configSchema'>,
  options: ConfigFromEnvOptions,
) {
  try {
    const { config, env = globalThis.process?.env ?? {} } = options;
    const given = { ...config };
    const { fields } = fieldsFromEnv(connector, env, { given });
    return { given, merged: { ...fields, ...given } };
  } catch {
    throw invalidConfig(connector.manifest, [unreadable]);
  }
}

export interface FieldsFromEnvOptions {
  /** The fields that come from elsewhere. They win over the environment. */
  readonly given?: Readonly<Record<string, unknown>> | undefined;
  /** Reads nothing unless the given fields lack something that the environment has. */
  readonly onlyIfIncomplete?: boolean | undefined;
}

/** The fields of a config that come from the environment. */
export interface FieldsFromEnv {
  readonly fields: Readonly<Record<string, unknown>>;
  /** The variable of each of these fields. */
  readonly variables: Readonly<Record<string, string>>;
  /** The variables that are set, but not used. */
  readonly unused: readonly UnusedVariable[];
}

export interface UnusedVariable {
  readonly variable: string;
  readonly field: string;
  /** The given field that is used instead: the same, or one that belongs to it. Absent if nothing is lacking. */
  readonly given?: string | undefined;
}

/** The fields of a config that come from the environment, and the variables that do not count. */
export function fieldsFromEnv(
  connector: Pick<ConnectorFactory<ConfigSchema>, 'manifest' | 'configSchema'>,
  env: NonNullable<ConfigFromEnvOptions['env']>,
  { given = {}, onlyIfIncomplete = false }: FieldsFromEnvOptions = {},
): FieldsFromEnv {
  const { configSchema } = connector;
  const groupOf = fieldGroups(configSchema);
  const set = readableFields(connector).flatMap(({ field, variable, read }) => {
    const value = env[variable]?.trim() ?? '';
    return value === '' ? [] : [{ field, variable, value: read(value) }];
  });
  const isSet = (field: string) => set.some((each) => groupOf(field).includes(each.field));
  const isRead = !onlyIfIncomplete || missingFields(configSchema, given).some(isSet);
  const sorted = set.map((each) => ({
    ...each,
    given: groupOf(each.field).find((field) => given[field] !== undefined),
  }));
  const used = sorted.filter((each) => isRead && each.given === undefined);
  return {
    fields: Object.fromEntries(used.map(({ field, value }) => [field, value])),
    variables: Object.fromEntries(used.map(({ field, variable }) => [field, variable])),
    unused: sorted
      .filter((each) => !used.includes(each))
      .map(({ variable, field, given: other }) => ({
        variable,
        field,
        ...(other !== undefined && { given: other }),
      })),
  };
}

/** Names the variable of each problem whose field is not given: the value came from it, or could. */
export function withVariables(
  connector: Pick<ConnectorFactory<ConfigSchema>, 'manifest' | 'configSchema'>,
  issues: readonly ConfigIssue[],
  given: Readonly<Record<string, unknown>>,
): readonly ConfigIssue[] {
  const variables = new Map(
    readableFields(connector).map(({ field, variable }) => [field, variable]),
  );
  return issues.map((issue) => {
    const field = String(issue.keys[0]);
    const variable = given[field] === undefined ? variables.get(field) : undefined;
    return variable === undefined ? issue : { ...issue, variable };
  });
}

// `accountSID` of `twilio` is `TWILIO_ACCOUNT_SID`.
function environmentName(id: string, field: string): string {
  return `${id}_${field.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')}`
    .replaceAll(/\W/g, '_')
    .toUpperCase();
}

function readableFields({
  manifest,
  configSchema,
}: Pick<ConnectorFactory<ConfigSchema>, 'manifest' | 'configSchema'>) {
  const { def } = (configSchema as z.core.$ZodTypes)._zod;
  const shape = def.type === 'object' ? def.shape : {};
  return Object.entries(shape).flatMap(([field, schema]) => {
    const read = readers[kindOf(schema)];
    return read === undefined
      ? []
      : [{ field, variable: environmentName(manifest.id, field), read }];
  });
}

function missingFields(
  schema: ConfigSchema,
  given: Readonly<Record<string, unknown>>,
): readonly string[] {
  const validated = validateConfig(schema, given);
  const issues = 'issues' in validated ? validated.issues : [];
  return issues
    .map(({ keys: [field] }) => String(field))
    .filter((field) => given[field] === undefined);
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
