import { fieldsFromEnv, type UnusedVariable } from '@sms-connectors/core';
import type { AnyFactory } from '../functions/installed-connectors.ts';

type Config = Readonly<Record<string, unknown>>;

/** A config, and where its values come from. */
export interface ConfigValues {
  readonly config: Config;
  /** The environment variable of each field that has its value from one. The other values are from the file. */
  readonly variables: Readonly<Record<string, string>>;
  /** The variables that are set, but not used. */
  readonly unused: readonly UnusedVariable[];
}

/** Completes a config from the environment. A complete config stays as it is. */
export function configValues(factory: AnyFactory, written: Config): ConfigValues {
  const { fields, variables, unused } = fieldsFromEnv(factory, process.env, {
    given: written,
    onlyIfIncomplete: true,
  });
  return { config: { ...fields, ...written }, variables, unused };
}

/** Where each value comes from, for programs. */
export function sourcesOf({
  config,
  variables,
  file,
}: ConfigValues & { readonly file?: string | undefined }) {
  const written = { from: file === undefined ? 'example' : 'file' } as const;
  const sources = Object.keys(config).map((field) => {
    const variable = variables[field];
    const source = variable === undefined ? written : { from: 'environment', variable };
    return [field, source] as const;
  });
  return Object.fromEntries(sources);
}

/** A sentence for each field that has its value from the environment. */
export function variableLines({ variables }: ConfigValues): readonly string[] {
  return Object.entries(variables).map(([field, variable]) => `${field} comes from ${variable}.`);
}

/** A sentence for each variable that is set, but not used. */
export function unusedLines({ unused }: ConfigValues): readonly string[] {
  return unused.map(({ variable, field, given }) => {
    if (given === undefined) return `${variable} is not used: the file is complete without it.`;
    return given === field
      ? `${variable} is not used: ${field} is in the file.`
      : `${variable} is not used: ${field} must come from the same place as ${given}, which is in the file.`;
  });
}
