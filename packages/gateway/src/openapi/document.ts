import { readFileSync } from 'node:fs';
import { object, text } from './json-schema.ts';
import { described } from './operation.ts';
import { keyProblems, problemResponses, problemSchema } from './problems.ts';
import { messageOperation, sendOperation } from './send.ts';
import { verifyOperations } from './verify.ts';

const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { readonly version: string };

/** The OpenAPI document of a gateway, made of the schemas that check requests. */
export function openApi({
  hasVerify,
  hasQueue,
}: {
  readonly hasVerify: boolean;
  readonly hasQueue: boolean;
}): object {
  const operations = [sendOperation, ...(hasVerify ? verifyOperations : [])];
  return {
    openapi: '3.1.0',
    info: {
      title: 'SMS gateway',
      version,
      description: 'Sends verification codes by SMS through the providers of a delivery plan.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ key: [] }],
    tags: [
      { name: 'messages', description: 'Messages whose codes you make.' },
      { name: 'verifications', description: 'Codes that the gateway makes and checks.' },
      { name: 'operation', description: 'For whoever runs the gateway.' },
    ],
    paths: {
      ...Object.fromEntries(
        operations.map((operation) => [operation.path, { post: described(operation) }]),
      ),
      ...(hasQueue && { '/messages/{id}': { get: messageOperation } }),
      '/metrics': {
        get: {
          operationId: 'metrics',
          summary: 'Read the metrics',
          tags: ['operation'],
          responses: {
            200: {
              description: 'The text format of Prometheus.',
              content: { 'text/plain': { schema: text } },
            },
            ...problemResponses(keyProblems),
          },
        },
      },
      '/health': stateOf('health', 'Ask whether the process is alive', {
        200: ['ok', 'It is alive.'],
      }),
      '/ready': stateOf('ready', 'Ask whether the gateway takes requests', {
        200: ['ready', 'It takes requests.'],
        503: [['stopping', 'store_unreachable'], 'It is stopping, or cannot reach Redis.'],
      }),
    },
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key of the gateway.' },
      },
      schemas: { Problem: problemSchema },
    },
  };
}

/** A route that says only whether something is so. */
function stateOf(
  operationId: string,
  summary: string,
  statuses: Readonly<
    Record<string, readonly [status: string | readonly string[], description: string]>
  >,
): object {
  const responses = Object.entries(statuses).map(([number, [status, description]]) => {
    const schema = object({ status: { enum: [status].flat() } }, ['status']);
    return [number, { description, content: { 'application/json': { schema } } }];
  });
  return {
    get: {
      operationId,
      summary,
      tags: ['operation'],
      security: [],
      responses: Object.fromEntries(responses),
    },
  };
}
