import { type ConfigSchema, usageTypeFacts, usageTypes } from '@sms-connectors/core';
import { type JsonSchema, jsonSchemaOf } from '@sms-connectors/core/json-schema';
import * as z from '@sms-connectors/core/zod';
import type { Fault } from './faults.ts';

/**
 * Makes an example config from the examples of the fields: the required ones, and the optional ones without
 * which the schema rejects the config. It has a template for every usage type.
 */
export function configExample(
  schema: ConfigSchema,
  file: string,
): { readonly example: unknown; readonly faults: readonly Fault[] } {
  const root = jsonSchemaOf(schema);
  const properties = Object.keys(root.properties ?? {});
  const chosen = new Set(root.required);
  for (;;) {
    const example = Object.fromEntries(
      properties.filter((name) => chosen.has(name)).map((name) => [name, exampleAt(root, name)]),
    );
    const result = z.safeParse(schema, example);
    if (result.success) return { example, faults: [] };
    const wanted = result.error.issues
      .map(({ path }) => String(path[0]))
      .filter((name) => properties.includes(name) && !chosen.has(name));
    if (wanted.length === 0) return { example, faults: result.error.issues.map(refused(file)) };
    for (const name of wanted) chosen.add(name);
  }
}

function refused(file: string) {
  return ({ path, message }: z.core.$ZodIssue): Fault => ({
    check: 'example',
    file,
    message: `The example config does not parse: ${z.core.toDotPath(path)}: ${message}`,
    fix: 'Fix the examples in the z.meta() of the schema’s fields.',
  });
}

function exampleAt(root: JsonSchema, name: string): unknown {
  const schema = root.properties?.[name];
  if (schema === undefined || typeof schema === 'boolean') return undefined;
  if (schema.examples !== undefined) return schema.examples[0];
  const item = schema.items;
  if (item === undefined || typeof item === 'boolean' || Array.isArray(item)) return schema.default;
  const template = definition(root, item);
  if (template.properties?.['usageType'] === undefined) return [objectExample(template)];
  return usageTypes.map((usageType) => {
    const { text } = usageTypeFacts[usageType];
    const own = { usageType, content: text };
    const known = Object.entries(own).filter(([key]) => template.properties?.[key] !== undefined);
    return { ...Object.fromEntries(known), ...objectExample(template, Object.keys(own)) };
  });
}

/** Makes an object from the examples of its required members, except those in `known`. */
function objectExample(schema: JsonSchema, known: readonly string[] = []): object {
  const wanted = (schema.required ?? []).filter((name) => !known.includes(name));
  return Object.fromEntries(
    wanted.map((name) => {
      const member = schema.properties?.[name];
      return [name, typeof member === 'object' ? member.examples?.[0] : undefined];
    }),
  );
}

function definition(root: JsonSchema, schema: JsonSchema): JsonSchema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (root.$defs?.[name] ?? schema);
}
