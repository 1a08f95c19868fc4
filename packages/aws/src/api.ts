import {
  classifyHttpStatus,
  type FailedAnswer,
  type HttpRequest,
  type HttpResponse,
  parseJsonObject,
} from '@sms-connectors/core';
import { AwsV4Signer } from 'aws4fetch';
import type { AwsConfig } from './config.ts';
import { errors, fieldErrors } from './errors.ts';

/** The URL of an AWS service: https://docs.aws.amazon.com/general/latest/gr/rande.html */
export function serviceUrl(service: 'sms-voice' | 'sns', region: string): string {
  const domain = region.startsWith('cn-')
    ? 'amazonaws.com.cn'
    : region.startsWith('eusc-')
      ? 'amazonaws.eu'
      : 'amazonaws.com';
  return `https://${service}.${region}.${domain}`;
}

export type Credentials = Pick<
  AwsConfig,
  'region' | 'accessKeyId' | 'secretAccessKey' | 'sessionToken'
>;
export type Sign = (operation: string, input: object) => Promise<HttpRequest>;

/**
 * Makes requests in AWS's JSON 1.0 protocol, signed with Signature Version 4.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signer(credentials: Credentials, baseUrl: string): Sign {
  const { region, accessKeyId, secretAccessKey, sessionToken } = credentials;
  const keys = { region, accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  // Caches the signing key of each day, so that a message costs one hash and one HMAC.
  const cache = new Map<string, ArrayBuffer>();
  return async (operation, input) => {
    const body = JSON.stringify(input);
    const { url, headers } = await new AwsV4Signer({
      ...keys,
      service: 'sms-voice',
      cache,
      method: 'POST',
      url: `${baseUrl}/`,
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `PinpointSMSVoiceV2.${operation}`,
      },
      // By default, the content type is not signed.
      allHeaders: true,
      body,
    }).sign();
    return { method: 'POST', url: url.href, headers: Object.fromEntries(headers), body };
  };
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
