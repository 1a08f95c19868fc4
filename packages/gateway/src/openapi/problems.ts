import type { ErrorCode } from '@sms-connectors/core';
import type { JsonSchema } from '@sms-connectors/core/json-schema';
import { gatewayProblemCodes } from '../http/problem.ts';
import { meaning, object, text } from './json-schema.ts';

export const answerHeaders = {
  'X-Request-Id': {
    description: 'The ID of the request, for the log of the gateway.',
    schema: { type: 'string', format: 'uuid' },
  },
};

/** What each status means. */
export type Problems = Readonly<Record<string, string>>;

export const keyProblems: Problems = {
  401: 'There is no API key, or the gateway does not know it.',
  403: 'The API key lacks the scope for this.',
};

const exampleCodes = ['invalid_recipient', 'rate_limited'] satisfies readonly ErrorCode[];

export const problemSchema: JsonSchema = object(
  {
    type: meaning('The page about the error code, or `about:blank`.', {
      type: 'string',
      format: 'uri-reference',
    }),
    title: meaning('The meaning of the code.', text),
    status: meaning('The HTTP status.', { type: 'integer' }),
    code: {
      type: 'string',
      description: `An error code, such as ${exampleCodes.map((code) => `\`${code}\``).join(' or ')}; or one of the gateway: ${gatewayProblemCodes.map((code) => `\`${code}\``).join(', ')}. There will be more.`,
    },
    detail: meaning('More about this error.', text),
    retryable: { type: 'boolean', description: 'Whether the same request may succeed later.' },
    requestId: meaning('The ID of the request, as in `X-Request-Id` and in the log.', text),
    issues: {
      type: 'array',
      description: 'What is wrong with the request: where, and how to correct it.',
      items: object({ path: text, message: text }, ['path', 'message']),
    },
  },
  ['type', 'title', 'status', 'code', 'retryable', 'requestId'],
);

export const requestProblems: Problems = {
  400: 'The request is wrong. `issues` lists each problem.',
  ...keyProblems,
  413: 'The request is larger than 64 KiB.',
  500: 'The gateway has a bug.',
};

export function problemResponses(problems: Problems): object {
  const content = {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  };
  return Object.fromEntries(
    Object.entries(problems).map(([status, description]) => [
      status,
      { description, headers: answerHeaders, content },
    ]),
  );
}
