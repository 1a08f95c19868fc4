import type { JsonSchema } from '@sms-connectors/core/json-schema';

/** How a value is entered. `json`: the schema leaves open what the value is, or how its members are called. */
export type FieldKind =
  | 'text'
  | 'secret'
  | 'number'
  | 'choice'
  | 'truth'
  | 'texts'
  | 'list'
  | 'group'
  | 'json';

/** A schema without its reference. */
export interface ResolvedSchema {
  readonly schema: JsonSchema;
  /** The name of the schema, by which the guide describes its members. */
  readonly type: string | undefined;
}

export function resolved(root: JsonSchema, schema: JsonSchema): ResolvedSchema {
  const type = schema.$ref?.split('/').at(-1);
  const { $ref: _reference, ...own } = schema;
  return { type, schema: type === undefined ? schema : { ...root.$defs?.[type], ...own } };
}

export function fieldKind(schema: JsonSchema): FieldKind {
  const { type, enum: values, properties, items, writeOnly } = schema;
  if (values !== undefined) return 'choice';
  if (type === 'string') return writeOnly === true ? 'secret' : 'text';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'boolean') return 'truth';
  if (type === 'object' && properties !== undefined) return 'group';
  if (type !== 'array' || typeof items !== 'object' || Array.isArray(items)) return 'json';
  if (items.type === 'string') return 'texts';
  return items.$ref !== undefined || items.properties !== undefined ? 'list' : 'json';
}

/** The fields of an object, in the order of its schema. */
export function membersOf({
  properties = {},
}: JsonSchema): readonly (readonly [string, JsonSchema])[] {
  return Object.entries(properties).flatMap(([name, schema]) =>
    typeof schema === 'object' ? [[name, schema] as const] : [],
  );
}

/** What an empty field shows in grey: the default, or else an example. */
export function exampleOf({ default: standard, examples }: JsonSchema): string {
  const example: unknown = standard ?? (Array.isArray(examples) ? examples[0] : undefined);
  if (example === undefined) return '';
  return typeof example === 'string' ? example : JSON.stringify(example, undefined, 2);
}
