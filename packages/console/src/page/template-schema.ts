import type { JsonSchema } from '@sms-connectors/core/json-schema';
import { resolved } from './form-field.ts';

interface TemplateSchema {
  /** The name of the schema, by which the guide describes its fields. */
  readonly type: string | undefined;
  /** Without what every template has and the editor shows itself. */
  readonly others: JsonSchema;
  readonly hasText: boolean;
}

/** The schema of one template of a config. */
export function templateSchema(root: JsonSchema): TemplateSchema {
  const templates = root.properties?.['templates'] as JsonSchema | undefined;
  const { type, schema } = resolved(root, (templates?.items ?? {}) as JsonSchema);
  const { content, withoutCode: _asked, ...properties } = schema.properties ?? {};
  const { $defs = {} } = root;
  return { type, others: { ...schema, properties, $defs }, hasText: content !== undefined };
}
