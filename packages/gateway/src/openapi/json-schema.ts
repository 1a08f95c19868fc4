import type { JsonSchema } from '@sms-connectors/core/json-schema';

export const dateTime = { type: 'string', format: 'date-time' } as const;
export const text = { type: 'string' } as const;

export function object(properties: object, required: readonly string[]): JsonSchema {
  return { type: 'object', properties, required } as JsonSchema;
}

/** A result. The compiler asks for each status that it may have, and for no other. */
export function statusObject<Status extends string>(
  statuses: Readonly<Record<Status, true>>,
  properties: object,
): JsonSchema {
  const status = { type: 'string', enum: Object.keys(statuses) };
  return object({ status, ...properties }, ['status']);
}

/** A member with what it means. */
export function meaning<Schema extends object>(description: string, schema: Schema) {
  return { ...schema, description };
}
