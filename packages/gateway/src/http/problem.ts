import {
  type ConnectorError,
  type ErrorCode,
  factsOfErrorCode,
  type Open,
} from '@sms-connectors/core';
import type { Answer } from './answer.ts';

/** What went wrong, in the form of RFC 9457. Nothing in it is secret or personal. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: Open<ErrorCode | GatewayProblem>;
  readonly detail?: string | undefined;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** Each thing that is wrong with the request. */
  readonly issues?: readonly { readonly path: string; readonly message: string }[] | undefined;
}

/** What the gateway itself refuses. */
export type GatewayProblem = keyof typeof gatewayProblems;

const gatewayProblems = {
  invalid_request: [400, 'The request is not one that the gateway understands.'],
  missing_key: [401, 'The request has no API key, or one that is not known.'],
  forbidden: [403, 'The API key may not be used for this.'],
  not_found: [404, 'There is nothing at this address.'],
  method_not_allowed: [405, 'This address has another method.'],
  too_large: [413, 'The request is too large.'],
  key_reused: [422, 'The Idempotency-Key was used with another request.'],
  internal: [500, 'The gateway failed.'],
  store_failed: [503, 'The store of the gateway failed.'],
} as const;

export const gatewayProblemCodes = Object.keys(gatewayProblems) as readonly GatewayProblem[];

const errorCodesPage = 'https://sms-connectors.github.io/sms-connectors/reference/error-codes';

/** A problem of the gateway itself. */
export function problem(
  code: GatewayProblem,
  facts: Pick<Problem, 'detail' | 'issues'> = {},
  headers?: Answer['headers'],
): Answer {
  const [status, title] = gatewayProblems[code];
  const body = { type: 'about:blank', title, status, code, retryable: status >= 500, ...facts };
  return { status, body: body satisfies Problem, headers };
}

/** A message that was certainly not sent. */
export function rejection(error: ConnectorError): Answer {
  const { code, retryable, retryAfterMs, issues, message } = error;
  const { meaning } = factsOfErrorCode(code);
  const status = statusOf(error);
  const body: Problem = {
    type: `${errorCodesPage}#${code}`,
    title: meaning,
    status,
    code,
    detail: message,
    retryable,
    issues: issues?.map(({ path, message: text }) => ({ path, message: text })),
  };
  if (retryAfterMs === undefined) return { status, body };
  return { status, body, headers: { 'retry-after': `${Math.ceil(retryAfterMs / 1000)}` } };
}

/** By who must act: the caller, time, or whoever runs the gateway. */
function statusOf({ code }: ConnectorError): number {
  if (code === 'rate_limited') return 429;
  if (code === 'invalid_message') return 400;
  const { actor, scope } = factsOfErrorCode(code);
  if (actor === 'person' || scope === 'recipient') return 422;
  return actor === 'nobody' ? 503 : 502;
}
