import type { FailedAnswer } from '../connector/connector-definition.ts';
import type { ErrorCode } from '../errors/error-codes.ts';
import { classifyHttpStatus } from './classify-http-status.ts';
import { parseJsonObject } from './parse-json-object.ts';
import type { Http, HttpLimits, HttpRequest, HttpResponse } from './port.ts';

/** What a provider says in answer to a question about the account. */
export type ProviderReply =
  | { readonly body: Readonly<Record<string, unknown>> }
  | {
      /** Why there is no answer. */
      readonly refused: ErrorCode;
      readonly providerCode?: string | undefined;
      /** Absent if no response arrived. */
      readonly status?: number;
    };

/**
 * Asks the provider something, for `verifyConfig`. A refusal is any other status than 200, and a body that `readBody`
 * returns nothing for: by default, any that is not a JSON object.
 */
export async function askProvider(
  http: Http,
  request: HttpRequest,
  limits: HttpLimits,
  readFailure: (response: HttpResponse) => FailedAnswer = classifyHttpStatus,
  readBody: (body: string) => Readonly<Record<string, unknown>> | undefined = parseJsonObject,
): Promise<ProviderReply> {
  const response = await http({ ...request, ...limits });
  if ('failure' in response) return { refused: response.failure };
  const { status } = response;
  const body = status === 200 ? readBody(response.body) : undefined;
  if (body !== undefined) return { body };
  const { code, providerCode } = readFailure(response);
  return { refused: code, providerCode, status };
}

/** Reports something to the provider, for `reportConversion`. Any 2xx is a success. Returns the failure, if it fails. */
export async function notifyProvider(
  http: Http,
  request: HttpRequest,
  limits: HttpLimits,
  readFailure: (response: HttpResponse) => FailedAnswer = classifyHttpStatus,
): Promise<FailedAnswer | undefined> {
  const response = await http({ ...request, ...limits });
  if ('failure' in response) {
    return { outcome: response.sent ? 'unknown' : 'rejected', code: response.failure };
  }
  return response.status >= 200 && response.status < 300 ? undefined : readFailure(response);
}
