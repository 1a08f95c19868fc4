import { type core, toJSONSchema } from 'zod/mini';
import type { ConfigSchema } from '../connector/connector-definition.ts';

export type JsonSchema = core.JSONSchema.BaseSchema;

/**
 * A config's schema as JSON Schema (draft 2020-12), for forms and editors. It describes configs as people write
 * them: a field with a default is not required. Secrets are `writeOnly`.
 */
export function jsonSchemaOf(schema: ConfigSchema): JsonSchema {
  return toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}
