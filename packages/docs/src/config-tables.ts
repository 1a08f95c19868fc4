import type { GuideConfigField, GuideConfigTable } from '@sms-connectors/core';
import { type JsonSchema, jsonSchemaOf } from '@sms-connectors/core/json-schema';
import type * as z from '@sms-connectors/core/zod';
import type { Fault } from './faults.ts';

/** The config's table, then one for each named object in it; descriptions are English Markdown. */
export function configTables(
  schema: z.core.$ZodType,
  file: string,
): { readonly tables: readonly GuideConfigTable[]; readonly faults: readonly Fault[] } {
  const root = jsonSchemaOf(schema);
  const faults: Fault[] = [];
  const tables = [['', root] as const, ...Object.entries(root.$defs ?? {})].map(([type, part]) => ({
    ...(type !== '' && { type }),
    fields: Object.entries(part.properties ?? {}).flatMap(([name, field]) => {
      if (typeof field === 'boolean') return [];
      const path = type === '' ? name : `${type}.${name}`;
      if (field.description === undefined) faults.push(withoutDescription(path, file));
      if (field.properties !== undefined) faults.push(withoutName(path, file));
      return [fieldOf(name, field, part.required?.includes(name) ?? false)];
    }),
  }));
  return { tables, faults };
}

function fieldOf(name: string, schema: JsonSchema, required: boolean): GuideConfigField {
  return {
    name,
    type: typeName(schema),
    required,
    ...(schema.default !== undefined && { default: schema.default }),
    description: schema.description ?? '',
    secret: schema.writeOnly === true,
    ...(schema.enum !== undefined && { values: schema.enum.map(String) }),
  };
}

function typeName(schema: JsonSchema | boolean | undefined): string {
  if (schema === undefined || typeof schema === 'boolean') return 'any';
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? 'object';
  if (schema.enum !== undefined) return 'enum';
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants !== undefined) return variants.map(typeName).join(' | ');
  if (schema.type === 'array') {
    return `${typeName(Array.isArray(schema.items) ? schema.items[0] : schema.items)}[]`;
  }
  if (typeof schema.additionalProperties === 'object') {
    return `Record<string, ${typeName(schema.additionalProperties)}>`;
  }
  return [schema.type ?? 'any'].flat().join(' | ');
}

function withoutDescription(path: string, file: string): Fault {
  return {
    check: 'schema',
    file,
    message: `The config field ${path} has no description.`,
    fix: `Give it z.meta({ description: '…' }) in the schema.`,
  };
}

function withoutName(path: string, file: string): Fault {
  return {
    check: 'schema',
    file,
    message: `The config field ${path} is an object without a name, so it gets no table.`,
    fix: `Give it z.meta({ id: '…' }) in the schema.`,
  };
}
