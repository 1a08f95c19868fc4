import {
  classifyHttpStatus,
  type FailedAnswer,
  type HttpRequest,
  type HttpResponse,
  parseJsonObject,
} from '@sms-connectors/core';
import type { Credentials } from './credentials.ts';
import { errors, fieldErrors } from './errors.ts';
import { requestSigner } from './signed-requests.ts';

export type Sign = (operation: string, input: object) => Promise<HttpRequest>;

/** Makes signed requests in AWS's JSON 1.0 protocol. */
export function signer(credentials: Credentials, baseUrl: string): Sign {
  const sign = requestSigner('sms-voice', credentials, baseUrl);
  return (operation, input) =>
    sign(
      {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `PinpointSMSVoiceV2.${operation}`,
      },
      JSON.stringify(input),
    );
}

/**
 * The meaning of an answer that is a failure: AWS names the error's type and, for some types, a reason.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#operation-error-serialization
 */
export function readFailure(response: HttpResponse): FailedAnswer {
  const byStatus = classifyHttpStatus(response);
  const body = parseJsonObject(response.body) ?? {};
  const type = errorType(body['__type'] ?? response.headers['x-amzn-errortype']);
  if (type === undefined) return byStatus;
  const reason = [body['Reason'], body['ResourceType']].find(isReason);
  const providerCode = reason === undefined ? type : `${type}.${reason}`;
  const facts = errors.find(providerCode);
  const code = facts?.code ?? fieldCode(body['Fields']) ?? errors.find(type)?.code;
  return { ...byStatus, ...facts, code: code ?? byStatus.code };
}

// `com.amazonaws.pinpointsmsvoicev2#ConflictException`, or `ConflictException:http://…` in the header.
function errorType(value: unknown): string | undefined {
  return typeof value === 'string'
    ? /^(?:[\w.]{1,80}#)?([A-Z][A-Za-z]{2,60})(?::|$)/.exec(value)?.[1]
    : undefined;
}

function isReason(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z][A-Za-z_-]{1,79}$/.test(value);
}

function fieldCode(fields: unknown) {
  const [first] = Array.isArray(fields) ? (fields as readonly { readonly Name?: unknown }[]) : [];
  const name = String(first?.Name);
  // The first letter may be lower-case.
  return fieldErrors.find(name.charAt(0).toUpperCase() + name.slice(1))?.code;
}

export function isMessageId(id: unknown): id is string {
  return typeof id === 'string' && /^[\da-z]{8}(-[\da-z]{4}){3}-[\da-z]{12}$/.test(id);
}
