import { sendSchema } from '../routes/schemas.ts';
import { dateTime, meaning, object, text } from './json-schema.ts';
import type { Operation } from './operation.ts';
import {
  answerHeaders,
  keyProblems,
  problemResponses,
  requestProblems,
  type Problems,
} from './problems.ts';

const provider = meaning(
  'The provider that answered last. `requestId` is for its support, and `segments` is what it counted.',
  object({ id: text, requestId: text, segments: { type: 'integer' } }, ['id']),
);
const failingProvider = meaning(
  'What the provider said last, if it said anything.',
  object(
    {
      id: text,
      code: text,
      httpStatus: { type: 'integer' },
      requestId: text,
      docsUrl: text,
      advice: text,
      transportReason: text,
    },
    ['id'],
  ),
);
const attempts = {
  type: 'array',
  description: 'The providers that were tried, in order.',
  items: object({ sender: text, outcome: text, code: text, durationMs: { type: 'number' } }, [
    'sender',
    'outcome',
    'durationMs',
  ]),
} as const;

const prefer = {
  name: 'Prefer',
  in: 'header',
  required: false,
  description:
    'If messages go through a queue: `respond-async` does not wait for the end of the message, and `wait=5` waits five seconds (15 by default, 30 at most).',
  schema: { type: 'string' },
  example: 'respond-async',
};

const sendProblems: Problems = {
  ...requestProblems,
  422: 'The message was not sent because of the number or the text; or the `Idempotency-Key` belongs to another request.',
  429: 'The message was not sent: there are too many messages. `Retry-After` says how long to wait, if that is known.',
  502: 'The message was not sent: the provider refused it. The operator of the gateway must act.',
  503: 'The message was not sent: no provider took it, or the gateway’s store failed. Try again later.',
};

export const sendOperation: Operation = {
  path: '/send',
  id: 'send',
  tag: 'messages',
  summary: 'Send a message',
  description: 'Use an `Idempotency-Key` if you may repeat the request.',
  headers: [prefer],
  request: sendSchema,
  example: { to: '+33612345678', usageType: 'SignIn', payload: { code: '123456' } },
  answers: {
    200: {
      description: 'A provider accepted the message.',
      schema: object(
        {
          outcome: { const: 'accepted' },
          messageId: meaning('The ID that the delivery reports of the message have.', text),
          messageIdSource: meaning('If the provider gives no ID: where this one is from.', {
            enum: ['provider', 'reference', 'local'],
          }),
          partIds: meaning('The IDs of all parts, if the provider gives each part its own.', {
            type: 'array',
            items: text,
          }),
          status: meaning('The provider’s own word for the state of the message.', text),
          encoding: meaning('How the text is encoded.', text),
          segments: meaning('The segments of the text; each one is billed.', { type: 'integer' }),
          ignored: meaning('Members of the message that this provider does not support.', {
            type: 'array',
            items: text,
          }),
          provider,
          attempts,
        },
        ['outcome', 'messageId', 'status', 'provider'],
      ),
      example: {
        outcome: 'accepted',
        messageId: 'SM0123456789abcdef0123456789abcdef',
        status: 'queued',
        encoding: 'GSM-7',
        segments: 1,
        provider: { id: 'twilio' },
        attempts: [{ sender: 'twilio', outcome: 'accepted', durationMs: 142 }],
      },
    },
    202: {
      description:
        'Do not send the message again. `unknown`: it may have been sent, for example because the provider did not answer. `queued`: it waits, and `GET /messages/{id}` says what becomes of it.',
      schema: object(
        {
          outcome: { enum: ['unknown', 'queued'] },
          id: meaning('With `queued`: the ID of the message in the queue.', text),
          code: meaning('With `unknown`: the error code.', text),
          provider: failingProvider,
          attempts,
        },
        ['outcome'],
      ),
      example: { outcome: 'unknown', code: 'timeout', provider: { id: 'twilio' } },
    },
  },
  problems: sendProblems,
};

const queuedMessage = object(
  {
    id: text,
    status: meaning(
      '`waiting` and `sending`: not ended. `accepted`, `rejected` (not sent) and `unknown` (may have been sent): as with `/send`. `expired`: its code expired before it could be sent. `canceled`: it was taken out of the queue.',
      text,
    ),
    endedAt: dateTime,
    tries: meaning('How often the message was tried.', { type: 'integer' }),
    receipt: meaning('With `accepted`: the answer of `/send`.', { type: 'object' }),
    error: meaning('Why the message was not accepted.', { type: 'object' }),
    next: meaning(
      'What became of the message that another provider sent after this one did not arrive.',
      { type: 'object' },
    ),
  },
  ['id', 'status'],
);

export const messageOperation: object = {
  operationId: 'message',
  summary: 'Ask what has become of a message',
  description:
    'For messages that were `queued`. Known for an hour after their end, unless the config says otherwise.',
  tags: ['messages'],
  parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
  responses: {
    200: {
      description: 'What is known of the message.',
      headers: answerHeaders,
      content: {
        'application/json': {
          schema: queuedMessage,
          example: { id: 'default.hQ3v1cN0W2pZ8sKfT5xYbA', status: 'waiting' },
        },
      },
    },
    ...problemResponses({
      ...keyProblems,
      404: 'There is no such message, or it ended long ago.',
      503: 'The gateway cannot reach Redis. Try again later.',
    }),
  },
};
