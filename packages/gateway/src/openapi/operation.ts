import { type JsonSchema, jsonSchemaOf } from '@sms-connectors/core/json-schema';
import type * as z from '@sms-connectors/core/zod';
import { answerHeaders, problemResponses, type Problems } from './problems.ts';

/** A route that takes JSON. */
export interface Operation {
  readonly path: string;
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  /** Beside `Idempotency-Key`. */
  readonly headers?: readonly object[];
  readonly request: z.core.$ZodType;
  readonly example: object;
  readonly answers: Readonly<Record<string, Answer>>;
  readonly problems: Problems;
}

interface Answer {
  readonly description: string;
  readonly schema: JsonSchema;
  readonly example: object;
}

/** As the OpenAPI document describes it. */
export function described({
  id: operationId,
  tag,
  summary,
  description,
  headers = [],
  request,
  example,
  answers,
  problems,
}: Operation): object {
  const { $schema: _, ...schema } = jsonSchemaOf(request) as Readonly<Record<string, unknown>>;
  return {
    operationId,
    summary,
    description,
    tags: [tag],
    parameters: [
      {
        name: 'Idempotency-Key',
        in: 'header',
        required: false,
        description: 'The same key within a day gives the first answer, and sends nothing again.',
        schema: { type: 'string', minLength: 1, maxLength: 255 },
      },
      ...headers,
    ],
    requestBody: { required: true, content: { 'application/json': { schema, example } } },
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(
          ([status, { description: text_, schema: answer, example: shown }]) => [
            status,
            {
              description: text_,
              headers: answerHeaders,
              content: { 'application/json': { schema: answer, example: shown } },
            },
          ],
        ),
      ),
      ...problemResponses(problems),
    },
  };
}
