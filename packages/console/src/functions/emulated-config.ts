import * as z from '@sms-connectors/core/zod';
import { canonicalUsageType, type UsageType, validateConfig } from '@sms-connectors/core';
import type { AnyFactory, ProviderEmulator } from './installed-connectors.ts';
import { jsonSchemaOf, schemaAt } from './json-schema.ts';

type Config = Readonly<Record<string, unknown>>;

/**
 * Makes a config for the provider's emulator: its test account with the user's templates, so that no credential of the
 * user is sent to it. What the user has not filled in yet, such as the id of an approved template, comes from `example`.
 */
export function emulatedConfig(
  { configSchema }: Pick<AnyFactory, 'configSchema'>,
  config: Config,
  emulator: Pick<ProviderEmulator, 'config' | 'configFor'>,
  example: Config = {},
): Config {
  const account = emulator.configFor?.(config) ?? emulator.config;
  const templates = templatesFor(
    configSchema,
    { ...account, templates: config['templates'] },
    example,
  );
  const own = { ...account, templates };
  const schema = jsonSchemaOf(configSchema);
  const { error } = z.safeParse(configSchema, own);
  const others: Config = { ...example, ...config };
  const wanted = (error?.issues ?? [])
    .map(({ path }) => String(path[0]))
    .filter((field) => !Object.hasOwn(own, field) && Object.hasOwn(others, field))
    .filter((field) => schemaAt(schema, [field])?.writeOnly !== true);
  return { ...own, ...Object.fromEntries(wanted.map((field) => [field, others[field]])) };
}

/** The templates of a config; if they lack something, each over the example's for the same usage type. */
function templatesFor(
  configSchema: AnyFactory['configSchema'],
  config: Config,
  { templates: examples }: Config,
): unknown {
  const { templates } = config;
  if (!Array.isArray(templates) || !Array.isArray(examples)) return templates ?? examples;
  if ('config' in validateConfig(configSchema, config)) return templates;
  const given = examples as readonly Config[];
  return (templates as readonly unknown[]).map((template) => {
    const own = Object(template) as Config;
    // The text is the user's alone: without one, there is nothing to send.
    const { content: _text, ...like } = given.find((each) => isSameType(each, own)) ?? {};
    return { ...like, ...own };
  });
}

function isSameType({ usageType: one }: Config, { usageType: other }: Config): boolean {
  return canonicalUsageType(one as UsageType) === canonicalUsageType(other as UsageType);
}
