import { type core, toJSONSchema } from 'zod/mini';

export type JsonSchema = core.JSONSchema.BaseSchema;

/**
 * The schema of a config or of other settings as JSON Schema (draft 2020-12), for forms and editors. It describes configs as people write
 * them: a field with a default is not required. Secrets are `writeOnly`.
 */
export function jsonSchemaOf(schema: core.$ZodType): JsonSchema {
  return toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}
