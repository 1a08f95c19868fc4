import {
  asJsonObject,
  classifyHttpStatus,
  type FailedAnswer,
  type Http,
  type HttpLimits,
  type HttpRequest,
  type HttpResponse,
  parseJsonObject,
} from '@sms-connectors/core';
import type { TencentConfig } from './config.ts';
import { readError } from './errors.ts';
import { signCall } from './tc3-signature.ts';

/** Makes the signed request of an action. Members that are `undefined` are left out. */
export type MakeRequest = (action: string, parameters: object) => Promise<HttpRequest>;

const contentType = 'application/json; charset=utf-8';

/**
 * Makes the requests of the SMS API, version 2021-01-11.
 * @see https://www.tencentcloud.com/document/product/382/40466
 */
export function requestMaker(
  { accessKeyId, accessKeySecret, region }: TencentConfig,
  baseUrl: string,
): MakeRequest {
  // Tencent Cloud's own SDKs sign the host without its port.
  const { hostname: host } = new URL(baseUrl);
  const key = { secretId: accessKeyId, secretKey: accessKeySecret };
  return async (action, parameters) => {
    const body = JSON.stringify(parameters);
    const timestamp = Math.floor(Date.now() / 1000);
    const unsigned = { service: 'sms', host, contentType, body, timestamp };
    return {
      method: 'POST',
      url: `${baseUrl}/`,
      headers: {
        'content-type': contentType,
        'x-tc-action': action,
        'x-tc-version': '2021-01-11',
        'x-tc-region': region,
        'x-tc-timestamp': String(timestamp),
        authorization: await signCall(unsigned, key),
      },
      body,
    };
  };
}

export type Members = Readonly<Record<string, unknown>>;

/** What Tencent Cloud answers to a call: the members of `Response`, or why the call failed. */
export type Reply =
  | { readonly response: Members; readonly requestId: string | undefined }
  | { readonly failed: FailedAnswer };

/** What a call besides that of a message needs. */
export interface Api {
  readonly http: Http;
  readonly makeRequest: MakeRequest;
  readonly limits: HttpLimits;
}

/** Makes a call, and reads what Tencent Cloud answers. */
export async function call(
  { http, makeRequest, limits }: Api,
  action: string,
  parameters: object,
): Promise<Reply> {
  const request = await makeRequest(action, parameters);
  const answer = await http({ ...request, ...limits });
  if (!('failure' in answer)) return readReply(answer);
  return { failed: { outcome: answer.sent ? 'unknown' : 'rejected', code: answer.failure } };
}

/**
 * Reads an answer. Its HTTP status is 200 even if the call failed.
 * @see https://www.tencentcloud.com/document/product/382/40469
 */
export function readReply(answer: HttpResponse): Reply {
  const response = asJsonObject(parseJsonObject(answer.body)?.['Response']);
  const requestId = isRequestId(response?.['RequestId']) ? response['RequestId'] : undefined;
  const failure = readError(asJsonObject(response?.['Error'])?.['Code']);
  if (failure !== undefined) return { failed: { ...failure, requestId } };
  const isReply = answer.status === 200 && response !== undefined && !('Error' in response);
  return isReply
    ? { response, requestId }
    : { failed: { ...classifyHttpStatus(answer), requestId } };
}

/** The objects in a list; none if it is no list. */
export function listOf(value: unknown): readonly Members[] {
  return Array.isArray(value) ? value.map(asJsonObject).filter((each) => each !== undefined) : [];
}

function isRequestId(id: unknown): id is string {
  return typeof id === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id);
}

/** The form of `SerialNo`, the ID of a message. */
export function isSerialNo(id: unknown): id is string {
  return typeof id === 'string' && /^[\w:-]{1,100}$/.test(id);
}
