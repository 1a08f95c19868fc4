import type { JsonSchema } from '@sms-connectors/core/json-schema';
import { anyName } from './paths.ts';

export { type JsonSchema, jsonSchemaOf } from '@sms-connectors/core/json-schema';

/** Returns the schema of one field, resolving the root's `$defs`. */
export function schemaAt(
  root: JsonSchema,
  path: readonly PropertyKey[],
  schema: JsonSchema = root,
): JsonSchema | undefined {
  const here =
    schema.$ref === undefined ? schema : root.$defs?.[schema.$ref.split('/').at(-1) ?? ''];
  const [key, ...rest] = path;
  if (key === undefined || here === undefined) return here;
  const next =
    typeof key === 'number'
      ? here.items
      : (here.properties?.[String(key)] ?? here.additionalProperties);
  return typeof next === 'object' && !Array.isArray(next) ? schemaAt(root, rest, next) : undefined;
}

/** Returns the paths of the secret fields. */
export function secretPaths(root: JsonSchema, schema: JsonSchema = root): readonly string[][] {
  const { properties = {}, additionalProperties = false } = schema;
  return Object.entries({ ...properties, [anyName]: additionalProperties }).flatMap(
    ([name, property]) => {
      const field = typeof property === 'object' ? schemaAt(root, [], property) : undefined;
      if (field?.writeOnly === true) return [[name]];
      return field === undefined ? [] : secretPaths(root, field).map((path) => [name, ...path]);
    },
  );
}
