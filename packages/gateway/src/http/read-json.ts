import { validateConfig } from '@sms-connectors/core';
import type * as z from '@sms-connectors/core/zod';
import type { Answer } from './answer.ts';
import { problem } from './problem.ts';

/** The body of a request as its schema has it, or what is wrong with it. */
export function readJson<Schema extends z.core.$ZodType>(
  text: string,
  schema: Schema,
): { readonly body: z.output<Schema> } | { readonly refusal: Answer } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { refusal: problem('invalid_request', { detail: 'The body is not JSON.' }) };
  }
  const validated = validateConfig(schema, json);
  if ('config' in validated) return { body: validated.config };
  const issues = validated.issues.map(({ path, message }) => ({ path, message }));
  return { refusal: problem('invalid_request', { issues }) };
}
