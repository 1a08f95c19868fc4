import * as z from '@sms-connectors/core/zod';
import { HTTPException } from 'hono/http-exception';
import { validator } from 'hono/validator';

/** Validates the request body. The error gives no details, which could contain a credential. */
export function body<Schema extends z.core.$ZodType>(schema: Schema) {
  return validator('json', (value): z.output<Schema> => {
    const result = z.safeParse(schema, value);
    if (result.success) return result.data;
    throw new HTTPException(422, { message: 'the request body is not valid' });
  });
}

export const configBody = z.record(z.string(), z.unknown());
/** A config, and the version that it replaces. */
export const versionedBody = z.strictObject({ config: configBody, version: z.string() });
export const versionBody = z.strictObject({ version: z.string() });
